// Every type of frame by everybody who could try.

import { strict as assert } from "node:assert";
import type { Frame, Socket } from "../support/person.ts";
import { type Cast, NOWHERE, OUTSIDERS, stateOf } from "./cast.ts";
import { framesFor, isOpen } from "./frame_table.ts";

const INSIDERS = ["muted", "member", "admin", "owner"] as const;

/** What an answer tells, without what it repeats of the question. */
function told({ ref: _, conversation_id: __, client_id: ___, ...rest }: Frame): Frame {
  return rest;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What people are told of the conversation; who is online is not of it. */
const ASIDE = ["user_status", "pong", "resumed", "ok", "error"];
const heard = (socket: Socket) => socket.frames.filter(({ type }) => !ASIDE.includes(type));

export async function outsiders({ people, ...rest }: Cast): Promise<void> {
  const all = { people, ...rest };
  const listeners = await Promise.all(INSIDERS.map((role) => people[role].connect()));
  const before = [await stateOf(all), ...listeners.map((socket) => heard(socket).length)];
  await Promise.all(OUTSIDERS.map(async (role) => {
    const socket = await people[role].connect();
    const { epoch } = socket.welcome;
    for (const [conversation, message] of [[all.group, all.groupMessage], [all.pair, all.pairMessage]] as const) {
      const missing = framesFor({ conversation: NOWHERE, message: NOWHERE, person: people.spare.id, epoch });
      for (const [n, asked] of framesFor({ conversation, message, person: people.spare.id, epoch }).entries()) {
        const answer = await socket.ask(asked);
        assert.equal(answer.type === "error", !isOpen(asked), `${role}: ${JSON.stringify([asked, answer])}`);
        const none = await socket.ask(missing[n]!);
        assert.deepEqual(told(answer), told(none), `${role} can tell by ${JSON.stringify(asked)} that it is there`);
      }
    }
    assert.deepEqual(heard(socket).slice(1), [], `${role} has heard something`);
    await socket.close();
  }));
  await pause(200);
  assert.deepEqual([await stateOf(all), ...listeners.map((socket) => heard(socket).length)], before);
  await Promise.all(listeners.map((socket) => socket.close()));
}

export async function swapped(all: Cast): Promise<void> {
  const { people: { owner, admin }, pair, group, groupMessage } = all;
  const [mine, theirs] = [await owner.connect(), await admin.connect()];
  const before = [await stateOf(all), heard(theirs).length];
  const frames: Frame[] = [
    { type: "group", group_id: pair, content: "x" },
    { type: "typing", group_id: pair },
    { type: "group", group_id: admin.id, content: "x" },
    { type: "private", to: group, content: "x" },
    { type: "private", to: pair, content: "x" },
    { type: "typing", to: group },
    { type: "typing", to: pair },
    { type: "read", content: group },
    { type: "read", conversation_id: groupMessage, seq: 1 },
    { type: "delivered", conversation_id: admin.id, seq: 1 },
    { type: "sync", conversation_id: admin.id, after_rev: 0 },
  ];
  for (const asked of frames) assert.equal((await mine.ask(asked)).code, "not_found", JSON.stringify(asked));
  const foreign = { type: "private", to: admin.id, content: "x", reply_to: groupMessage };
  assert.equal((await mine.ask(foreign)).code, "invalid_field", "a reply to what was said elsewhere");
  await pause(100);
  assert.deepEqual([await stateOf(all), heard(theirs).length], before);
  await Promise.all([mine.close(), theirs.close()]);
}

/** What the sender of a frame cannot say of it, however often it is in there. */
export async function assigned(all: Cast): Promise<void> {
  const { people: { owner, member, stranger }, group } = all;
  const [mine, theirs] = [await member.connect(), await owner.connect()];
  const lie = {
    id: NOWHERE,
    seq: 1_000_000,
    rev: 1_000_000,
    from: owner.id,
    sender_id: owner.id,
    user_id: owner.id,
    role: "owner",
    is_admin: true,
    created_at: "1999-01-01T00:00:00.000Z",
    conversation_id: NOWHERE,
    mentions: [owner.id],
    recalled_at: "1999-01-01T00:00:00.000Z",
  };
  const ack = await mine.ask({ ...lie, type: "group", group_id: group, content: "honest" });
  const frame = await theirs.until("the message", (it) => it.type === "group" && it.content === "honest");
  const { body } = await owner.api("GET", `/messages/${ack.id}`);
  assert.deepEqual([frame.from, body.message.sender_id], [member.id, member.id]);
  for (const field of ["id", "seq", "rev", "created_at", "conversation_id", "recalled_at"] as const) {
    for (const said of [ack, frame, body.message]) assert.notEqual(said[field], lie[field], field);
  }
  assert.ok(Date.parse(ack.created_at) > Date.now() - 60_000);
  mine.send({ ...lie, type: "typing", group_id: group, content: { username: "The Owner", user_id: owner.id } });
  const typing = await theirs.until("the sign", (it) => it.type === "typing");
  assert.deepEqual([typing.from, typing.content.username], [member.id, member.username]);
  const status = { ...lie, type: "user_status", content: { status: "busy", user_id: stranger.id } };
  assert.equal((await mine.ask(status)).code, "forbidden");
  assert.notEqual((await owner.api("GET", `/users/${stranger.id}`)).body.user.status, "busy");
  await Promise.all([mine.close(), theirs.close()]);
}
