// Files as the rules have them: who may read one and put one into a message, what counts, and when one goes.

import assert from "node:assert/strict";
import { CHUNK_BYTES } from "../../db/files.ts";
import { messageView } from "../../lib/protocol/views.ts";
import type { FileView } from "../../lib/protocol/views.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import * as entries from "../../lib/services/entries.ts";
import { FileSweeper } from "../../lib/services/file_sweeper.ts";
import * as files from "../../lib/services/files.ts";
import * as groups from "../../lib/services/groups.ts";
import { update as updateGroup } from "../../lib/services/group_settings.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import * as members from "../../lib/services/members.ts";
import { edit } from "../../lib/services/message_edits.ts";
import { hide } from "../../lib/services/message_hiding.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { unlimited } from "../../lib/services/rates.ts";
import { uploadsAtOnce } from "../../lib/services/uploads.ts";
import type { Frame } from "../support/person.ts";
import { noise, PNG } from "../support/upload.ts";
import { withDatabase } from "../support/databases.ts";
import { type Chat, chatOn, code, group, onBoth } from "./chat.ts";
import { seen, stage, told } from "./told.ts";

async function* pieces(bytes: Uint8Array, size = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

const depsOf = (chat: Chat) => ({ ...chat, uploads: uploadsAtOnce(unlimited, 8), metrics: createMetrics() });

const upload = (chat: Chat, who: Actor, bytes: Uint8Array = PNG, name = "dot.png"): Promise<FileView> =>
  files.upload(depsOf(chat), who, { name, atMost: bytes.length, bytes: pieces(bytes) });

const post = (chat: Chat, who: Actor, conversationId: string, attachments: string[], more: object = {}) =>
  chat.writer.send({
    conversationId,
    senderId: who.userId,
    to: undefined,
    content: "",
    clientId: undefined,
    messageType: "text",
    replyTo: undefined,
    origin: undefined,
    attachments,
    ...more,
  });

const isReadable = (chat: Chat, who: Actor, { id }: FileView): Promise<boolean> =>
  files.readable(chat, who, id).then(() => true, () => false);

const sweep = (chat: Chat) => new FileSweeper({ db: chat.db, onError: assert.fail }).sweep();
const count = async (chat: Chat, table: "files" | "file_chunks") =>
  (await chat.db.query<{ n: number }>(`select count(*) as n from ${table}`))[0]!.n;
/** As if so much time had gone by since every upload. */
const wait = (chat: Chat, time: string) =>
  chat.db.query("update files set expires_at = expires_at - $1::text::interval", [time]);

onBoth("a file comes back as it was sent, whole and in every part", async (chat) => {
  const anna = await chat.person();
  for (const size of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 12_345]) {
    const bytes = noise(size);
    const file = await upload(chat, anna, bytes, "noise.bin");
    assert.deepEqual([file.size, file.content_type], [size, "application/octet-stream"]);
    const read = async (from: number, to: number) =>
      new Uint8Array(await new Response(ReadableStream.from(files.bytesOf(chat, file.id, from, to))).arrayBuffer());
    assert.ok(equal(await read(0, size), bytes));
    for (const at of [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1].filter((at) => at < size)) {
      const to = Math.min(size, at + CHUNK_BYTES + 7);
      assert.ok(equal(await read(at, to), bytes.subarray(at, to)), `${size}: ${at}–${to}`);
    }
  }
});

const equal = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i]);

onBoth(
  "an upload is its owner's alone until a message holds it, and then its readers' as long as they see it there",
  async (chat) => {
    const { id, owner, admin, anna, bert } = await stage(chat);
    const stranger = await chat.person();
    const file = await upload(chat, anna);
    const readers = async () => {
      const all = Object.entries({ owner, admin, anna, bert, stranger });
      const may = await Promise.all(all.map(([, who]) => isReadable(chat, who, file)));
      return all.filter((_, i) => may[i]).map(([name]) => name);
    };
    assert.deepEqual(await readers(), ["anna"]);
    const { id: message } = await post(chat, anna, id, [file.id]);
    assert.deepEqual(await readers(), ["owner", "admin", "anna", "bert"]);
    await hide(chat, bert, message);
    assert.deepEqual(await readers(), ["owner", "admin", "anna"]);
    await members.leave(chat, admin, id);
    assert.deepEqual(await readers(), ["owner", "anna"]);
    await recall(chat, anna, message);
    assert.deepEqual(await readers(), ["anna"]);
    await post(chat, anna, id, [file.id]);
    assert.deepEqual(await readers(), ["owner", "anna", "bert"]);
    await dissolve(chat, owner, id);
    assert.deepEqual(await readers(), ["anna"]);
  },
);

onBoth("who joined later reads no file of what was said before, unless it is shown again", async (chat) => {
  const [owner, late] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("g", { history_visible: false }));
  const file = await upload(chat, owner);
  await post(chat, owner, id, [file.id]);
  await members.add(chat, owner, id, { user_id: late.userId, role: "member" });
  assert.equal(await isReadable(chat, late, file), false);
  await assert.rejects(post(chat, late, id, [file.id]), code("not_found"));
  await post(chat, owner, id, [file.id]);
  assert.equal(await isReadable(chat, late, file), true);
});

onBoth(
  "into a message goes what its sender may read at that moment; anything else is not there, and nothing is stored",
  async (chat) => {
    const { id, anna, bert } = await stage(chat);
    const other = await chat.person();
    const { id: elsewhere } = await groups.create(chat, other, group("Elsewhere", { members: [bert.userId] }));
    const [foreign, hers] = [await upload(chat, other), await upload(chat, anna)];
    const before = (await chat.db.query("select seq from messages")).length;
    const [unfinished] = [crypto.randomUUID()];
    await chat.db.query("insert into files (id, owner_id, name, size) values ($1, $2, 'x', 1)", [
      unfinished,
      anna.userId,
    ]);
    for (const list of [[foreign.id], [hers.id, foreign.id], [crypto.randomUUID()], [unfinished]]) {
      await assert.rejects(post(chat, anna, id, list), code("not_found"));
    }
    await assert.rejects(post(chat, bert, id, [foreign.id]), code("not_found"));
    assert.equal((await chat.db.query("select seq from messages")).length, before);
    const { id: message } = await post(chat, other, elsewhere, [foreign.id]);
    await post(chat, bert, id, [foreign.id]); // who may read it hands it on
    assert.equal(await isReadable(chat, anna, foreign), true);
    await remove(chat, other, message);
    assert.equal(await isReadable(chat, anna, foreign), true, "the copy holds it still");
  },
);

onBoth(
  "what a message holds decides about its type, is in every view and frame of it, and in their order",
  async (chat) => {
    const { id, anna, bert } = await stage(chat);
    const [picture, text] = [await upload(chat, anna), await upload(chat, anna, noise(10), "notes.txt")];
    const cases = [[[picture], "image"], [[text, picture], "file"], [[text], "file"]] as const;
    for (const [held, type] of cases) {
      const { id: message } = await post(chat, anna, id, held.map((it) => it.id));
      const view = await seen(chat, bert, message);
      messageView.strict().parse(view);
      assert.deepEqual([view.message_type, view.attachments, view.content], [type, held, ""]);
      const [frame] = told(chat);
      assert.deepEqual([frame.message_type, frame.attachments], [type, held]);
      const { messages } = await changesFor(chat, bert, id, { after_rev: 0, limit: 100 });
      assert.deepEqual(messages.find((it) => it.id === message)?.attachments, held);
      const { event } = await repair(chat, id, view.rev - 1, view.rev - 1);
      const repaired: Frame = JSON.parse(event.changes[0]!.text);
      assert.deepEqual([repaired.attachments, repaired.message_type], [held, type]);
      const page = await entries.list(chat, bert, { limit: 10 });
      assert.deepEqual(page.conversations[0]!.last_message?.attachments, held);
    }
  },
);

onBoth(
  "editing keeps the files, and may take the words away where there are some; nothing of them stays behind a recall",
  async (chat) => {
    const { id, anna, bert, message: words } = await stage(chat, "words");
    const file = await upload(chat, anna);
    const { id: message } = await post(chat, anna, id, [file.id], { content: "look" });
    assert.deepEqual((await edit(chat, anna, message, { content: "look here" })).attachments, [file]);
    assert.equal((await edit(chat, anna, message, { content: "" })).content, "");
    await assert.rejects(edit(chat, anna, words, { content: "" }), code("invalid_field"));
    told(chat);
    await recall(chat, anna, message);
    assert.deepEqual(told(chat)[0].message.attachments, []);
    assert.deepEqual((await seen(chat, bert, message)).attachments, []);
    const { messages } = await changesFor(chat, bert, id, { after_rev: 0, limit: 100 });
    assert.ok(!JSON.stringify(messages).includes(file.id));
  },
);

onBoth("a repeat of a client_id is the first message; with other files it is refused", async (chat) => {
  const { id, anna } = await stage(chat);
  const [one, two] = [await upload(chat, anna), await upload(chat, anna)];
  const first = await post(chat, anna, id, [one.id], { clientId: "c" });
  assert.equal((await post(chat, anna, id, [one.id], { clientId: "c" })).id, first.id);
  await assert.rejects(post(chat, anna, id, [two.id], { clientId: "c" }), code("client_id_reused"));
  await assert.rejects(post(chat, anna, id, [], { clientId: "c" }), code("client_id_reused"));
  const racing = [one, two].map((file) => post(chat, anna, id, [file.id], { clientId: "d" }));
  assert.deepEqual((await Promise.allSettled(racing)).map((it) => it.status), ["fulfilled", "rejected"]);
});

onBoth("a file that breaks off, is too large or over one's quota leaves nothing", async (chat) => {
  const anna = await chat.person();
  const deps = { ...depsOf(chat), limits: { ...chat.limits, fileBytes: 400_000, fileBytesPerPerson: 500_000 } };
  const send = (bytes: AsyncIterable<Uint8Array>, atMost?: number) =>
    files.upload(deps, anna, { name: "x", atMost, bytes });
  async function* breaking() {
    yield* pieces(noise(200_000));
    throw new Error("gone");
  }
  await assert.rejects(send(breaking()), /gone/);
  await assert.rejects(send(pieces(noise(400_001)), 10), code("too_large"), "whatever was declared");
  assert.deepEqual([await count(chat, "files"), await count(chat, "file_chunks")], [0, 0]);
  await send(pieces(noise(300_000)), 300_000);
  await assert.rejects(send(pieces(noise(300_000)), 300_000), code("limit_reached"));
  await assert.rejects(send(pieces(noise(10))), code("limit_reached"), "of unknown size is as large as may be");
  await send(pieces(noise(200_000)), 200_000);
  assert.equal(await count(chat, "files"), 2);
});

onBoth("of uploads that race for what is left of a quota, as many get it as there is room for", async (chat) => {
  const anna = await chat.person();
  const deps = { ...depsOf(chat), limits: { ...chat.limits, fileBytes: 100, fileBytesPerPerson: 300 } };
  const one = () => files.upload(deps, anna, { name: "x", atMost: 100, bytes: pieces(noise(100)) });
  const done = await Promise.allSettled(Array.from({ length: 8 }, one));
  assert.equal(done.filter((it) => it.status === "fulfilled").length, 3);
  assert.equal(await count(chat, "files"), 3);
});

onBoth("nobody uploads more than so many files at the same time", async (chat) => {
  const [anna, bert] = [await chat.person(), await chat.person()];
  const deps = { ...depsOf(chat), uploads: uploadsAtOnce(unlimited, 2) };
  const { promise, resolve } = Promise.withResolvers<void>();
  async function* slow() {
    await promise;
    yield PNG;
  }
  const begin = (who: Actor) => files.upload(deps, who, { name: "x", atMost: 100, bytes: slow() });
  const two = [begin(anna), begin(anna)];
  await assert.rejects(begin(anna), code("rate_limited"));
  const other = begin(bert);
  resolve();
  await Promise.all([...two, other]);
  await begin(anna);
});

onBoth("what nothing holds goes: unused after a day, at once what was let go of; what is held stays", async (chat) => {
  const { id, owner, anna } = await stage(chat);
  const [unused, held, both] = [await upload(chat, anna), await upload(chat, anna), await upload(chat, anna)];
  const one = await post(chat, anna, id, [held.id, both.id]);
  const two = await post(chat, anna, id, [both.id]);
  await wait(chat, "23 hours");
  assert.equal(await sweep(chat), 0);
  await wait(chat, "2 hours");
  assert.equal(await sweep(chat), 1);
  assert.equal(await isReadable(chat, anna, unused), false);
  assert.equal(await sweep(chat), 0);
  await remove(chat, owner, one.id);
  assert.equal(await sweep(chat), 1);
  assert.deepEqual([await isReadable(chat, anna, held), await isReadable(chat, anna, both)], [false, true]);
  await recall(chat, anna, two.id);
  assert.equal(await sweep(chat), 1);
  assert.deepEqual([await count(chat, "files"), await count(chat, "file_chunks")], [0, 0]);
  const last = await upload(chat, anna);
  await post(chat, anna, id, [last.id]);
  await dissolve(chat, owner, id);
  assert.equal(await sweep(chat), 1, "nobody can delete what is in a group that is over");
});

/** @param more bytes that come after all */
async function* cutOff(until: Promise<void>, more: number): AsyncGenerator<Uint8Array> {
  yield noise(CHUNK_BYTES);
  await until;
  yield noise(more);
}

onBoth(
  "an upload that a kill has cut off goes after its time, and finishes no more, whether or not more comes",
  async (chat) => {
    const anna = await chat.person();
    for (const more of [0, CHUNK_BYTES]) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const late = files.upload(depsOf(chat), anna, { name: "x", atMost: undefined, bytes: cutOff(promise, more) });
      const refused = assert.rejects(late, code("invalid_field"));
      while (await count(chat, "file_chunks") === 0);
      assert.equal(await sweep(chat), 0);
      await wait(chat, "2 hours");
      assert.equal(await sweep(chat), 1);
      resolve();
      await refused;
      assert.deepEqual([await count(chat, "files"), await count(chat, "file_chunks")], [0, 0]);
    }
  },
);

Deno.test("the embedded database does not grow with files that went", async () => {
  await withDatabase("PGlite", async (db) => {
    const chat = chatOn(db);
    const anna = await chat.person();
    const size = async () => (await db.query<{ n: number }>("select pg_total_relation_size('file_chunks') as n"))[0]!.n;
    const round = async () => {
      await upload(chat, anna, noise(2_000_000), "x");
      await wait(chat, "25 hours");
      assert.equal(await sweep(chat), 1);
      return await size();
    };
    const first = await round();
    for (let i = 0; i < 4; i++) await round();
    assert.ok(await size() < 2 * first, `${await size()} after ${first}`);
  });
});

onBoth("a message that is stored while its file goes either holds it or is refused", async (chat) => {
  const { id, anna } = await stage(chat);
  for (let i = 0; i < 10; i++) {
    const file = await upload(chat, anna);
    await wait(chat, "25 hours");
    const [sent] = await Promise.allSettled([post(chat, anna, id, [file.id]), sweep(chat)]);
    await sweep(chat);
    assert.equal(await isReadable(chat, anna, file), sent.status === "fulfilled");
  }
});

onBoth(
  "the picture of a person is everybody's to see, that of a private group its members'; a former one goes",
  async (chat) => {
    const { id, owner, bert } = await stage(chat);
    const stranger = await chat.person();
    const [one, text] = [await upload(chat, owner), await upload(chat, owner, noise(9))];
    const set = (avatar: string) => updateGroup(chat, owner, id, { avatar });
    const foreign = await upload(chat, stranger);
    for (
      const bad of [foreign.url, text.url, `/uploads/${one.id}/other`, "/uploads/x/y", `${one.url}?x`, "/uploads/"]
    ) {
      await assert.rejects(set(bad), code("invalid_field"), bad);
    }
    await set(one.url);
    assert.equal(await isReadable(chat, stranger, one), true, "a public group can be found by everybody");
    await updateGroup(chat, owner, id, { is_private: true });
    assert.deepEqual([await isReadable(chat, stranger, one), await isReadable(chat, bert, one)], [false, true]);
    await wait(chat, "25 hours");
    await sweep(chat);
    assert.equal(await isReadable(chat, bert, one), true);
    const third = await upload(chat, owner);
    await set(third.url);
    assert.equal(await sweep(chat), 1);
    assert.equal(await isReadable(chat, owner, one), false);
  },
);
