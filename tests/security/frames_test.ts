// Attacks by the socket: every type of frame by everybody who could try, and what is hardly a frame at all.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { ClientFrame } from "../../lib/protocol/client_frames.ts";
import { startInstance } from "../support/instance.ts";
import type { Frame, Socket } from "../support/person.ts";
import { handshakeStatus } from "../support/raw_socket.ts";
import { type Cast, cast, stateOf } from "./cast.ts";
import { CONTINUATION, fragments, frame, PING, rawSocket, TEXT } from "./wire.ts";

const NOWHERE = "01900000-0000-7000-8000-00000000000f";
const OUTSIDERS = ["stranger", "otherOwner", "former"] as const;
const INSIDERS = ["member", "admin", "owner"] as const;

interface Names {
  conversation: string;
  message: string;
  person: string;
  epoch: string;
}

/** Every frame that names something which is not everybody's; a new type of frame does not compile without its entry. */
const FRAMES: Record<ClientFrame["type"], (names: Names) => Record<string, unknown>[]> = {
  private: ({ conversation, message, person }) => [
    { to: conversation, content: "x" },
    { to: person, content: "x", reply_to: message },
  ],
  group: ({ conversation, message }) => [
    { group_id: conversation, content: "x" },
    { group_id: conversation, content: "x", client_id: "c1" },
    { group_id: conversation, content: "x", reply_to: message },
  ],
  typing: ({ conversation }) => [{ group_id: conversation }, { group_id: conversation, typing: false }],
  read: ({ conversation, message }) => [{ content: message }, { conversation_id: conversation, seq: 1 }],
  delivered: ({ conversation }) => [{ conversation_id: conversation, seq: 1 }],
  user_status: ({ conversation }) => [{ content: { status: "away", user_id: conversation } }],
  resume: ({ conversation, epoch }) => [
    { epoch, me_rev: 0, revs: { [conversation]: 0 } },
    { epoch, me_rev: 0, revs: { [conversation]: 999_999 } },
  ],
  sync: ({ conversation, epoch }) => [
    { conversation_id: conversation, after_rev: 0 },
    { conversation_id: conversation, after_rev: 999_999 },
    { conversation_id: conversation, after_rev: 0, epoch },
    { conversation_id: conversation, after_rev: 0, epoch: "another" },
  ],
  ping: () => [{}],
};

const framesFor = (names: Names): Frame[] =>
  Object.entries(FRAMES).flatMap(([type, make]) => make(names).map((rest) => ({ type, ...rest })));

/** What an answer tells, without what it repeats of the question. */
function told({ ref: _, conversation_id: __, client_id: ___, ...rest }: Frame): Frame {
  return rest;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
/** What people are told of the conversation; who is online is not of it. */
const heard = (socket: Socket) => socket.frames.filter(({ type }) => !["user_status", "pong", "error"].includes(type));

async function outsiders({ people, ...rest }: Cast): Promise<void> {
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
        const isOpen = asked.type === "ping" || asked.type === "resume";
        assert.equal(answer.type === "error", !isOpen, `${role}: ${JSON.stringify([asked, answer])}`);
        const none = await socket.ask(missing[n]!);
        assert.deepEqual(told(answer), told(none), `${role} can tell by ${JSON.stringify(asked)} that it is there`);
      }
    }
    assert.deepEqual(
      heard(socket).slice(1).filter(({ type }) => type !== "resumed"),
      [],
      `${role} has heard something`,
    );
    await socket.close();
  }));
  await pause(200);
  assert.deepEqual([await stateOf(all), ...listeners.map((socket) => heard(socket).length)], before);
  await Promise.all(listeners.map((socket) => socket.close()));
}

async function swapped(all: Cast): Promise<void> {
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
async function assigned(all: Cast): Promise<void> {
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

async function polluted(all: Cast): Promise<void> {
  const { people: { stranger, spare }, url } = all;
  const socket = await stranger.connect();
  const raw = [
    `{"type":"ping","ref":"p","__proto__":{"polluted":1,"client_id":"polluted","duplicate":true}}`,
    `{"type":"ping","ref":"p","constructor":{"prototype":{"polluted":1}}}`,
    `{"type":"resume","ref":"p","epoch":"e","me_rev":0,"revs":{"__proto__":{"polluted":1}}}`,
    `{"type":"user_status","ref":"p","content":{"status":"online","__proto__":{"user_id":"polluted"}}}`,
    `{"type":"__proto__","ref":"p"}`,
    `{"type":"hasOwnProperty","ref":"p"}`,
    `{"type":"private","ref":"p","to":"${spare.id}","content":{"__proto__":{"polluted":1},"toString":"x"}}`,
    `{"type":"private","ref":"p","to":"${spare.id}","content":"x","attachments":${"[".repeat(30_000)}${
      "]".repeat(30_000)
    }}`,
    `{"type":"private","ref":"p","to":${"[".repeat(30_000)}${"]".repeat(30_000)},"content":"x"}`,
    `{"type":"user_status","ref":"p","content":${`{"a":`.repeat(10_000)}1${"}".repeat(10_000)}}`,
    `{"ref":"p","type":${`{"type":`.repeat(6_000)}1${"}".repeat(6_000)}}`,
  ];
  for (const [n, text] of raw.entries()) {
    socket.send(text.replace(`"ref":"p"`, `"ref":"p${n}"`));
    await socket.until(`an answer to ${text.slice(0, 80)}`, (it) => it.ref === `p${n}`);
  }
  const clean = await socket.ask({ type: "private", to: stranger.id, content: "to oneself" });
  assert.deepEqual(Object.keys(clean).sort(), ["conversation_id", "created_at", "id", "ref", "rev", "seq", "type"]);
  assert.ok(!JSON.stringify(socket.frames).includes("polluted"));
  assert.equal(await handshakeStatus(url, "/ws"), 401, "and nobody is somebody now");
  await socket.close();
}

/** Frames that are nearly right, and then some field, key or letter of them is anything. */
function nearlyFrames(names: Names): fc.Arbitrary<{ value: Record<string, unknown> } | { text: string }> {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.constantFrom(NOWHERE, names.conversation, names.message, names.person, "", -1, 1e300, 2 ** 53, "\0", "\ud800"),
  );
  const key = fc.oneof(
    fc.constantFrom("type", "to", "group_id", "content", "client_id", "reply_to", "seq", "revs", "epoch", "user_id"),
    fc.constantFrom("__proto__", "constructor", "toString", "", "attachments", "message_type", "conversation_id"),
    fc.string(),
  );
  const base = fc.constantFrom(...framesFor(names));
  const changed = fc.tuple(base, fc.array(fc.tuple(key, anything), { minLength: 1, maxLength: 4 })).map(
    ([frame, changes]) => {
      const entries: [string, unknown][] = [...Object.entries(frame), ...changes];
      return { value: Object.fromEntries(entries) };
    },
  );
  const cut = fc.tuple(base, fc.nat(), fc.nat(8), fc.string()).map(([frame, at, length, put]) => {
    const text = JSON.stringify(frame);
    const from = at % text.length;
    return { text: text.slice(0, from) + put + text.slice(from + length) };
  });
  return fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: cut });
}

async function mutated(all: Cast): Promise<void> {
  const { people: { stranger, otherOwner, admin, spare }, group, groupMessage, otherGroup } = all;
  const before = await stateOf(all);
  const socket = await stranger.connect();
  const [innocent, listener] = [await otherOwner.connect(), await admin.connect()];
  const names = { conversation: group, message: groupMessage, person: spare.id, epoch: socket.welcome.epoch };
  const frames = fc.sample(nearlyFrames(names), { seed: 20_260_101, numRuns: 10_000 });
  const step = 1_000;
  for (let from = 0; from < frames.length; from += step) {
    const refs = new Set<string>();
    for (const [n, frame] of frames.slice(from, from + step).entries()) {
      if ("text" in frame) socket.send(frame.text);
      else {
        refs.add(`f${from + n}`);
        socket.send({ ...frame.value, ref: `f${from + n}` });
      }
    }
    const said = await innocent.ask({ type: "group", group_id: otherGroup, content: `${from}` });
    assert.equal(said.type, "ack", "another client is served meanwhile");
    await socket.ask({ type: "ping" });
    // A mark may wait for the second that is not over yet.
    const late = performance.now() + 15_000;
    const open = () => refs.difference(new Set(socket.frames.map(({ ref }) => ref)));
    while (open().size > 0 && performance.now() < late) await pause(20);
    const silent = [...open()].map((ref) => frames[Number(ref.slice(1))]);
    assert.deepEqual(silent, [], "answered with silence");
    assert.equal(socket.closed, undefined);
    assert.ok(!socket.frames.some(({ code }) => code === "internal"), "an answer was 'internal'");
    socket.frames.length = 1;
  }
  assert.deepEqual(listener.frames.slice(1).filter(({ type }) => type !== "user_status"), []);
  assert.deepEqual(await stateOf(all), before);
  await Promise.all([socket.close(), innocent.close(), listener.close()]);
}

async function byHand({ url, people: { stranger, spare } }: Cast): Promise<void> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const ping = `{"type":"ping","ref":"${"r".repeat(50)}"}`;
  {
    using socket = await rawSocket(url, stranger.token);
    await socket.until("Welcome");
    const [first, ...rest] = fragments(ping, 60);
    await socket.write(first!, frame(PING, true, bytes("between")), ...rest);
    const answer = await socket.until('pong"');
    assert.match(answer, /"type":"pong"/, "a message in sixty fragments is one message");
    assert.ok(answer.includes("between"), "and a ping among them is answered");
    await socket.write(...fragments(JSON.stringify({ type: "ping", ref: "x".repeat(70_000) }), 700));
    const last = await socket.until("\x03\xf1");
    assert.ok(last.includes("\x03\xf1frame too large"), `1009, however many fragments it came in: ${last}`);
  }
  const broken: [what: string, ...frames: Uint8Array[]][] = [
    ["not masked", frame(TEXT, true, bytes(ping), false)],
    ["an opcode that is reserved", frame(5, true, bytes(ping))],
    ["a continuation of nothing", frame(CONTINUATION, true, bytes(ping))],
    ["a message begun within another", frame(TEXT, false, bytes(ping)), frame(TEXT, true, bytes(ping))],
    ["a ping of 1,000 bytes", frame(PING, true, new Uint8Array(1_000))],
    ["a ping in fragments", frame(PING, false, bytes("x"))],
    ["no UTF-8", frame(TEXT, true, new Uint8Array([0xff, 0xfe, 0xc0]))],
    ["8 EiB announced", new Uint8Array([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4, 0])],
  ];
  for (const [what, ...frames] of broken) {
    using socket = await rawSocket(url, stranger.token);
    await socket.until("Welcome");
    await socket.write(...frames);
    const last = await socket.end(1_000);
    assert.ok(last === undefined || !last.includes(`"pong"`), `${what} was taken for a frame`);
  }
  const innocent = await spare.connect();
  assert.equal((await innocent.ask({ type: "ping" })).type, "pong");
  await innocent.close();
}

Deno.test("attacks by the socket", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["no frame tells outsiders that a conversation is there, does anything to it, or is heard in it", outsiders],
    ["the id of a private conversation is no group's, a group's no person's, in frames too", swapped],
    ["who a message is from, its place and its time are the server's to say", assigned],
    ["prototypes and deep nesting in a frame are data, and answered", polluted],
    ["of ten thousand mutated frames each with a ref is answered, and nobody else notices", mutated],
    ["frames made by hand: fragments are one message, and what breaks the protocol breaks nothing else", byHand],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
