// The outbox: kept over a reload, sent again in order, gone once, and honest about what was refused.
import assert from "node:assert/strict";
import { memoryStorage } from "../../lib/client/storage.ts";
import { Outbox, type Pending } from "../../lib/client/stores/outbox.ts";

const target = { kind: "private", id: "bob" } as const;

function outbox(storage = memoryStorage()) {
  const sent: Pending[] = [];
  let now = 1_000;
  const box = new Outbox(storage, (_, pending) => (sent.push(pending), true), () => now++);
  return { box, sent, storage, forward: (ms: number) => now += ms };
}

Deno.test("what was not confirmed is there after a reload and is sent again in order under the same names", () => {
  const first = outbox();
  for (const text of ["a", "b", "c"]) first.box.add(target, text);
  first.box.drop(first.sent[1]!.client_id);
  const second = outbox(first.storage);
  second.box.restore();
  second.box.restore();
  second.box.flush();
  assert.deepEqual(second.sent.map((it) => it.content), ["a", "c"]);
  assert.deepEqual(second.sent.map((it) => it.client_id), [first.sent[0]!.client_id, first.sent[2]!.client_id]);
});

Deno.test("a refusal stops the message until its author decides; it is not sent by itself again", () => {
  const { box, sent, storage } = outbox();
  const { client_id } = box.add(target, "a");
  box.refused({ type: "error", code: "not_reachable", error: "This person cannot be reached.", client_id });
  const { box: later } = outbox(storage);
  later.restore();
  assert.equal(later.pending.value[0]!.refused_code, "not_reachable");
  box.flush();
  assert.equal(sent.length, 1);
  assert.equal(box.pending.value[0]!.refused, "This person cannot be reached.");
  box.retry(client_id);
  assert.equal(sent.length, 2);
  assert.equal(box.pending.value[0]!.refused, undefined);
});

Deno.test("what was refused, or waits for its files again, is not the server's: it is changed and given up here", () => {
  const { box, sent } = outbox();
  const { client_id } = box.add(target, "a");
  assert.equal(box.unstored(client_id), undefined);
  box.refused({ type: "error", code: "not_reachable", error: "This person cannot be reached.", client_id });
  assert.equal(box.rewrite(client_id, "b"), true);
  assert.equal(box.pending.value[0]!.refused, "This person cannot be reached.");
  box.retry(client_id);
  assert.deepEqual(sent.map((it) => it.content), ["a", "b"]);
  assert.equal(box.rewrite(client_id, "c"), false);
  const photo = { key: "k", name: "a.png", size: 1, content_type: "image/png" };
  const file = { ...photo, id: "f", url: "/uploads/f" };
  const { client_id: holder } = box.add(target, "", undefined, [{ ...photo, file }]);
  assert.equal(box.unstored(holder), undefined);
  box.fileChanged(photo);
  assert.equal(box.unstored(holder)?.client_id, holder);
});

Deno.test("of two windows each sends what the device has by then: not what was given up, written anew or closed in the other", () => {
  const second = outbox();
  let now = 0;
  const offline = new Outbox(second.storage, () => false, () => now++);
  const [given, edited] = [offline.add(target, "given up"), offline.add(target, "to be edited")];
  second.box.restore();
  const last = offline.add(target, "the other window is closed then");
  offline.drop(given.client_id);
  offline.rewrite(edited.client_id, "edited");
  second.box.restore();
  second.box.flush();
  assert.deepEqual(second.sent.map((it) => it.content), ["edited", last.content]);
  assert.deepEqual(second.box.pending.value.map((it) => it.content), ["edited", last.content]);
  second.box.drop(last.client_id);
  offline.flush();
  assert.deepEqual(offline.pending.value.map((it) => it.content), ["edited"], "the other window has sent it");
});

Deno.test("asked to wait, everything waits, and then goes in order", async () => {
  const { box, sent, forward } = outbox();
  const { client_id } = box.add(target, "a");
  box.refused({ type: "error", code: "rate_limited", error: "Slowly.", client_id, retry_after: 0.02 });
  box.add(target, "b");
  assert.deepEqual(sent.map((it) => it.content), ["a"]);
  forward(100);
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(sent.map((it) => it.content), ["a", "a", "b"]);
});

Deno.test("what another program left in the storage does no harm", () => {
  const storage = memoryStorage();
  storage.set("outbox.x", "{");
  storage.set("outbox.y", '{"client_id":1}');
  const { box } = outbox(storage);
  box.restore();
  assert.deepEqual(box.pending.value, []);
});
