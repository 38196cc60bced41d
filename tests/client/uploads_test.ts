// Uploads with the tray and the outbox as they are: what a reload, another window, a dead network and a change of mind do to them. Only the
// browser's own parts (requests, storage, decoder) are stood in for.
import assert from "node:assert/strict";
import type { BlobShelf } from "../../lib/client/files/blobs.ts";
import { judge } from "../../lib/client/files/judge.ts";
import type { Post } from "../../lib/client/files/post.ts";
import { GoingOut } from "../../lib/client/files/going_out.ts";
import { Uploads } from "../../lib/client/files/uploads.ts";
import { ApiError } from "../../lib/client/http.ts";
import { memoryStorage } from "../../lib/client/storage.ts";
import { Outbox, type Pending } from "../../lib/client/stores/outbox.ts";
import { waitUntil } from "../support/wait.ts";

const until = (probe: () => boolean) => waitUntil("the uploads", probe);

const LIMITS = { fileBytes: 100, filesPerMessage: 3 };
const TARGET = { kind: "private", id: "bob" } as const;
const WHERE = "u:bob";

const file = (name: string, size = 10) => new File([new Uint8Array(size)], name, { type: "text/plain" });

/** What outlives a reload: texts, and bytes unless the browser cannot keep them. */
function device({ keeps = true } = {}) {
  const blobs = new Map<string, Blob>();
  const shelf: BlobShelf = {
    put: (key, blob) => keeps ? Promise.resolve(void blobs.set(key, blob)) : Promise.reject(new Error("full")),
    get: (key) => Promise.resolve(blobs.get(key)),
    only: (keys) => {
      for (const key of [...blobs.keys()]) if (!keys.has(key)) blobs.delete(key);
      return Promise.resolve();
    },
  };
  return { storage: memoryStorage(), shelf, blobs };
}

/** One window. @param post what the server does */
function open({ storage, shelf }: ReturnType<typeof device>, post: Post) {
  const sent: Pending[] = [];
  const outbox = new Outbox(storage, (_, pending) => sent.push(pending) > 0);
  const out = new GoingOut("me", outbox, LIMITS, storage);
  const { tray, transfers, own } = out;
  const alone = (_: string, work: () => Promise<void>) => work();
  const measure = () => Promise.resolve(undefined);
  const uploads = new Uploads({ tray, outbox, transfers, own, shelf, post, limits: LIMITS, measure, alone });
  const send = (content: string) => {
    const pending = outbox.add(TARGET, content, undefined, out.take(WHERE));
    uploads.keep(pending);
    return pending;
  };
  outbox.restore();
  tray.restore();
  return { out, outbox, tray, transfers, uploads, sent, send };
}

/** A server that stores; how many it was asked for, and the next answers that are something else. */
function server(...failures: unknown[]) {
  const stored: string[] = [];
  const post: Post = (blob, name) => {
    const failure = failures.shift();
    if (failure !== undefined) return Promise.reject(failure);
    stored.push(name);
    const id = `id-${stored.length}`;
    return Promise.resolve({ id, name, size: blob.size, content_type: blob.type, url: `/uploads/${id}/${name}` });
  };
  return { post, stored };
}

const never: Post = (_, __, signal) =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(new ApiError(0, "unreachable", ""))));

const idsOf = (pending: Pending | undefined) => pending?.attachments?.map((it) => it.file?.id);

Deno.test("what is too large, empty or one too many is refused before anything is sent, and the rest is taken", () => {
  const { taken, refused } = judge([file("a"), file("big", 101), file("b"), file("none", 0), file("c")], 1, LIMITS);
  assert.deepEqual(taken.map((it) => it.name), ["a", "b"]);
  assert.deepEqual([...refused].map(([why, files]) => [why, files.map((it) => it.name)]), [
    ["tooLarge", ["big"]],
    ["empty", ["none"]],
    ["tooMany", ["c"]],
  ]);
});

Deno.test("a message waits for its files and goes out once, with all of them in their order", async () => {
  const { post, stored } = server();
  const it = open(device(), post);
  it.uploads.add(WHERE, [file("a"), file("b")]);
  const { client_id } = it.send("look");
  assert.equal(it.sent.length, 0);
  await until(() => it.sent.length > 0);
  assert.deepEqual(stored, ["a", "b"]);
  assert.deepEqual(it.sent.map(idsOf), [["id-1", "id-2"]]);
  assert.equal(it.sent[0]?.client_id, client_id);
  assert.deepEqual(it.tray.peek(WHERE), []);
});

Deno.test("after a reload what was not uploaded is uploaded again, what was is not, and the message goes out under its name", async () => {
  const on = device();
  let calls = 0;
  const { post } = server();
  const first = open(on, (...of) => calls++ === 0 ? post(...of) : never(...of));
  first.uploads.add(WHERE, [file("a"), file("b")]);
  await until(() => first.tray.peek(WHERE)[0]?.file !== undefined);
  const { client_id } = first.send("kept");
  await until(() => on.blobs.size === 2);

  const again = server();
  const second = open(on, again.post);
  second.uploads.resume();
  await until(() => second.sent.length > 0);
  assert.deepEqual(again.stored, ["b"]);
  assert.deepEqual(second.sent.map((it) => it.client_id), [client_id]);
  assert.equal(second.sent[0]?.attachments?.every((it) => it.file !== undefined), true);
  assert.equal(on.blobs.size, 2, "kept until it is in the conversation");
  second.outbox.drop(client_id);
  await until(() => on.blobs.size === 0);
});

Deno.test("what is in the tray is there after a reload, in its order, and goes on uploading; what was removed stays away", async () => {
  const on = device();
  const first = open(on, never);
  first.uploads.add(WHERE, [file("a"), file("b"), file("c")]);
  const [, b] = first.tray.peek(WHERE);
  await until(() => on.blobs.size === 3);
  first.uploads.remove(b!.key);

  const { post, stored } = server();
  const second = open(on, post);
  assert.deepEqual(second.tray.peek(WHERE).map((it) => it.name), ["a", "c"]);
  second.uploads.resume();
  await until(() => second.tray.peek(WHERE).every((it) => it.file !== undefined));
  assert.deepEqual(stored, ["a", "c"]);
  const third = open(on, never);
  assert.deepEqual(third.tray.peek(WHERE).map((it) => it.file?.id), ["id-1", "id-2"], "uploaded once");
  const { client_id } = third.send("with both");
  assert.deepEqual(third.sent.map(idsOf), [["id-1", "id-2"]]);
  assert.deepEqual(open(on, never).tray.peek(WHERE), []);
  third.outbox.drop(client_id);
  await until(() => on.blobs.size === 0);
});

Deno.test("of two windows each keeps its own files, and what one has sent the other does not send again", async () => {
  const on = device();
  const first = open(on, server().post);
  first.uploads.add(WHERE, [file("a")]);
  await until(() => first.tray.peek(WHERE)[0]?.file !== undefined);
  const second = open(on, server().post);
  second.uploads.add(WHERE, [file("b")]);
  await until(() => second.tray.peek(WHERE)[1]?.file !== undefined);
  first.send("mine");
  second.send("the other");
  await until(() => first.sent.length + second.sent.length > 1);
  assert.deepEqual(first.sent[0]?.attachments?.map((it) => it.name), ["a"]);
  assert.deepEqual(second.sent[0]?.attachments?.map((it) => it.name), ["b"]);
});

Deno.test("files that the server let go while their message waited go up again from what is kept, once, also after a reload", async () => {
  const on = device();
  const first = open(on, server().post);
  first.uploads.add(WHERE, [file("a"), file("b")]);
  const { client_id } = first.send("late");
  await until(() => first.sent.length > 0);

  const { post, stored } = server();
  const second = open(on, post);
  const gone = { code: "not_found", client_id } as const;
  assert.equal(second.out.again(gone), true);
  second.uploads.resume();
  await until(() => second.sent.length > 0);
  assert.deepEqual(stored, ["a", "b"]);
  assert.equal(second.sent[0]?.client_id, client_id);
  assert.equal(second.out.again(gone), false, "then it is something else that is not there, and its author is asked");
  assert.equal(open(on, post).out.again({ code: "not_found", client_id: "of another" }), false);
});

Deno.test("where the browser could not keep the bytes, the message says so after a reload and is not sent", async () => {
  const on = device({ keeps: false });
  const first = open(on, never);
  first.uploads.add(WHERE, [file("a")]);
  const { attachments } = first.send("lost");
  const second = open(on, server().post);
  second.uploads.resume();
  const key = attachments?.[0]?.key ?? "";
  await until(() => second.transfers.peek(key)?.state === "refused");
  assert.deepEqual(second.transfers.peek(key), { state: "refused", why: "lost" });
  assert.equal(second.sent.length, 0);
});

Deno.test("what another window has uploaded or sent meanwhile is neither uploaded nor sent a second time", async () => {
  const on = device();
  const first = open(on, never);
  first.uploads.add(WHERE, [file("a")]);
  const { client_id } = first.send("mine");
  await until(() => on.blobs.size === 1);
  const [late, tooLate, once] = [server(), server(), server()];
  const second = open(on, late.post);
  const third = open(on, tooLate.post);
  const quick = open(on, once.post);
  quick.uploads.resume();
  await until(() => quick.sent.length > 0);
  second.uploads.resume();
  await until(() => second.sent.length > 0);
  assert.deepEqual(idsOf(second.sent[0]), idsOf(quick.sent[0]));
  quick.outbox.drop(client_id);
  third.uploads.resume();
  await until(() => third.outbox.pending.peek().length === 0);
  assert.equal(third.sent.length, 0);
  assert.deepEqual([late.stored, tooLate.stored, once.stored], [[], [], ["a"]]);
});

Deno.test("a dead network and a server that is not able are tried again; a refusal waits for its author", async () => {
  const refusal = new ApiError(413, "too_large", "Too large.");
  const { post, stored } = server(new ApiError(0, "unreachable", ""), new ApiError(503, "overloaded", ""), refusal);
  const it = open(device(), post);
  it.uploads.add(WHERE, [file("a")]);
  const key = it.tray.peek(WHERE)[0]?.key ?? "";
  for (let i = 0; i < 2; i++) {
    await until(() => it.transfers.peek(key)?.state === "stalled");
    it.uploads.resume();
  }
  await until(() => it.transfers.peek(key)?.state === "refused");
  it.uploads.resume();
  assert.deepEqual(it.transfers.peek(key), { state: "refused", why: refusal });
  assert.deepEqual(stored, []);
  it.uploads.retry(key);
  await until(() => it.tray.peek(WHERE)[0]?.file !== undefined);
  assert.deepEqual(stored, ["a"]);
});

Deno.test("what was refused stays in the tray when the rest is sent", async () => {
  const { post } = server(new ApiError(413, "too_large", "Too large."));
  const it = open(device(), post);
  it.uploads.add(WHERE, [file("a"), file("b")]);
  await until(() => it.tray.peek(WHERE)[1]?.file !== undefined);
  it.send("the rest");
  await until(() => it.sent.length > 0);
  assert.deepEqual(it.sent[0]?.attachments?.map(({ name }) => name), ["b"]);
  assert.deepEqual(it.tray.peek(WHERE).map(({ name }) => name), ["a"]);
});

Deno.test("a file that is given up stops at once and is nowhere any more", async () => {
  const it = open(device(), never);
  it.uploads.add(WHERE, [file("a")]);
  const key = it.tray.peek(WHERE)[0]?.key ?? "";
  await until(() => it.transfers.peek(key)?.state === "going");
  it.uploads.remove(key);
  await until(() => it.transfers.peek(key) === undefined);
  assert.deepEqual(it.tray.peek(WHERE), []);
  assert.equal(it.uploads.blob(key), undefined);
});
