// Marks as they are stored: those of many together, and of a large group no more than somebody asks for.

import assert from "node:assert/strict";
import type { Database } from "../../db/sql.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { createMarkWriter } from "../../lib/services/marks.ts";
import { receipts } from "../../lib/services/receipts.ts";
import { onBoth as onBothDatabases } from "../support/databases.ts";
import { waitUntil } from "../support/wait.ts";
import { type Chat, chatOn, group, onBoth } from "./chat.ts";
import { seen, stage } from "./told.ts";

const PEOPLE = 40;
const APART_MS = 5;
/** Twenty a second. */
const EACH_MS = 50;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

onBoth("what many devices tell one after the other is stored in few transactions, all of it", async (chat) => {
  const people = await Promise.all(Array.from({ length: PEOPLE }, (_, i) => chat.person(`person ${i}`)));
  const [owner, ...others] = people;
  const { id } = await groups.create(chat, owner!, group("Team", { members: others.map((it) => it.userId) }));
  const { id: message, seq } = await chat.say(owner!, id, "said");
  let transactions = 0;
  const counting: Database = {
    ...chat.db,
    transaction: (work) => {
      transactions++;
      return chat.db.transaction(work);
    },
  };
  const marks = createMarkWriter(counting, memoryBus({ alone: true }), 64);
  const began = performance.now();
  const moves: Promise<void>[] = [];
  for (const { userId } of others) {
    moves.push(marks.move({ conversation_id: id, user_id: userId, delivered_seq: seq, read_seq: 0 }));
    await pause(APART_MS);
  }
  await Promise.all(moves);
  const most = (performance.now() - began) / EACH_MS + 2;
  assert.ok(transactions <= most, `${transactions} transactions, not ${most.toFixed(1)} at most`);
  const { delivered } = await receipts(chat, owner!, message, { limit: 50 });
  assert.equal(delivered.length, others.length);
});

onBoth("at the end every mark is stored, also one that comes meanwhile", async (chat) => {
  const [owner, other] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [other.userId] }));
  for (const text of ["1", "2", "3"]) await chat.say(owner, id, text);
  const marks = createMarkWriter(chat.db, memoryBus({ alone: true }), 64);
  const move = (seq: number) =>
    marks.move({ conversation_id: id, user_id: other.userId, delivered_seq: seq, read_seq: seq });
  await move(1);
  const waits = move(2);
  const ended = marks.idle();
  let settled = 0;
  for (const it of [waits, move(3), ended]) it.then(() => settled++);
  await waitUntil("every mark to be stored", () => settled === 3);
  await marks.idle();
  const [row] = await chat.db.query<{ read_seq: number }>("select read_seq from members where user_id = $1", [
    other.userId,
  ]);
  assert.equal(row!.read_seq, 3);
});

onBothDatabases("what several have got of a small group is one hint, what they have read one each", async (db) => {
  const chat = chatOn(db, { smallGroup: 4 });
  const { id, admin, anna, bert, message } = await stage(chat);
  const { seq } = await seen(chat, anna, message);
  chat.events.length = 0;
  const move = (actor: Actor, read_seq: number) =>
    chat.marks.move({ conversation_id: id, user_id: actor.userId, delivered_seq: seq, read_seq });
  await Promise.all([move(admin, 0), move(bert, 0), move(anna, seq)]);
  const told = chat.events.map((
    event,
  ) => [event.kind, "frames" in event ? event.frames.map((it) => it.from).sort() : []]);
  assert.deepEqual(told, [["read", []], ["delivered", [admin.userId, bert.userId].sort()]]);
});

/** What is announced, and kept for who was not there to hear it, when everybody has a message and one has read it. */
async function toldOf(chat: Chat): Promise<{ kinds: string[]; kept: number }> {
  const { id, admin, anna, bert, message } = await stage(chat);
  const { seq } = await seen(chat, anna, message);
  await chat.marks.move({ conversation_id: id, user_id: admin.userId, delivered_seq: seq, read_seq: 0 });
  await chat.marks.move({ conversation_id: id, user_id: bert.userId, delivered_seq: seq, read_seq: seq });
  const { delivered, read } = await receipts(chat, anna, message, { limit: 50 });
  assert.deepEqual([delivered.length, read.length], [2, 1], "who asks is told in any case");
  const [row] = await chat.db.query<{ kept: number }>("select count(*)::int as kept from heads where kind = 'm'");
  return { kinds: chat.events.map((event) => event.kind), kept: row!.kept };
}

onBothDatabases("of a small group the others are told who has a message and who has read it", async (db) => {
  assert.deepEqual(await toldOf(chatOn(db, { smallGroup: 4 })), { kinds: ["delivered", "read"], kept: 2 });
});

onBothDatabases("of a large group only one's own devices are told how far one has read", async (db) => {
  assert.deepEqual(await toldOf(chatOn(db, { smallGroup: 3 })), { kinds: ["read"], kept: 0 });
});

onBothDatabases(
  "who has more than they have read is told of with both marks, also where the two were stored together",
  async (db) => {
    const chat = chatOn(db);
    const { id, anna, bert, message } = await stage(chat);
    const { seq } = await seen(chat, anna, message);
    const later = await chat.say(anna, id, "more");
    chat.events.length = 0;
    const move = (delivered_seq: number, read_seq: number) =>
      chat.marks.move({ conversation_id: id, user_id: bert.userId, delivered_seq, read_seq });
    await Promise.all([move(seq, seq), move(later.seq, 0)]);
    const told = chat.events.flatMap((it) => it.kind === "read" ? it.frame.read_seq : []);
    const got = chat.events.flatMap((it) =>
      it.kind === "delivered" ? it.frames.map((frame) => frame.delivered_seq) : []
    );
    assert.deepEqual([told, got], [[seq], [later.seq]]);
  },
);
