// Reading messages: which come, in which order, to whom, and what they tell of how far they got.

import assert from "node:assert/strict";
import * as z from "zod";
import { messageView } from "../../lib/protocol/views.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import type { MessagePage } from "../../lib/protocol/answers.ts";
import * as history from "../../lib/services/history.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { pin } from "../../lib/services/pins.ts";
import { react } from "../../lib/services/reactions.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

const strict = z.strictObject(messageView.shape);
const seqs = (page: MessagePage) => page.messages.map((message) => message.seq);

/** A group whose first message is the system's: it was created. */
async function groupOf(chat: Chat, count: number): Promise<{ id: string; owner: Actor; anna: Actor }> {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  for (let i = 1; i <= count; i++) await chat.say(i % 2 ? owner : anna, id, `message ${i}`);
  return { id, owner, anna };
}

onBoth("messages come newest first, before a place or after one, and say whether there are more", async (chat) => {
  const { id, anna } = await groupOf(chat, 7);
  const page = (query: Omit<Parameters<typeof history.inGroup>[3], "limit">, limit = 3) =>
    history.inGroup(chat, anna, id, { ...query, limit });
  const newest = await page({});
  newest.messages.forEach((message) => strict.parse(message));
  assert.deepEqual([seqs(newest), newest.has_more, newest.rev, newest.epoch], [[8, 7, 6], true, 9, "epoch-1"]);
  assert.deepEqual(seqs(await page({ before: 5 })), [4, 3, 2]);
  const first = await page({ before: 4 });
  assert.deepEqual([seqs(first), first.has_more], [[3, 2, 1], false]);
  const after = await page({ after: 3 });
  assert.deepEqual([seqs(after), after.has_more], [[4, 5, 6], true]);
  assert.deepEqual(seqs(await page({ after: 0 }, 100)), [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.deepEqual(seqs(await page({ after: 8 })), []);
  assert.deepEqual(seqs(await page({ before: 0 })), []);
  assert.deepEqual(seqs(await page({ before: 999_999_999_999_999 })), [8, 7, 6]);
  await assert.rejects(page({ before: 3, after: 1 }), code("invalid_field"));
});

onBoth("around a place: as many before as after, the place itself among them", async (chat) => {
  const { id, anna } = await groupOf(chat, 9); // 1 to 10
  const around = async (seq: number, limit: number) => {
    const page = await history.inGroup(chat, anna, id, { around: seq, limit });
    return [seqs(page), page.has_more];
  };
  assert.deepEqual(await around(5, 5), [[7, 6, 5, 4, 3], true]);
  assert.deepEqual(await around(5, 4), [[7, 6, 5, 4], true]);
  assert.deepEqual(await around(5, 1), [[5], true]);
  assert.deepEqual(await around(3, 5), [[5, 4, 3, 2, 1], false]);
  assert.deepEqual(await around(10, 5), [[10, 9, 8], true]);
  assert.deepEqual(await around(1, 3), [[2, 1], false]);
  assert.deepEqual(await around(999_999_999_999_999, 3), [[10], true]);
  await assert.rejects(history.inGroup(chat, anna, id, { around: 3, after: 1, limit: 3 }), code("invalid_field"));
});

onBoth("the seed's pages leave tombstones out, and do not reach back for ever", async (chat) => {
  const { id, anna } = await groupOf(chat, 5); // 1 to 6
  await chat.db.query("update messages set deleted_at = now() where conversation_id = $1 and seq = 5", [id]);
  await chat.db.query("update messages set recalled_at = now() where conversation_id = $1 and seq = 2", [id]);
  const page = (page: number, limit = 2) => history.inGroup(chat, anna, id, { page, limit });
  assert.deepEqual(seqs(await page(1)), [6, 4]);
  const second = await page(2);
  assert.deepEqual([seqs(second), second.has_more], [[3, 1], false]);
  assert.deepEqual(seqs(await page(3)), []);
  await assert.rejects(page(1_000_000_000), code("invalid_field"));
  const all = await history.inGroup(chat, anna, id, { limit: 10 });
  assert.deepEqual(seqs(all), [6, 5, 4, 3, 2, 1]);
  const [, deleted, , , recalled] = all.messages;
  assert.deepEqual([deleted?.is_deleted, deleted?.content], [true, ""]);
  assert.deepEqual([recalled?.is_deleted, recalled?.content, typeof recalled?.recalled_at], [false, "", "string"]);
});

onBoth("with a person: nobody is missing, nothing was said, or what the two have said", async (chat) => {
  const [anna, ben, eve] = [await chat.person(), await chat.person(), await chat.person()];
  const nothing = { messages: [], has_more: false, epoch: "epoch-1", rev: 0 };
  assert.deepEqual(await history.withPerson(chat, anna, ben.userId, { limit: 5 }), nothing);
  assert.deepEqual(await history.withPerson(chat, anna, anna.userId, { limit: 5 }), nothing);
  await assert.rejects(history.withPerson(chat, anna, newId(), { limit: 5 }), code("not_found"));
  const id = (await privateConversation(chat, anna, ben.userId, { make: true }))!;
  await chat.say(anna, id, "hello %_'\\", ben);
  const { messages: [message], rev } = await history.withPerson(chat, ben, anna.userId, { limit: 5 });
  assert.ok(message);
  const { sender_id, receiver_id, group_id, content } = message;
  assert.deepEqual({ sender_id, receiver_id, group_id, content, rev }, {
    sender_id: anna.userId,
    receiver_id: ben.userId,
    group_id: null,
    content: "hello %_'\\",
    rev: 2,
  });
  assert.deepEqual(await history.withPerson(chat, eve, anna.userId, { limit: 5 }), nothing);
  await assert.rejects(history.inGroup(chat, anna, id, { limit: 5 }), code("not_found"));
});

onBoth("a message is there for the members, and for nobody else", async (chat) => {
  const { id, owner, anna } = await groupOf(chat, 1);
  const { messages: [message] } = await history.inGroup(chat, anna, id, { limit: 1 });
  assert.ok(message);
  assert.deepEqual((await history.one(chat, anna, message.id)).content, "message 1");
  await members.leave(chat, anna, id);
  for (const who of [anna, await chat.person()]) {
    await assert.rejects(history.one(chat, who, message.id), code("not_found"));
    await assert.rejects(history.inGroup(chat, who, id, { limit: 1 }), code("not_found"));
    await assert.rejects(history.sent(chat, who, message), code("not_found"));
  }
  await assert.rejects(history.one(chat, owner, newId()), code("not_found"));
});

onBoth("what somebody sent is shown to them when they send it again, even after they were removed", async (chat) => {
  const { id, owner, anna } = await groupOf(chat, 2);
  const { messages: [mine] } = await history.inGroup(chat, anna, id, { limit: 1 });
  await members.remove(chat, owner, id, anna.userId);
  const sent = await history.sent(chat, anna, mine!);
  strict.parse(sent);
  assert.deepEqual([sent.content, sent.status, sent.client_id], ["message 2", "sent", null]);
});

onBoth("a repeat of who was removed tells nothing of what was done with the message afterwards", async (chat) => {
  const { id, owner, anna } = await groupOf(chat, 2);
  const { messages: [mine] } = await history.inGroup(chat, anna, id, { limit: 1 });
  await react(chat, owner, mine!.id, "👍");
  await members.remove(chat, owner, id, anna.userId);
  const before = await history.sent(chat, anna, mine!);
  await react(chat, owner, mine!.id, "🎉");
  await pin(chat, owner, mine!.id);
  assert.deepEqual(await history.sent(chat, anna, mine!), before);
  assert.deepEqual([before.reactions, before.rev], [[], mine!.rev]);
});

onBoth("a message is delivered, then read, once one other than its sender has it so far", async (chat) => {
  const { id, owner, anna } = await groupOf(chat, 3); // the owner's, anna's, the owner's
  const statuses = async (who: Actor) =>
    (await history.inGroup(chat, who, id, { after: 1, limit: 3 })).messages.map((message) => message.status);
  const move = (who: Actor, delivered_seq: number, read_seq: number) =>
    chat.marks.move({ conversation_id: id, user_id: who.userId, delivered_seq, read_seq });
  assert.deepEqual(await statuses(owner), ["sent", "sent", "sent"], "the system's is left out");
  await move(owner, 4, 4); // one's own marks say nothing of one's own messages
  assert.deepEqual(await statuses(owner), ["sent", "read", "sent"]);
  await move(anna, 4, 2);
  await chat.marks.idle();
  assert.deepEqual(await statuses(anna), ["read", "read", "delivered"]);
  const late = await chat.person();
  await members.add(chat, owner, id, { user_id: late.userId, role: "member" });
  assert.deepEqual(await statuses(owner), ["read", "read", "delivered"], "who joined since has read nothing yet");
  await move(late, 4, 4);
  const { messages } = await history.inGroup(chat, owner, id, { before: 5, limit: 1 });
  assert.deepEqual([messages[0]?.status, messages[0]?.is_read], ["delivered", false], "their mark did not move");
});
