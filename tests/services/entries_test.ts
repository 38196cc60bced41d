// The conversation list: what an entry says, that pages show each conversation once, and that what changed by `me_rev` brings a
// device to the same list as reading it afresh.

import assert from "node:assert/strict";
import * as z from "zod";
import type { Database } from "../../db/sql.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as entries from "../../lib/services/entries.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { type ConversationView, conversationView } from "../../lib/protocol/views.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

const pair = async (chat: Chat, one: Actor, other: Actor) =>
  (await privateConversation(chat, one, other.userId, { make: true }))!;

/** The whole list, page by page. */
async function listAll(chat: Chat, who: Actor, limit = 100): Promise<ConversationView[]> {
  const all: ConversationView[] = [];
  let cursor: string | undefined;
  do {
    const page = await entries.list(chat, who, { cursor, limit });
    assert.ok("next_cursor" in page && page.conversations.length <= limit);
    all.push(...page.conversations);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  all.forEach((view) => z.strictObject(conversationView.shape).parse(view));
  return all;
}

onBoth("an entry shows the other person or the group, the last message, and what is unread", async (chat) => {
  const [anna, ben] = [await chat.person("anna"), await chat.person("ben")];
  const id = await pair(chat, anna, ben);
  const { id: groupId } = await groups.create(chat, ben, group("Team", { members: [anna.userId] }));
  await chat.say(ben, id, "one", anna);
  await chat.say(anna, id, "two", ben);
  await chat.say(ben, id, "three", anna);
  const notes = await pair(chat, anna, anna);
  await chat.say(anna, notes, "to myself", anna);
  const list = await listAll(chat, anna);
  assert.deepEqual(list.map((it) => [it.id, it.type, it.unread_count]), [
    [notes, "private", 0],
    [id, "private", 2],
    [groupId, "group", 0],
  ]);
  const [own, first, second] = list;
  assert.equal(own?.peer?.id, anna.userId);
  assert.deepEqual([first?.peer?.id, first?.peer?.email, first?.group], [ben.userId, "", undefined]);
  assert.deepEqual([first?.last_message?.content, first?.last_message?.status, first?.last_seq], ["three", "sent", 3]);
  assert.deepEqual([second?.group?.my_role, second?.peer], ["member", undefined]);
  assert.deepEqual([second?.last_message?.message_type, second?.last_message?.event?.kind], [
    "system",
    "group_created",
  ]);
  await chat.marks.move({ conversation_id: id, user_id: anna.userId, read_seq: 3, delivered_seq: 3 });
  const [read] = await entries.conversationEntries(chat, ben.userId, [id]);
  assert.deepEqual([read?.view.last_message?.status, read?.view.last_message?.is_read], ["read", true]);
  assert.ok(read?.view.last_message?.read_at);
});

onBoth(
  "unread counts stop at 1,000, and leave out one's own, the deleted, the recalled and the system's",
  async (chat) => {
    const [anna, ben] = [await chat.person(), await chat.person()];
    const id = await pair(chat, anna, ben);
    const unread = async () => (await entries.conversationEntries(chat, anna.userId, [id]))[0]?.view.unread_count;
    await Promise.all(Array.from({ length: 6 }, (_, i) => chat.say(ben, id, `${i}`, anna)));
    assert.equal(await unread(), 6);
    await chat.say(anna, id, "mine", ben);
    await chat.db.query("update messages set deleted_at = now() where conversation_id = $1 and seq = 1", [id]);
    await chat.db.query("update messages set recalled_at = now() where conversation_id = $1 and seq = 2", [id]);
    await chat.db.query("update messages set message_type = 'system' where conversation_id = $1 and seq = 3", [id]);
    assert.equal(await unread(), 3);
    await Promise.all(Array.from({ length: 1_010 }, (_, i) => chat.say(ben, id, `${i}`, anna)));
    assert.equal(await unread(), 1_000);
  },
);

onBoth("pages show every conversation once, most recent first, with the same number of queries each", async (chat) => {
  const anna = await chat.person();
  const made: string[] = [];
  for (let i = 0; i < 12; i++) {
    const other = await chat.person();
    made.push(i % 3 === 0 ? (await groups.create(chat, anna, group(`g${i}`))).id : await pair(chat, anna, other));
    if (i % 2 === 0) await chat.say(anna, made[i]!, "hello", i % 3 === 0 ? undefined : other);
  }
  const all = (await listAll(chat, anna)).map((view) => view.id);
  assert.deepEqual(all.toSorted(), made.toSorted());
  for (const limit of [1, 5, 12]) assert.deepEqual((await listAll(chat, anna, limit)).map((view) => view.id), all);
  const counts = await Promise.all([1, 12].map(async (limit) => {
    let queries = 0;
    const query: Database["query"] = (text, params) => (queries++, chat.db.query(text, params));
    await entries.list({ ...chat, db: { ...chat.db, query } }, anna, { limit });
    return queries;
  }));
  assert.deepEqual(counts, [1, 1]);
});

onBoth(
  "a cursor that was not made here is refused, and one of somebody else's shows nothing of theirs",
  async (chat) => {
    const [anna, ben] = [await chat.person(), await chat.person()];
    for (let i = 0; i < 3; i++) await groups.create(chat, anna, group(`g${i}`));
    const page = await entries.list(chat, anna, { limit: 1 });
    assert.ok("next_cursor" in page && page.next_cursor !== null);
    assert.deepEqual((await entries.list(chat, ben, { limit: 1, cursor: page.next_cursor })).conversations, []);
    const forged = [
      "",
      "%",
      "_",
      "null",
      "é",
      btoa("1"),
      btoa(`1.${newId()}.1`),
      btoa(`-1.${newId()}`),
      `${page.next_cursor}x`,
    ];
    for (const cursor of [...forged, btoa(`1e9.${newId()}`), btoa(`1.' or true`), "a".repeat(256)]) {
      await assert.rejects(entries.list(chat, anna, { limit: 1, cursor }), code("invalid_field"), cursor);
    }
  },
);

onBoth("what changed by me_rev, page by page, brings a device to the list as it is", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const held = new Map<string, ConversationView>();
  let at = 0;
  const catchUp = async (limit: number) => {
    for (let more = true; more;) {
      const step = await entries.list(chat, anna, { after_me_rev: at, epoch: "epoch-1", limit });
      assert.ok("has_more" in step);
      assert.ok(step.conversations.length + step.removed.length <= limit);
      assert.deepEqual(step.hidden, []);
      for (const view of step.conversations) held.set(view.id, view);
      for (const id of step.removed) held.delete(id);
      at = step.me_rev;
      more = step.has_more;
    }
    const afresh = await listAll(chat, anna);
    assert.deepEqual([...held.values()].toSorted(byId), afresh.toSorted(byId));
  };
  const ids: string[] = [];
  for (let i = 0; i < 4; i++) ids.push((await groups.create(chat, ben, group(`g${i}`, { members: [anna.userId] }))).id);
  ids.push(await pair(chat, anna, ben));
  await catchUp(2);
  assert.equal(at, 5);
  await members.remove(chat, ben, ids[0]!, anna.userId);
  await members.leave(chat, anna, ids[1]!);
  await members.update(chat, ben, ids[2]!, anna.userId, { role: "admin" });
  await members.remove(chat, ben, ids[3]!, anna.userId);
  await members.add(chat, ben, ids[3]!, { user_id: anna.userId, role: "member" });
  await catchUp(1);
  assert.equal(at, 10);
  const refused = (query: { after_me_rev?: number; epoch?: string }) =>
    assert.rejects(entries.list(chat, anna, { ...query, limit: 1 }), code("cursor_invalid"));
  await refused({ after_me_rev: at + 1 });
  await refused({ after_me_rev: at, epoch: "another" });
  await refused({ epoch: "another" });
});

const byId = (a: ConversationView, b: ConversationView) => a.id < b.id ? -1 : 1;
