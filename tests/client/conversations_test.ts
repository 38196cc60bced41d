// "How a client stays exact": whatever is lost, repeated or reordered on the way, once it was repaired the client shows what a
// fresh load shows. For a conversation that is open, and for one that only the list shows.
import assert from "node:assert/strict";
import fc from "fast-check";
import { Conversations } from "../../lib/client/stores/conversations.ts";
import { ME, type Operation, PEER, ServerModel } from "./server_model.ts";

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("send" as const), from: fc.constantFrom(ME, PEER) }) },
  fc.record({ kind: fc.constantFrom("edit" as const, "delete" as const, "recall" as const), of: fc.nat(40) }),
  fc.record({ kind: fc.constant("hidden" as const) }),
);

/** What the network does to each frame: how often it arrives, and how late. */
const fate = fc.record({ copies: fc.constantFrom(0, 1, 1, 1, 2), late: fc.nat(6) });

const target = { kind: "private", id: PEER } as const;
const plain = ({ client_id: _, ...rest }: { client_id?: string | null }) => rest;

async function begin(server: ServerModel, patience = 1_000): Promise<Conversations> {
  const store = new Conversations(ME, server, patience);
  store.begin(await server.listPage());
  return store;
}

async function settle(store: Conversations, server: ServerModel): Promise<void> {
  await store.catchUp({ [server.id]: server.rev }, 1);
  const isExact = () => store.get(server.id)!.entry.rev === server.rev && !store.get(server.id)!.stale;
  for (let i = 0; i < 200 && !isExact(); i++) await new Promise((resolve) => setTimeout(resolve, 1));
}

for (const isOpen of [true, false]) {
  Deno.test(`frames lost, repeated and reordered, then a repair: the same as loaded afresh (${isOpen ? "open" : "closed"})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operation, { maxLength: 12 }),
        fc.array(fc.record({ operation, fate }), { maxLength: 30 }),
        fc.nat(20),
        async (before, after, read) => {
          const server = new ServerModel();
          for (const it of before) server.do(it);
          const store = await begin(server, 1);
          if (isOpen) await store.open(target);
          const first = server.frames.length;
          const queue = after.flatMap(({ operation, fate }, i) => {
            server.do(operation);
            return Array.from(
              { length: fate.copies },
              (_, copy) => ({ frame: server.frames[first + i]!, at: i + fate.late * (copy + 1) }),
            );
          }).sort((a, b) => a.at - b.at);
          for (const { frame } of queue) store.change(frame);
          server.read(Math.min(read, server.all().length));
          store.markRead(server.id, Math.min(read, server.all().length));
          await settle(store, server);

          const shown = store.get(server.id)!;
          const fresh = server.entry();
          assert.equal(shown.entry.rev, fresh.rev);
          assert.equal(shown.entry.last_seq, fresh.last_seq);
          assert.equal(shown.entry.unread_count, fresh.unread_count);
          assert.deepEqual(
            shown.entry.last_message && plain(shown.entry.last_message),
            fresh.last_message && plain(fresh.last_message),
          );
          if (!isOpen) return;
          while (store.get(server.id)!.hasMore) await store.older(server.id);
          assert.deepEqual(store.get(server.id)!.log!.map(plain), server.all().map(plain));
        },
      ),
      { numRuns: 150 },
    );
  });
}

Deno.test("a gap that nothing closes is asked for after a second", async () => {
  const server = new ServerModel();
  server.do({ kind: "send", from: PEER });
  const store = await begin(server);
  await store.open(target);
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
  await store.open(target);
  const page = await server.messages(target, store.get(server.id)!.log![0]!.seq);
  server.do({ kind: "edit", of: page.messages[0]!.seq - 1 });
  store.change(server.frames.at(-1)!);
  server.messages = () => Promise.resolve(page);
  await store.older(server.id);
  assert.match(store.get(server.id)!.log!.find((it) => it.seq === page.messages[0]!.seq)!.content, /^edited/);
});

Deno.test("an ack takes its rev like a frame: early it waits, repeated it is no news", async () => {
  const server = new ServerModel();
  const store = await begin(server);
  await store.open(target);
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
  const sent = { client_id: "k", sender_id: ME, receiver_id: PEER, group_id: null, content: mine.content };
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
