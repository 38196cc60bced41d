// What is never found: what one may not read, and what is not there any more. The index may be behind; the answer is not. Each
// case by both ways in which the index is read.

import assert from "node:assert/strict";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import * as members from "../../lib/services/members.ts";
import { group } from "./chat.ts";
import { onBoth, type Searching } from "./searching.ts";

const CANARY = "canary7f3a";
const SEARCHES = [
  CANARY,
  "canary",
  `"said ${CANARY}"`,
  `from:anna ${CANARY}`,
  "from:anna",
  "has:link",
  "after:2020-01-01",
  "s",
];

/** Everything that somebody is shown by any search, by both ways. */
async function shown(chat: Searching, who: Actor, groupId: string): Promise<string> {
  const found: unknown[] = [];
  for (const last_seq of [3, 1_000_000]) {
    await chat.db.query("update conversations set last_seq = $2 where id = $1", [groupId, last_seq]);
    for (const q of [...SEARCHES, `in:${groupId} said`, `in:secret said`]) found.push(await chat.search(who, q));
    found.push(await chat.search(who, CANARY, { conversation_id: groupId }).catch((error) => error.code));
  }
  return JSON.stringify(found);
}

async function secret(chat: Searching): Promise<{ id: string; anna: Actor; ben: Actor }> {
  const [anna, ben] = [await chat.person("anna"), await chat.person("ben")];
  const { id } = await groups.create(chat, anna, group("Secret", { members: [ben.userId] }));
  await chat.say(anna, id, `said ${CANARY} https://example.com`);
  await chat.index();
  return { id, anna, ben };
}

const change = (chat: Searching, conversationId: string, set: string) =>
  chat.db.query(`update messages set ${set} where conversation_id = $1 and content like '%${CANARY}%'`, [
    conversationId,
  ]);

onBoth("a member finds it, a stranger does not, by any search", async (chat) => {
  const { id, ben } = await secret(chat);
  assert.ok((await shown(chat, ben, id)).includes(CANARY), "otherwise this would notice nothing");
  const stranger = await chat.person("stranger");
  await groups.create(chat, stranger, group("Secret"));
  const seen = await shown(chat, stranger, id);
  assert.ok(!seen.includes(CANARY) && seen.includes("not_found"));
});

onBoth("who left or was removed finds nothing of it, also of what they had read", async (chat) => {
  const { id, anna, ben } = await secret(chat);
  await members.remove(chat, anna, id, ben.userId);
  assert.ok(!(await shown(chat, ben, id)).includes(CANARY));
});

onBoth("who joined later does not find what was said before", async (chat) => {
  const { id } = await secret(chat);
  const late = await chat.person("late");
  await chat.db.query(
    `insert into members (conversation_id, user_id, rev, changed_by, joined_rev, me_rev, first_seq)
     values ($1, $2, 2, $2, 2, 1, 1000)`,
    [id, late.userId],
  );
  assert.ok(!(await shown(chat, late, id)).includes(CANARY));
});

onBoth("what one has hidden is not found by oneself, and by the others", async (chat) => {
  const { id, anna, ben } = await secret(chat);
  await chat.db.query(
    `insert into hidden_messages (user_id, conversation_id, seq, message_id, me_rev)
     select $1, conversation_id, seq, id, 5 from messages where conversation_id = $2`,
    [ben.userId, id],
  );
  assert.ok(!(await shown(chat, ben, id)).includes(CANARY));
  assert.ok((await shown(chat, anna, id)).includes(CANARY));
});

onBoth("the deleted, the recalled and the edited are gone at once, before the index knows", async (chat) => {
  const { id, ben } = await secret(chat);
  for (const what of ["deleted_at", "recalled_at"]) {
    await change(chat, id, `${what} = now()`);
    assert.ok(!(await shown(chat, ben, id)).includes(CANARY), what);
    await change(chat, id, `${what} = null`);
    assert.ok((await shown(chat, ben, id)).includes(CANARY));
  }
  await change(chat, id, "content = 'other words'");
  assert.deepEqual(await chat.find(ben, CANARY), []);
});

onBoth("a group that was dissolved is nobody's to search", async (chat) => {
  const { id, ben } = await secret(chat);
  await chat.db.query("update groups set deleted_at = now() where id = $1", [id]);
  assert.ok(!(await shown(chat, ben, id)).includes(CANARY));
});
