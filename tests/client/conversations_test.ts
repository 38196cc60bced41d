// "How a client stays exact": whatever is lost, repeated or reordered on the way, once it was repaired the client shows what a
// fresh load shows. On two devices of one person: one that has the conversation open, and one that only shows the list.
import assert from "node:assert/strict";
import fc from "fast-check";
import { isGuess } from "../../lib/client/conversation.ts";
import { Conversations } from "../../lib/client/stores/conversations.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { ME, type Operation, PEER, ServerModel } from "./server_model.ts";

const of = fc.nat(40);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      from: fc.constantFrom(ME, PEER),
      reply: fc.option(of, { nil: undefined }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("edit" as const, "delete" as const, "recall" as const), of }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("react" as const),
      of,
      user_id: fc.constantFrom(ME, PEER),
      emoji: fc.constantFrom("👍", "🎉"),
      on: fc.boolean(),
    }),
  },
  fc.record({ kind: fc.constant("pin" as const), of, on: fc.boolean() }),
  fc.record({ kind: fc.constant("hide" as const), of }),
  fc.record({ kind: fc.constant("own" as const), muted: fc.boolean(), draft: fc.constantFrom("", "begun") }),
  fc.record({ kind: fc.constant("silent" as const) }),
);

/** What the network does to each frame: how often it arrives, and how late. */
const fate = fc.record({ copies: fc.constantFrom(0, 1, 1, 1, 2), late: fc.nat(6) });
type Fate = { copies: number; late: number };

const target = { kind: "private", id: PEER } as const;
const plain = ({ client_id: _, ...rest }: MessageView) => rest;
/** The list shows no reactions. */
const inList = ({ client_id: _, my_reactions: __, ...rest }: MessageView) => rest;

async function begin(server: ServerModel, patience = 1_000): Promise<Conversations> {
  const store = new Conversations(ME, server, patience);
  store.begin(await server.listPage());
  return store;
}

/** Lets the frames beyond `first` arrive as their fates say. */
function deliver(store: Conversations, server: ServerModel, first: number, fates: readonly Fate[]): void {
  const queue = server.told.slice(first).flatMap((frame, i) => {
    const { copies, late } = fates[i % fates.length] ?? { copies: 1, late: 0 };
    return Array.from({ length: copies }, (_, copy) => ({ frame, at: i + late * (copy + 1) }));
  }).sort((a, b) => a.at - b.at);
  for (const { frame } of queue) {
    if ("rev" in frame) store.change(frame);
    else store.entry(frame);
  }
}

async function settle(store: Conversations, server: ServerModel): Promise<void> {
  await store.catchUp({ [server.id]: server.rev }, server.meRev);
  const isExact = () => store.get(server.id)!.entry.rev === server.rev && !isGuess(store.get(server.id)!);
  for (let i = 0; i < 200 && !isExact(); i++) await new Promise((resolve) => setTimeout(resolve, 1));
}

async function assertFresh(store: Conversations, server: ServerModel): Promise<void> {
  const { last_message: shown, ...entry } = store.get(server.id)!.entry;
  const { last_message: fresh, ...freshEntry } = server.entry();
  assert.deepEqual(entry, freshEntry);
  assert.deepEqual(shown && inList(shown), fresh && inList(fresh));
  if (store.get(server.id)!.log === null) return;
  assert.deepEqual(store.get(server.id)!.pins!.map(plain), (await server.pins()).messages.map(plain));
  while (store.get(server.id)!.hasMore) await store.windows.older(server.id);
  assert.deepEqual(store.get(server.id)!.log!.map(plain), server.all().map(plain));
}

Deno.test("frames lost, repeated and reordered, then a repair: both devices show what a fresh load shows", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 12 }),
      fc.array(operation, { maxLength: 30 }),
      fc.tuple(fc.array(fate, { minLength: 1, maxLength: 30 }), fc.array(fate, { minLength: 1, maxLength: 30 })),
      fc.nat(20),
      async (before, after, fates, read) => {
        const server = new ServerModel();
        for (const it of before) server.do(it);
        const [desk, phone] = [await begin(server, 1), await begin(server, 1)];
        await desk.windows.open(target);
        await desk.windows.pins(server.id);
        const first = server.told.length;
        for (const it of after) server.do(it);
        server.read(Math.min(read, server.entry().last_seq));
        for (const [i, store] of [desk, phone].entries()) {
          deliver(store, server, first, fates[i]!);
          store.markRead(server.id, Math.min(read, server.entry().last_seq));
          await settle(store, server);
          await assertFresh(store, server);
        }
      },
    ),
    { numRuns: 200 },
  );
});

Deno.test("a window around a message follows every change, and becomes one with the latest when it reaches them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 30 }), fc.nat(39), async (after, place) => {
      const server = new ServerModel();
      for (let i = 0; i < 40; i++) server.do({ kind: "send", from: i % 3 === 0 ? ME : PEER });
      const store = await begin(server, 1);
      const get = () => store.get(server.id)!;
      await store.windows.around(server.id, place + 1);
      const first = server.told.length;
      for (const it of after) server.do(it);
      deliver(store, server, first, []);
      const ids = new Set(get().around?.log.map((it) => it.id));
      assert.deepEqual(get().around?.log.map(plain) ?? [], server.all().filter((it) => ids.has(it.id)).map(plain));
      for (let i = 0; get().around !== null && i < 40; i++) await store.windows.aroundPage(server.id, "newer");
      assert.equal(get().around, null);
      const log = get().log!.map(plain);
      assert.deepEqual(log, server.all().slice(-log.length).map(plain));
      assert.ok(log.length >= server.all().filter((it) => it.seq > place + 1).length);
    }),
    { numRuns: 100 },
  );
});

Deno.test("a gap that nothing closes is asked for after a second", async () => {
  const server = new ServerModel();
  server.do({ kind: "send", from: PEER });
  const store = await begin(server);
  await store.windows.open(target);
  server.do({ kind: "send", from: PEER });
  server.do({ kind: "send", from: PEER });
  store.change(server.frames[2]!);
  assert.equal(store.get(server.id)!.log!.length, 1);
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  assert.deepEqual(store.get(server.id)!.log!.map((it) => it.seq), [1, 2, 3]);
});

Deno.test("an older page that was overtaken by a change of one of its messages shows the change", async () => {
  const server = new ServerModel();
  for (let i = 0; i < 12; i++) server.do({ kind: "send", from: PEER });
  const store = await begin(server);
  await store.windows.open(target);
  const page = await server.messages(target, { before: store.get(server.id)!.log![0]!.seq });
  server.do({ kind: "edit", of: page.messages[0]!.seq - 1 });
  store.change(server.frames.at(-1)!);
  server.messages = () => Promise.resolve(page);
  await store.windows.older(server.id);
  assert.match(store.get(server.id)!.log!.find((it) => it.seq === page.messages[0]!.seq)!.content, /^edited/);
});

Deno.test("an ack takes its rev like a frame: early it waits, repeated it is no news", async () => {
  const server = new ServerModel();
  const store = await begin(server);
  await store.windows.open(target);
  server.do({ kind: "send", from: PEER });
  const mine = server.do({ kind: "send", from: ME, client_id: "k" })!;
  const ack = {
    type: "ack" as const,
    id: mine.id,
    conversation_id: server.id,
    seq: mine.seq,
    rev: mine.rev,
    created_at: mine.created_at,
    client_id: "k",
  };
  const sent = {
    client_id: "k",
    sender_id: ME,
    receiver_id: PEER,
    group_id: null,
    content: mine.content,
    reply_to: null,
    attachments: [],
    message_type: "text" as const,
  };
  assert.equal(store.acked(ack, sent), false);
  assert.equal(store.get(server.id)!.log!.length, 0);
  store.change(server.frames[0]!);
  assert.deepEqual(store.get(server.id)!.log!.map((it) => it.seq), [1, 2]);
  assert.equal(store.acked({ ...ack, duplicate: true }, sent), true);
  assert.equal(store.get(server.id)!.log!.length, 2);
});

Deno.test("a conversation that was taken away is gone, and an older word of it does not bring it back", async () => {
  const server = new ServerModel();
  const store = await begin(server);
  store.removed({ type: "conversation_removed", me_rev: 5, content: { id: server.id } });
  assert.equal(store.list.value.length, 0);
  store.entry({ type: "conversation_updated", me_rev: 4, content: { conversation: server.entry() } });
  assert.equal(store.list.value.length, 0);
  store.entry({ type: "conversation_added", me_rev: 6, content: { conversation: server.entry() } });
  assert.equal(store.list.value.length, 1);
});
