// What is loaded of a conversation, by where its reader is: what they look at stays, also when too much was missed to be told.
import assert from "node:assert/strict";
import { MOST_HELD } from "../../lib/client/bounds.ts";
import { Conversations } from "../../lib/client/stores/conversations.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { ME, PEER, ServerModel } from "./server_model.ts";

const target = { kind: "private", id: PEER } as const;
const plain = ({ client_id: _, ...rest }: MessageView) => rest;

async function holding(count: number, read: number) {
  const server = new ServerModel("c1", 50);
  for (let i = 0; i < count; i++) server.do({ kind: "send", from: PEER });
  server.read(read);
  const store = new Conversations(ME, server, 1);
  store.begin(await server.listPage());
  const get = () => store.get(server.id)!;
  const shown = () => (get().around?.log ?? get().log ?? []).map(plain);
  /** As the server has them now. */
  const assertExact = () => {
    const seqs = shown().map((it) => it.seq);
    assert.deepEqual(shown(), server.all().filter((it) => seqs.includes(it.seq)).map(plain));
    assert.deepEqual(seqs, seqs.map((_, i) => seqs[0]! + i), "without a gap");
    return seqs;
  };
  /** From now on pages of messages are on their way until they are let through, in whatever order. */
  const holdBack = () => {
    const ask = server.messages;
    const waiting: (() => void)[] = [];
    server.messages = async (...of) => {
      const page = await ask(...of);
      await new Promise<void>((resolve) => waiting.push(resolve));
      return page;
    };
    return waiting;
  };
  return { server, store, get, assertExact, holdBack };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("where more is unread than a page holds one begins around the first of it, else with the latest", async () => {
  const { store, get, assertExact } = await holding(300, 100);
  await store.windows.enter(target);
  assert.ok(assertExact().includes(101));
  assert.equal(get().log, null);
  const few = await holding(300, 270);
  await few.store.windows.enter(target);
  assert.equal(few.get().around, null);
  assert.ok(few.assertExact().includes(271));
});

Deno.test("who comes back to a place gets it, whether it is held or not", async () => {
  const { store, get, assertExact } = await holding(300, 300);
  await store.windows.enter(target);
  await store.windows.enter(target, 290);
  assert.equal(get().around, null, "it is among the latest");
  await store.windows.enter(target, 40);
  assert.ok(assertExact().includes(40));
  store.windows.leave("c1");
  await store.windows.enter(target);
  assert.equal(assertExact().at(-1), 300);
});

Deno.test("whoever scrolls up thousands of messages holds a bounded window, and comes down again to the latest", async () => {
  const { server, store, get, assertExact } = await holding(3_000, 3_000);
  await store.windows.enter(target);
  const met = new Set<number>();
  const note = () => assertExact().forEach((seq) => met.add(seq));
  for (let at = 3_000; at > 1;) {
    await (get().around === null ? store.windows.older("c1") : store.windows.aroundPage("c1", "older"));
    note();
    at = Math.min(...assertExact());
    store.windows.reads("c1", at);
    assert.ok((get().log?.length ?? 0) <= MOST_HELD && (get().around?.log.length ?? 0) <= MOST_HELD);
  }
  server.do({ kind: "send", from: PEER });
  store.change(server.frames.at(-1)!);
  server.do({ kind: "edit", of: 10 });
  store.change(server.frames.at(-1)!);
  for (let i = 0; get().around !== null && i < 200; i++) {
    await store.windows.aroundPage("c1", "newer");
    note();
    store.windows.reads("c1", Math.max(...assertExact()));
  }
  assert.equal(get().around, null);
  assert.equal(assertExact().at(-1), 3_001);
  assert.equal(met.size, 3_001);
});

Deno.test("whoever was away for too much to be told keeps what they looked at, as it is now, and the latest", async () => {
  const { server, store, get, assertExact } = await holding(400, 400);
  await store.windows.enter(target);
  for (let i = 0; i < 5; i++) await store.windows.older("c1");
  store.windows.reads("c1", 200);
  await store.windows.pins("c1");
  server.do({ kind: "edit", of: 200 });
  server.do({ kind: "pin", of: 150, on: true });
  for (let i = 0; i < 700; i++) server.do({ kind: "send", from: PEER });
  await store.catchUp({ c1: server.rev }, server.meRev);
  assert.ok(assertExact().includes(201));
  assert.equal(get().log!.at(-1)!.seq, 1_100);
  assert.equal(get().pins, null, "nobody told which were pinned meanwhile");
  await store.windows.pins("c1");
  assert.deepEqual(get().pins, (await server.pins()).messages);
  store.windows.reads("c1", Infinity);
  for (let i = 0; i < 700; i++) server.do({ kind: "send", from: PEER });
  await store.catchUp({ c1: server.rev }, server.meRev);
  assert.equal(get().around, null, "at the end one stays at the end");
  assert.equal(assertExact().at(-1), 1_800);
});

Deno.test("whoever was away looks at the first unread messages as they are now, and keeps no pins of before", async () => {
  const { server, store, get, assertExact } = await holding(300, 100);
  await store.windows.enter(target);
  await store.windows.pins("c1");
  server.do({ kind: "edit", of: 110 });
  server.do({ kind: "pin", of: 110, on: true });
  await store.catchUp({ c1: server.rev }, server.meRev);
  assert.ok(assertExact().includes(111));
  assert.equal(get().pins!.length, 1);
  store.windows.leave("c1");
  server.do({ kind: "pin", of: 110, on: false });
  await store.catchUp({ c1: server.rev }, server.meRev);
  while (get().stale) await soon();
  assert.equal(get().pins, null);
});

Deno.test("a page that comes after the log was cut, since its reader left or too much is held, leaves no hole", async () => {
  const left = await holding(1_000, 1_000);
  await left.store.windows.enter(target);
  for (let i = 0; i < 5; i++) await left.store.windows.older("c1");
  const late = left.store.windows.older("c1");
  left.store.windows.leave("c1");
  await late;
  assert.equal(left.assertExact().length, 200);

  const { server, store, holdBack, assertExact } = await holding(1_500, 1_500);
  await store.windows.enter(target);
  for (let i = 0; i < 19; i++) await store.windows.older("c1");
  store.windows.reads("c1", 501);
  assert.equal(assertExact().length, 1_000);
  const waiting = holdBack();
  const older = store.windows.older("c1");
  await soon();
  server.do({ kind: "send", from: PEER });
  store.change(server.frames.at(-1)!);
  waiting[0]!();
  await older;
  assert.ok(assertExact().includes(501));
});

Deno.test("what comes late does not take the reader away from where they went since", async () => {
  const { store, get, assertExact, holdBack } = await holding(600, 600);
  await store.windows.enter(target);
  const waiting = holdBack();
  const first = store.windows.around("c1", 100);
  const second = store.windows.around("c1", 300);
  await soon();
  waiting[1]!();
  assert.equal(await second, true);
  waiting[0]!();
  assert.equal(await first, false);
  assert.ok(assertExact().includes(300));

  const third = store.windows.around("c1", 100);
  await soon();
  await store.windows.leaveAround("c1");
  waiting[2]!();
  await third;
  assert.equal(get().around, null, "one is back at the end");
});

Deno.test("the latest page asked for twice does not take away what was loaded since the first time", async () => {
  const { store, assertExact, holdBack } = await holding(300, 300);
  const waiting = holdBack();
  const entered = [store.windows.enter(target), store.windows.enter(target)];
  await soon();
  waiting[0]!();
  await entered[0];
  const older = store.windows.older("c1");
  await soon();
  waiting[2]!();
  await older;
  waiting[1]!();
  await entered[1];
  assert.equal(assertExact().length, 100);
});

Deno.test("where the place to begin cannot be loaded, what is held is shown, unless it changed meanwhile", async () => {
  const { server, store, get, assertExact } = await holding(300, 300);
  await store.windows.enter(target);
  store.windows.leave("c1");
  for (let i = 0; i < 200; i++) server.do({ kind: "send", from: PEER });
  for (const frame of server.frames.slice(-200)) store.change(frame);
  const ask = server.messages;
  server.messages = () => Promise.reject(new Error("not reached"));
  await assert.rejects(store.windows.enter(target, 100));
  assert.equal(assertExact().at(-1), 500);
  const failing = store.windows.enter(target, 100);
  server.do({ kind: "edit", of: 450 });
  store.change(server.frames.at(-1)!);
  await assert.rejects(failing);
  assert.equal(get().log, null);
  server.messages = ask;
  await store.windows.open(target);
  assert.ok(assertExact().includes(301));
});

Deno.test("how far others have read is asked for once after each welcome, of what is open and of what is gone to", async () => {
  const { server, store, get } = await holding(3, 3);
  const { changes } = server;
  let asked = 0;
  server.changes = async (id, after) => {
    asked++;
    return { ...await changes(id, after), marks: [{ user_id: PEER, delivered_seq: 3, read_seq: asked }] };
  };
  await store.windows.open(target);
  await store.windows.open(target);
  assert.equal(asked, 0, "it has just been loaded");
  store.welcomed();
  await store.catchUp({}, store.meRev);
  await store.windows.open(target);
  assert.deepEqual([asked, get().read, get().delivered], [1, 1, 3]);
  await store.windows.enter(target);
  assert.equal(asked, 1);
  store.welcomed();
  await store.windows.enter(target);
  await store.windows.open(target);
  assert.deepEqual([asked, get().read], [2, 2]);
});
