// The mixed day of the load generator: what one types and reads beside what one says, and who may know of it.

import { strict as assert } from "node:assert";
import { buildLoad, type Result, runLoad } from "../../bench/load.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";

const PEOPLE = Array.from({ length: 6 }, () => crypto.randomUUID());
const ROOMS = [[0, 1, 2], [3, 4, 5]].map((members) => ({
  id: crypto.randomUUID(),
  private: false,
  members,
  speakers: 2,
}));

interface Mark {
  type: "read" | "delivered";
  from: string;
  conversation_id: string;
  seq: number;
}

/** A chat that tells typing signs to whoever it thinks fit. */
function serve(marks: Mark[], mayKnow: (room: number, person: string) => boolean) {
  const sockets = new Map<string, WebSocket>();
  const seqs = [0, 0];
  return Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, (request) => {
    if (request.headers.get("upgrade") === null) return new Response("a page");
    const { socket, response } = Deno.upgradeWebSocket(request);
    const from = new URL(request.url).searchParams.get("token") ?? "";
    const tell = (to: string, frame: unknown) => to !== from && sockets.get(to)?.send(JSON.stringify(frame));
    socket.onopen = () => {
      sockets.set(from, socket);
      socket.send(JSON.stringify({ type: "system" }));
    };
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "read" || frame.type === "delivered") return void marks.push({ ...frame, from });
      const room = ROOMS.findIndex(({ id }) => id === frame.group_id);
      if (frame.type === "typing") {
        const who = PEOPLE.filter((person) => mayKnow(room, person));
        return who.forEach((to) => tell(to, { type: "typing", from, group_id: frame.group_id }));
      }
      const seq = ++seqs[room]!;
      for (const at of ROOMS[room]!.members) tell(PEOPLE[at]!, { type: "group", seq, content: frame.content });
      socket.send(JSON.stringify({ type: "ack", client_id: frame.client_id, seq }));
    };
    return response;
  });
}

const isMember = (room: number, person: string) => ROOMS[room]!.members.some((at) => PEOPLE[at] === person);

async function run(program: string, mayKnow: typeof isMember): Promise<{ result: Result; told: Mark[] }> {
  const told: Mark[] = [];
  const server = serve(told, mayKnow);
  try {
    const result = await runLoad(program, {
      ...{ dialect: "json", path: "/", acks: true, mode: "day", rooms: ROOMS, watch: {}, run: 7, opening: 8 },
      ...{ people: PEOPLE.map((id) => ({ id, token: id })), ports: [server.addr.port] },
      ...{ warmup: 0, seconds: 0.5, settle: 0.1, drain: 2, rate: 100, day: { typing: 100, reads: 100 } },
      delivered: true,
      http: { connections: 2, turn: true, rate: 50, paths: [{ path: "/page" }] },
    });
    return { result, told };
  } finally {
    await server.shutdown();
  }
}

Deno.test("a mixed day", async (t) => {
  const folder = await tempFolder("load");
  const program = await buildLoad(folder);

  await t.step("all of it happens, the marks told of are those that were said, and nothing is wrong", async () => {
    const { result, told } = await run(program, isMember);
    const { violations, typing, pages, marks = [], delivered } = result;
    assert.equal(result.trouble, null);
    assert.ok(Object.values(violations).every((count) => count === 0), JSON.stringify(violations));
    assert.ok(typing > 0 && delivered > 0 && pages !== undefined, JSON.stringify(result));
    assert.ok(marks.length > 0);
    for (const { who, room, seq } of marks) {
      const said = told.filter(({ type, from, conversation_id }) =>
        type === "read" && from === PEOPLE[who] && conversation_id === ROOMS[room]!.id
      );
      assert.equal(said.at(-1)?.seq, seq);
    }
    const has = told.filter(({ type }) => type === "delivered");
    assert.ok(has.length > 0 && has.every(({ seq }) => seq > 0));
    assert.equal(new Set(has.map(({ from }) => from)).size, has.length, "in half a second each at most once");
    for (const { from, conversation_id } of has) {
      assert.ok(isMember(ROOMS.findIndex(({ id }) => id === conversation_id), from));
    }
  });

  await t.step("a typing sign that comes to somebody outside of the room is misdelivered", async () => {
    const { violations, typing } = (await run(program, () => true)).result;
    assert.ok(violations.misdelivered > 0 && typing > violations.misdelivered, JSON.stringify({ violations, typing }));
  });

  await removeFolder(folder);
});
