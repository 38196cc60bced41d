// What the generator checks beside talk: what one gets who comes back, and what a page holds; against servers that do wrong on purpose.

import { strict as assert } from "node:assert";
import { buildLoad, type Plan, type Result, runLoad, type Violations } from "../../bench/load.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";

const PEOPLE = Array.from({ length: 4 }, () => crypto.randomUUID());
const ROOMS = [[0, 1, 2], [2, 3]].map((members) => ({ id: crypto.randomUUID(), private: false, members }));
const NONE: Violations = { lost: 0, doubled: 0, misdelivered: 0, reordered: 0, broken: 0, unacked: 0 };
/** Everybody holds two of the messages, and six there are. */
const RESUME = { held: 2, until: 6 };

const textOf = (room: number, n: number) => `Message ${room}.${n} with **some words** and https://example.com`;
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

/** What a server does to the messages of a page: each is (room, number). */
type Manner = (page: [number, number][]) => [number, number][];
const honest: Manner = (page) => page;

/** Pages of two messages: somebody who comes back has to ask twice for each room. */
function synced(room: number, afterRev: number, manner: Manner): string {
  const rev = Math.min(afterRev + 2, RESUME.until + 1);
  const page = range(afterRev, rev - 1).map((n): [number, number] => [room, n]);
  const messages = manner(page).map(([of, n]) => ({ seq: n, rev: n + 1, content: textOf(of, n) }));
  const more = { after_rev: afterRev, rev, head_rev: RESUME.until + 1, messages, has_more: rev <= RESUME.until };
  return JSON.stringify({ type: "sync", conversation_id: ROOMS[room]!.id, epoch: "one", ...more });
}

/** A server to come back to, and one of pages. @param tells whether it says what somebody is behind in */
function serve(manner: Manner, tells = true) {
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    if (request.headers.get("upgrade") === null) return new Response(pageOf(new URL(request.url), manner));
    const { socket, response } = Deno.upgradeWebSocket(request);
    socket.onopen = () => socket.send(JSON.stringify({ type: "system", epoch: "one", me_rev: 1 }));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "resume") {
        const ids = tells ? Object.keys(frame.revs) : [];
        const behind = Object.fromEntries(ids.map((id) => [id, RESUME.until + 1]));
        socket.send(JSON.stringify({ type: "resumed", epoch: "one", me_rev: 1, behind }));
      } else {
        const room = ROOMS.findIndex(({ id }) => id === frame.conversation_id);
        socket.send(synced(room, frame.after_rev, manner));
      }
    };
    return response;
  });
}

function pageOf(url: URL, manner: Manner): string {
  const before = Number(url.searchParams.get("before"));
  const page = range(before - 3, before - 1).toReversed().map((n): [number, number] => [0, n]);
  return JSON.stringify({ messages: manner(page).map(([room, n]) => ({ content: textOf(room, n) })) });
}

async function run(program: string, manner: Manner, more: Partial<Plan>, tells?: boolean): Promise<Result> {
  const server = serve(manner, tells);
  const people = PEOPLE.map((id) => ({ id, token: id }));
  const common = { dialect: "json", path: "/", acks: true, people, rooms: ROOMS, watch: {}, run: 7 } as const;
  const length = { warmup: 0, seconds: 0.2, settle: 0.1, drain: 1, opening: 8 };
  try {
    return await runLoad(program, { ...common, ...length, mode: "resume", ports: [server.addr.port], ...more });
  } finally {
    await server.shutdown();
  }
}

/** Wrong once: the first page that holds this number of the first room. */
function once(number: number, wrong: Manner): Manner {
  let isDone = false;
  return (page) => {
    if (isDone || !page.some(([room, n]) => room === 0 && n === number)) return page;
    isDone = true;
    return wrong(page);
  };
}

Deno.test("the checks of those who come back, and of pages", async (t) => {
  const folder = await tempFolder("load");
  const program = await buildLoad(folder);
  const back = (manner: Manner) => run(program, manner, { resume: RESUME });
  const pages = (manner: Manner) => {
    const asked = [6, 7, 8].map((before) => ({
      path: `/?before=${before}`,
      room: 0,
      from: before - 3,
      to: before - 1,
    }));
    const paths = asked.map((page) => ({ ...page, once: true }));
    return run(program, manner, { mode: "http", http: { connections: 1, turn: true, paths } });
  };

  await t.step("who comes back to an honest server misses nothing, and every message is counted", async () => {
    const result = await back(honest);
    assert.deepEqual(result.violations, NONE);
    assert.equal(result.trouble, null);
    assert.equal(result.delivered, 5 * 4); // five places in rooms, four messages each
  });

  await t.step("a message that one who comes back does not get is lost", async () => {
    const result = await back(once(6, (page) => page.filter(([, n]) => n !== 6)));
    assert.deepEqual(result.violations, { ...NONE, lost: 1 });
  });

  await t.step("a message that comes twice to one who comes back is doubled", async () => {
    const result = await back(once(4, (page) => [...page, page.at(-1)!]));
    assert.deepEqual(result.violations, { ...NONE, doubled: 1 });
  });

  await t.step("a message before its predecessor is reordered", async () => {
    const result = await back(once(3, (page) => page.toReversed()));
    assert.ok(result.violations.reordered > 0, JSON.stringify(result.violations));
  });

  await t.step("a message of another room is misdelivered", async () => {
    const result = await back(once(5, (page) => [...page, [1, 5]]));
    assert.deepEqual(result.violations, { ...NONE, misdelivered: 1 });
  });

  await t.step("a server that does not tell what is behind is trouble", async () => {
    const result = await run(program, honest, { resume: RESUME, drain: 0.2 }, false);
    assert.ok(result.trouble?.[0]?.includes("was not told"), `${result.trouble}`);
    assert.deepEqual(result.violations, { ...NONE, lost: 5 * 4 });
  });

  await t.step("honest pages have no violation", async () => {
    const result = await pages(honest);
    assert.deepEqual(result.violations, NONE);
    assert.ok(result.allAcked > 3, `${result.allAcked} pages`);
  });

  await t.step("a page without one of its messages has lost it", async () => {
    assert.deepEqual((await pages(once(5, (page) => page.slice(1)))).violations, { ...NONE, lost: 1 });
  });

  await t.step("a page with a message of another range or room is misdelivered", async () => {
    assert.deepEqual((await pages(once(5, (page) => [...page, [0, 1]]))).violations, { ...NONE, misdelivered: 1 });
    assert.deepEqual((await pages(once(5, (page) => [...page, [1, 5]]))).violations, { ...NONE, misdelivered: 1 });
  });

  await t.step(
    "a page that is not the newest first is reordered, and one with a message twice has doubled it",
    async () => {
      assert.ok((await pages(once(5, (page) => page.toReversed()))).violations.reordered > 0);
      assert.equal((await pages(once(5, (page) => [...page, page.at(-1)!]))).violations.doubled, 1);
    },
  );

  await t.step("a probe sees how long a server stands still, which who asks for something else caused", async () => {
    const STILL_MS = 60;
    const still: Manner = (page) => {
      for (const began = performance.now(); performance.now() - began < STILL_MS;);
      return page;
    };
    const http = { connections: 1, turn: true, paths: [{ path: "/?before=6" }], probe: "/?before=0", probeRate: 100 };
    const { probe } = await run(program, (page) => page.some(([, n]) => n > 0) ? still(page) : page, {
      mode: "http",
      seconds: 1,
      http,
    });
    assert.ok(probe !== undefined && probe.max >= STILL_MS / 2, `${JSON.stringify(probe)}`);
  });

  await removeFolder(folder);
});
