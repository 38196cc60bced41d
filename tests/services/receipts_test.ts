// Receipts on demand: who has a message and who has read it, by the marks.

import assert from "node:assert/strict";
import * as members from "../../lib/services/members.ts";
import { receipts } from "../../lib/services/receipts.ts";
import { code, onBoth } from "./chat.ts";
import { seen, stage } from "./told.ts";

onBoth("those who have it and those who have read it, without its sender, of the members now", async (chat) => {
  const { id, owner, admin, anna, bert, message } = await stage(chat);
  const { seq } = await seen(chat, anna, message);
  const move = (who: { userId: string }, delivered_seq: number, read_seq: number) =>
    chat.marks.move({ conversation_id: id, user_id: who.userId, delivered_seq, read_seq });
  const people = async () => {
    const { delivered, read } = await receipts(chat, anna, message, { limit: 50 });
    for (const { at } of [...delivered, ...read]) assert.match(at ?? "", /^\d{4}-.*Z$/);
    return [delivered, read].map((list) => list.map((it) => it.user_id).toSorted());
  };
  assert.deepEqual(await people(), [[], []]);
  await Promise.all([move(anna, seq, seq), move(owner, seq, seq), move(admin, seq, 0), move(bert, seq - 1, seq - 1)]);
  const both = [owner.userId, admin.userId].toSorted();
  assert.deepEqual(await people(), [both, [owner.userId]], "whoever has read it has it");
  const late = await chat.person();
  await members.add(chat, owner, id, { user_id: late.userId, role: "member" });
  assert.deepEqual(await people(), [both, [owner.userId]], "who joined later has read nothing yet");
  await members.leave(chat, admin, id);
  assert.deepEqual(await people(), [[owner.userId], [owner.userId]]);
});

onBoth("by pages in the order of people's ids, for those who may see the message", async (chat) => {
  const { id, owner, admin, anna, bert, message } = await stage(chat);
  const { seq } = await seen(chat, anna, message);
  for (const who of [owner, admin, bert]) {
    await chat.marks.move({ conversation_id: id, user_id: who.userId, delivered_seq: seq, read_seq: seq });
  }
  const first = await receipts(chat, bert, message, { limit: 2 });
  const second = await receipts(chat, bert, message, { limit: 2, after: first.next_after ?? undefined });
  const found = [...first.read, ...second.read].map((it) => it.user_id);
  assert.deepEqual(found, [owner, admin, bert].map((who) => who.userId).toSorted());
  assert.deepEqual([first.read.length, second.next_after], [2, null]);
  await assert.rejects(receipts(chat, await chat.person(), message, { limit: 2 }), code("not_found"));
});
