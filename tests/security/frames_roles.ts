// Frames of people who are somewhere and yet may not say everything: muted in the group, blocked by the other, gone.

import { strict as assert } from "node:assert";
import { type Frame, type Person, person, type Socket } from "../support/person.ts";
import { handshakeStatus } from "../support/raw_socket.ts";
import { waitUntil } from "../support/wait.ts";
import { type Cast, must, PASSWORD, stateOf } from "./cast.ts";
import { BLOCKED, framesFor, MUTED } from "./frame_table.ts";

const LOUD = ["private", "group", "typing", "message_updated", "user_status", "read", "delivered"];
const loud = ({ frames }: Socket, from: Person): Frame[] =>
  frames.filter((it) => LOUD.includes(it.type) && (it.from === from.id || it.content?.user_id === from.id));

/** A muted member is answered like any other, but for what the others would hear. */
export async function muted(all: Cast): Promise<void> {
  const { people: { muted, member, owner }, group, groupMessage } = all;
  const [mine, others, theirs] = [await muted.connect(), await member.connect(), await owner.connect()];
  const before = await stateOf(all);
  const names = { conversation: group, message: groupMessage, person: owner.id, epoch: mine.welcome.epoch };
  for (const asked of framesFor(names)) {
    const { type, code } = await mine.ask(asked);
    const isRefused = MUTED[asked.type as keyof typeof MUTED] === "refused";
    if (!isRefused) assert.equal(code, (await others.ask(asked)).code, JSON.stringify(asked));
    else assert.deepEqual([type, code], ["error", "forbidden"], JSON.stringify(asked));
  }
  await theirs.ask({ type: "ping" });
  assert.ok(!theirs.frames.some(({ type, from }) => ["private", "group"].includes(type) && from === muted.id));
  assert.deepEqual(forgetMarks(await stateOf(all)), forgetMarks(before));
  await Promise.all([mine, others, theirs].map((socket) => socket.close()));
}

/** Marks may move: reading is nobody's to forbid. */
const forgetMarks = (state: Frame): unknown =>
  JSON.parse(JSON.stringify(state, (key, value) => ["marks", "is_read", "read_at"].includes(key) ? undefined : value));

/** Between two of whom one has blocked the other, nothing is said, and the blocked one is not told of the block. */
export async function blocked(all: Cast): Promise<void> {
  const { people: { blocked, blocker }, blockedPair, blockedMessage } = all;
  const [mine, theirs] = [await blocked.connect(), await blocker.connect()];
  const before = await stateOf(all);
  const names = { conversation: blockedPair, message: blockedMessage, epoch: mine.welcome.epoch };
  for (const [socket, other] of [[mine, blocker], [theirs, blocked]] as const) {
    for (const [type, make] of Object.entries(BLOCKED)) {
      for (const rest of make({ ...names, person: other.id })) {
        const answer = await socket.ask({ type, ...rest });
        const expected = type === "private" ? "not_reachable" : undefined;
        assert.equal(answer.code, expected, JSON.stringify([type, rest, answer]));
      }
    }
  }
  // What was to be told would have come before the answers to these.
  for (const socket of [mine, theirs, mine, theirs]) await socket.ask({ type: "ping" });
  assert.deepEqual(loud(mine, blocker), [], "the blocked one hears of the blocker");
  assert.deepEqual(loud(theirs, blocked).filter(({ type }) => type === "typing" || type === "private"), []);
  assert.deepEqual(forgetMarks(await stateOf(all)), forgetMarks(before));
  await Promise.all([mine.close(), theirs.close()]);
}

/** Closing the account closes its sockets, and no other is opened. */
export async function gone(all: Cast): Promise<void> {
  const { url, people: { disabled } } = all;
  const authorization = `Bearer ${disabled.token}`;
  assert.equal(await handshakeStatus(url, "/ws", { authorization }), 401);
  assert.equal(await handshakeStatus(url, "/ws", { cookie: `parley=${disabled.token}`, origin: url }), 401);
  assert.equal(await handshakeStatus(url, `/ws?token=${disabled.token}`), 401);
  const leaver = await person(url, "leaver");
  const socket = await leaver.connect();
  await must(200, leaver.api("POST", "/users/profile/deactivate", { password: PASSWORD }));
  await waitUntil("the socket to close", () => socket.closed !== undefined);
  assert.equal(socket.closed?.code, 4401);
}
