// The checker of the benchmarks' load generator, against a server that does wrong on purpose: a number it gives is worth
// something only if it would have seen what is wrong with it.

import { strict as assert } from "node:assert";
import { buildLoad, type Plan, type Result, runLoad, type Violations } from "../../bench/load.ts";
import { missing, storedIn } from "../../bench/peers/stored.ts";
import { makeTables } from "../../bench/peers/tables.ts";
import { emptyDatabase } from "../support/shared.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import postgres from "postgres";

const PEOPLE = Array.from({ length: 8 }, () => crypto.randomUUID());
const ROOMS = [[0, 1, 2, 3], [4, 5, 6, 7]].map((members) => ({ id: crypto.randomUUID(), private: false, members }));
const NONE: Violations = { lost: 0, doubled: 0, misdelivered: 0, reordered: 0, broken: 0, unacked: 0 };
/** the message that something is done to: the first of both rooms' windows are answered by then */
const CHOSEN = 10;

interface Said {
  from: string;
  group_id: string;
  content: string;
  client_id: string;
}
type Give = (to: string, text: string) => void;

/** How a server hands on one message; `count` tells which it is. */
type Manner = (said: Said, count: number, others: string[], give: Give) => void;

const textOf = ({ from, group_id, content }: Said) => JSON.stringify({ type: "group", content, from, group_id });
const honest: Manner = (said, _count, others, give) => others.forEach((to) => give(to, textOf(said)));

/** Honest, but to one receiver at the chosen message. */
const once = (wrong: (to: string, text: string, give: Give) => void): Manner => (said, count, others, give) =>
  others.forEach((to, i) => count === CHOSEN && i === 0 ? wrong(to, textOf(said), give) : give(to, textOf(said)));

/** A chat of the plainest kind. @param stored gets everything that was acked */
function serve(manner: Manner, stored: string[] = []) {
  const sockets = new Map<string, WebSocket>();
  let count = 0;
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const from = new URL(request.url).searchParams.get("token") ?? "";
    socket.onopen = () => {
      sockets.set(from, socket);
      socket.send(JSON.stringify({ type: "system" }));
    };
    socket.onmessage = ({ data }) => {
      const said: Said = { ...JSON.parse(data), from };
      const members = ROOMS.find(({ id }) => id === said.group_id)!.members.map((at) => PEOPLE[at]!);
      manner(said, ++count, members.filter((member) => member !== from), (to, text) => sockets.get(to)?.send(text));
      stored.push(said.content);
      socket.send(JSON.stringify({ type: "ack", client_id: said.client_id }));
    };
    return response;
  });
}

async function run(program: string, manner: Manner, stored?: string[], more: Partial<Plan> = {}): Promise<Result> {
  const server = serve(manner, stored);
  const people = PEOPLE.map((id) => ({ id, token: id }));
  const dialect = { dialect: "json", path: "/", acks: true } as const;
  const length = { warmup: 0, seconds: 0.5, settle: 0.1, drain: 2 };
  const ports = [server.addr.port];
  try {
    return await runLoad(program, {
      ...{ ...dialect, ...length, ports, people, rooms: ROOMS, mode: "chat", window: 4, opening: 8, watch: {}, run: 7 },
      ...more,
    });
  } finally {
    await server.shutdown();
  }
}

/** That it is the one thing wrong, and so often. */
function assertOnly(violations: Violations, what: keyof Violations, count: number): void {
  assert.deepEqual(violations, { ...NONE, [what]: count });
}

Deno.test("the checker of the load generator", async (t) => {
  const folder = await tempFolder("load");
  const program = await buildLoad(folder);

  await t.step("an honest server has no violation, and every message is counted", async () => {
    const result = await run(program, honest);
    assert.deepEqual(result.violations, NONE);
    assert.equal(result.trouble, null);
    assert.ok(result.allSent > CHOSEN, `${result.allSent} messages`);
    assert.equal(result.allAcked, result.allSent);
  });

  await t.step("a delivery that is dropped is lost", async () => {
    assertOnly((await run(program, once(() => {}))).violations, "lost", 1);
  });

  await t.step("a delivery that comes twice is doubled", async () => {
    const twice = once((to, text, give) => [text, text].forEach((it) => give(to, it)));
    assertOnly((await run(program, twice)).violations, "doubled", 1);
  });

  await t.step("two deliveries that change places are reordered", async () => {
    let held: { room: string; to: string; text: string } | undefined;
    const swap: Manner = (said, count, others, give) => {
      for (const to of others) {
        const text = textOf(said);
        if (count === CHOSEN && to === others.at(-1)) held = { room: said.group_id, to, text };
        else give(to, text);
        if (held === undefined || held.room !== said.group_id || held.to !== to || held.text === text) continue;
        give(held.to, held.text);
        held = undefined;
      }
    };
    assertOnly((await run(program, swap)).violations, "reordered", 1);
  });

  await t.step("what comes to somebody outside of the room is misdelivered", async () => {
    const leak: Manner = (said, count, others, give) => {
      honest(said, count, others, give);
      const elsewhere = ROOMS.find(({ id }) => id !== said.group_id)!;
      if (count === CHOSEN) give(PEOPLE[elsewhere.members[0]!]!, textOf(said));
    };
    assertOnly((await run(program, leak)).violations, "misdelivered", 1);
  });

  await t.step("what comes back to its own sender is misdelivered", async () => {
    const echo: Manner = (said, count, others, give) =>
      honest(said, count, count === CHOSEN ? [...others, said.from] : others, give);
    assertOnly((await run(program, echo)).violations, "misdelivered", 1);
  });

  await t.step("a text that was changed on its way is broken, and lost", async () => {
    const change = once((to, text, give) => give(to, text.replace("quick", "quack")));
    assert.deepEqual((await run(program, change)).violations, { ...NONE, broken: 1, lost: 1 });
  });

  await t.step("who has stopped reading misses nothing, and everybody else still must get everything", async () => {
    const rooms = ROOMS.map((room) => ({ ...room, speakers: 3, stalled: 1 }));
    const { violations, allSent } = await run(program, honest, [], { rooms });
    assert.deepEqual(violations, NONE);
    assert.ok(allSent > CHOSEN, `${allSent} messages`);
    assertOnly((await run(program, once(() => {}), [], { rooms })).violations, "lost", 1);
  });

  await t.step("times of rooms beside a large one are counted apart, before it begins and after", async () => {
    const rooms = [{ ...ROOMS[0]!, rate: 50 }, { ...ROOMS[1]!, rate: 50, beside: true }];
    const result = await run(program, honest, [], { rooms, window: 0, quiet: 0.3 });
    assert.deepEqual(result.violations, NONE);
    assert.ok(result.alone && result.beside && result.delivery, JSON.stringify(result));
    const early = { ...rooms[0]!, beside: true };
    const { delivery, alone } = await run(program, honest, [], { rooms: [early, rooms[1]!], window: 0, quiet: 0.3 });
    assert.ok(alone && delivery === undefined, "there is no other room");
  });

  await t.step("an ack without a stored message is found in the database", async () => {
    await using db = await emptyDatabase();
    await makeTables(db.url, { people: PEOPLE, rooms: ROOMS });
    const acked: string[] = [];
    const { allAcked } = await run(program, honest, acked);
    const store = async (contents: string[]) => {
      const sql = postgres(db.url, { max: 1 });
      await sql`insert into messages (id, sender_id, content)
                select gen_random_uuid(), ${PEOPLE[0]!}, content from unnest(${contents}::text[]) as c(content)`;
      await sql.end();
    };
    await store([...acked.slice(1), acked[1]!]); // one is there twice instead
    assert.equal(missing(allAcked, await storedIn(db.url, "messages", 7)), 1);
    await store([acked[0]!]);
    assert.equal(missing(allAcked, await storedIn(db.url, "messages", 7)), 0);
  });

  await removeFolder(folder);
});
