// One's own deeds on their way: on screen at once, kept, done in order, taken back when the server refuses, and the last wish wins.
import assert from "node:assert/strict";
import { fromEntry } from "../../lib/client/conversation.ts";
import type { Deed } from "../../lib/client/deed.ts";
import { foreseen, foreseenPending } from "../../lib/client/foreseen.ts";
import { wished } from "../../lib/client/reactions.ts";
import { memoryStorage } from "../../lib/client/storage.ts";
import { type DeedHost, Deeds } from "../../lib/client/stores/deeds.ts";
import { Outbox } from "../../lib/client/stores/outbox.ts";
import { ME, newMessage, PEER, reacted } from "./model_views.ts";
import { ServerModel } from "./server_model.ts";

const at = "2026-01-01T00:00:00.000Z";
const message = newMessage("c", 1, 1, PEER);
const like = (on: boolean): Deed => ({ kind: "react", id: message.id, emoji: "👍", on, conversation_id: "c", at });
const edit = (content: string, id = "m"): Deed => ({ kind: "edit", id, content, conversation_id: "c", at });

/** A server that does as it is told, and what it was told. */
function stage({ storage = memoryStorage(), pause = 1 } = {}) {
  const told: Deed[] = [];
  const refusals: [Deed, unknown][] = [];
  const unsent = new Set<string>();
  const server = { isOnline: true, refuses: (_: Deed) => false, isPassing: false };
  const host: DeedHost = {
    perform: async (deed) => {
      await Promise.resolve();
      if (server.refuses(deed)) throw new Error("gone");
      told.push(deed);
    },
    isOnline: () => server.isOnline,
    isUnsent: (id) => unsent.has(id),
    isPassing: () => server.isPassing,
    refused: (...of) => refusals.push(of),
  };
  return { deeds: new Deeds(storage, host, pause), told, refusals, unsent, server, storage };
}

Deno.test("a deed is there before the server has answered, and gone from the queue when it has", async () => {
  const { deeds, told } = stage();
  await deeds.flush(); // with nothing to do
  const doing = deeds.do(like(true));
  assert.deepEqual(deeds.of("c"), [like(true)]);
  assert.equal(await doing, "done");
  assert.deepEqual(deeds.of("c"), []);
  assert.deepEqual(told, [like(true)]);
});

Deno.test("a refusal takes it back and is told to who waits", async () => {
  const { deeds, server, refusals } = stage();
  server.refuses = () => true;
  await assert.rejects(deeds.do(like(true)), /gone/);
  assert.deepEqual(deeds.of("c"), []);
  assert.deepEqual(refusals, []);
});

Deno.test("whoever changes their mind quickly gets what they wanted last", async () => {
  const { deeds, told } = stage();
  const all = [true, false, true, false].map((on) => deeds.do(like(on)));
  assert.deepEqual(await Promise.all(all), ["done", "done", "done", "done"]);
  assert.deepEqual(told.at(-1), like(false));
  assert.ok(told.length <= 2);
});

Deno.test("without a connection it waits, survives a restart, and is done in order and once", async () => {
  const before = stage();
  before.server.isOnline = false;
  const mute = (muted: boolean): Deed => ({ kind: "own", own: { muted }, conversation_id: "c", at });
  const pin: Deed = { kind: "own", own: { pinned: true }, conversation_id: "c", at };
  for (const deed of [edit("one"), like(true), mute(true), edit("two"), pin]) {
    assert.equal(await before.deeds.do(deed), "later");
  }
  const { deeds, told, storage } = stage({ storage: before.storage });
  deeds.restore();
  await deeds.flush();
  assert.deepEqual(told, [
    like(true),
    edit("two"),
    { kind: "own", own: { muted: true, pinned: true }, conversation_id: "c", at },
  ]);
  await deeds.flush();
  assert.equal(told.length, 3);
  assert.deepEqual(storage.keys("queue."), []);
});

Deno.test("what is refused when the connection is back is told, and what follows is done", async () => {
  const { deeds, server, told, refusals } = stage();
  server.isOnline = false;
  await deeds.do(edit("lost"));
  await deeds.do(like(true));
  server.isOnline = true;
  server.refuses = (deed) => deed.kind === "edit";
  await deeds.flush();
  assert.deepEqual(refusals.map(([deed]) => deed), [edit("lost")]);
  assert.deepEqual(told, [like(true)]);
});

Deno.test("what passes is tried again, in the same order", async () => {
  const { deeds, server, told } = stage();
  Object.assign(server, { refuses: () => true, isPassing: true });
  assert.equal(await deeds.do(edit("one")), "later");
  const second = deeds.do(like(true));
  server.refuses = () => false;
  assert.equal(await second, "done");
  assert.deepEqual(told, [edit("one"), like(true)]);
});

Deno.test("what concerns a message that is not sent waits for it, goes by its name then, and goes with it if it is given up", async () => {
  const { deeds, told, unsent } = stage();
  unsent.add("mine").add("other");
  assert.equal(await deeds.do(edit("later words", "mine")), "later");
  assert.equal(await deeds.do(edit("never", "other")), "later");
  assert.equal(await deeds.do(like(true)), "done");
  unsent.delete("mine");
  deeds.sent("mine", "m7", "c7");
  await deeds.flush();
  assert.deepEqual(told.at(-1), { ...edit("later words", "m7"), conversation_id: "c7" });
  deeds.givenUp("other");
  unsent.delete("other");
  await deeds.flush();
  assert.equal(told.length, 2);
  assert.deepEqual(["mine", "m7", "other"].map(deeds.nameOf), ["m7", "m7", "other"]);
  // A wish that began before, such as a change in the box, and ends only now.
  assert.equal(await deeds.do(edit("still later words", "mine")), "done");
  assert.deepEqual(told.at(-1), { ...edit("still later words", "m7"), conversation_id: "c7" });
});

Deno.test("what another window has done is not done again", async () => {
  const first = stage();
  first.server.isOnline = false;
  await first.deeds.do(edit("old"));
  const second = stage({ storage: first.storage });
  second.deeds.restore();
  first.server.isOnline = true;
  await first.deeds.flush();
  await second.deeds.flush();
  assert.deepEqual(second.told, []);
  assert.deepEqual(second.deeds.of("c"), []);
});

Deno.test("a message that never was on its way is changed and taken back where it is; one that was, is not", () => {
  let isOpen = false;
  const box = new Outbox(memoryStorage(), () => isOpen);
  const target = { kind: "private", id: "bob" } as const;
  const { client_id } = box.add(target, "first words");
  assert.equal(box.rewrite(client_id, "other words"), true);
  assert.equal(box.find(client_id)?.content, "other words");
  isOpen = true;
  box.flush();
  assert.equal(box.rewrite(client_id, "too late"), false);
  assert.equal(box.untried(client_id), undefined);
  isOpen = false;
  const never = box.add(target, "never");
  assert.equal(box.untried(never.client_id)?.content, "never");
  box.drop(never.client_id);
  assert.deepEqual(box.pending.value.map((it) => it.content), ["other words"]);
  const shown = (...deeds: Deed[]) => foreseenPending(box.pending.value[0]!, deeds)?.content;
  assert.equal(shown(edit("third words", client_id)), "third words");
  assert.equal(shown({ kind: "remove", id: client_id, conversation_id: "c", at }), undefined);
});

Deno.test("a conversation shows every deed at once, and is the very same without any", async () => {
  const server = new ServerModel();
  server.do({ kind: "send", from: ME, reply: undefined });
  server.do({ kind: "send", from: PEER, reply: undefined });
  const [entry] = (await server.listPage()).conversations;
  assert.ok(entry);
  const { messages } = await server.messages({ kind: "private", id: PEER });
  const log = messages.toSorted((a, b) => a.seq - b.seq);
  const of = { ...fromEntry(entry), log, hasMore: false, pins: [] };
  const [mine, theirs] = log;
  assert.ok(mine && theirs);
  assert.equal(foreseen(of, [], ME), of);
  const common = { conversation_id: entry.id, at };
  const shown = foreseen(of, [
    { kind: "edit", id: mine.id, content: "changed", ...common },
    { kind: "react", id: theirs.id, emoji: "👍", on: true, ...common },
    { kind: "pin", id: theirs.id, on: true, ...common },
    { kind: "own", own: { muted: true }, ...common },
    { kind: "read", seq: theirs.seq, ...common },
  ], ME);
  assert.deepEqual(shown.log?.map((it) => [it.content, it.reactions.length]), [["changed", 0], [theirs.content, 1]]);
  assert.equal(shown.log?.[0]?.edited_at, at);
  assert.deepEqual(shown.pins?.map((it) => it.id), [theirs.id]);
  assert.deepEqual([shown.entry.muted, shown.entry.unread_count], [true, 0]);
  const gone = foreseen(of, [
    { kind: "remove", id: mine.id, ...common },
    { kind: "hide", id: theirs.id, ...common },
  ], ME);
  assert.deepEqual(gone.log?.map((it) => [it.id, it.is_deleted, it.content]), [[mine.id, true, ""]]);
});

Deno.test("one's own goes from a count that others share, and the emoji with the last", () => {
  const both = { ...message, ...reacted(message, { user_id: PEER, emoji: "👍", on: true }) };
  const mine = { ...both, ...reacted(both, { user_id: ME, emoji: "👍", on: true }) };
  assert.equal(wished(mine, new Map([["👍", false]]), ME).reactions[0]?.count, 1);
  const alone = { ...message, ...reacted(message, { user_id: ME, emoji: "👍", on: true }) };
  assert.deepEqual(wished(alone, new Map([["👍", false]]), ME).reactions, []);
});

Deno.test("what another program left in the storage does no harm", () => {
  const storage = memoryStorage();
  storage.set("queue.1", "{");
  storage.set("queue.2", '{"kind":"edit","id":"m","conversation_id":"c","at":"x"}');
  storage.set("queue.3", '{"kind":"constructor","id":"m","conversation_id":"c","at":"x"}');
  storage.set("queue.4", JSON.stringify(like(true)));
  const { deeds } = stage({ storage });
  deeds.restore();
  assert.deepEqual(deeds.of("c"), [like(true)]);
});
