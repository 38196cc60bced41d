// Hiding: for oneself alone, from every answer, and known to all of one's devices.

import assert from "node:assert/strict";
import { changesFor, repair } from "../../lib/services/changes.ts";
import * as entries from "../../lib/services/entries.ts";
import * as history from "../../lib/services/history.ts";
import { read } from "../../lib/services/marks.ts";
import { edit, edits } from "../../lib/services/message_edits.ts";
import { hide } from "../../lib/services/message_hiding.ts";
import { pin, pins } from "../../lib/services/pins.ts";
import { react, reactions } from "../../lib/services/reactions.ts";
import { receipts } from "../../lib/services/receipts.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { type Chat, code, onBoth } from "./chat.ts";
import { seen, stage } from "./told.ts";

const meRev = async (chat: Chat, who: Actor) =>
  (await chat.db.query<{ me_rev: number }>("select me_rev from users where id = $1", [who.userId]))[0]!.me_rev;

/** Those of a person's answers that could hold a message of a group. */
async function answers(chat: Chat, who: Actor, id: string): Promise<string> {
  const query = { limit: 100 };
  return JSON.stringify([
    (await history.inGroup(chat, who, id, query)).messages,
    (await history.inGroup(chat, who, id, { after: 0, limit: 100 })).messages,
    (await history.inGroup(chat, who, id, { around: 5, limit: 100 })).messages,
    (await history.inGroup(chat, who, id, { page: 1, limit: 100 })).messages,
    (await changesFor(chat, who, id, { after_rev: 0, limit: 100 })).messages,
    (await pins(chat, who, id)).messages,
    await entries.list(chat, who, query),
    (await entries.changedEntries(chat, who.userId, 0)).entries.map((entry) => entry.view),
  ]);
}

onBoth("a hidden message is in none of one's own answers, and in everybody else's", async (chat) => {
  const { id, owner, anna, bert, message } = await stage(chat, "hidden words");
  await pin(chat, owner, message);
  await hide(chat, bert, message);
  assert.doesNotMatch(await answers(chat, bert, id), /hidden words/);
  assert.match(await answers(chat, anna, id), /hidden words/);
  const attempts = [
    () => seen(chat, bert, message),
    () => edits(chat, bert, message),
    () => reactions(chat, bert, message, { limit: 5 }),
    () => receipts(chat, bert, message, { limit: 5 }),
    () => react(chat, bert, message, "👍"),
    () => read(chat, bert, { messageId: message }),
  ];
  for (const attempt of attempts) await assert.rejects(attempt, code("not_found"));
});

onBoth("the list shows the last message that is not hidden, and counts none that is", async (chat) => {
  const { id, anna, bert, message } = await stage(chat, "shown");
  const last = await chat.say(anna, id, "hidden");
  const entry = async () => (await entries.conversationEntries(chat, bert.userId, [id]))[0]!.view;
  assert.equal((await entry()).unread_count, 2);
  await hide(chat, bert, last.id);
  const after = await entry();
  assert.deepEqual([after.last_message?.id, after.unread_count, after.last_seq], [message, 1, last.seq]);
});

onBoth("hiding takes a number of one's own and none of the conversation's; once more takes none", async (chat) => {
  const { id, bert, message } = await stage(chat);
  const before = await meRev(chat, bert);
  const { rev } = await history.inGroup(chat, bert, id, { limit: 1 });
  await hide(chat, bert, message);
  assert.deepEqual(chat.events, [{ kind: "person", user_id: bert.userId, me_rev: before + 1 }]);
  await hide(chat, bert, message);
  assert.equal(await meRev(chat, bert), before + 1);
  assert.equal((await history.inGroup(chat, bert, id, { limit: 1 })).rev, rev);
  await assert.rejects(hide(chat, await chat.person(), message), code("not_found"));
});

onBoth("one's other devices learn what was hidden, however they ask", async (chat) => {
  const { id, anna, bert, message } = await stage(chat);
  const held = await meRev(chat, bert);
  const second = await chat.say(anna, id, "second");
  await hide(chat, bert, message);
  await hide(chat, bert, second.id);
  const asked: string[] = [];
  for (let after = held, more = true; more;) {
    const page = await entries.list(chat, bert, { after_me_rev: after, limit: 1 });
    assert.ok("hidden" in page);
    asked.push(...page.hidden);
    [after, more] = [page.me_rev, page.has_more];
  }
  assert.deepEqual(asked, [message, second.id]);
  const { entries: told } = await entries.changedEntries(chat, bert.userId, held);
  assert.deepEqual(told.map((entry) => [entry.view.id, entry.hidden]), [[id, [message, second.id]]]);
  const { entries: rest } = await entries.changedEntries(chat, bert.userId, held + 1);
  assert.deepEqual(rest.map((entry) => entry.hidden), [[second.id]]);
  const others = await entries.changedEntries(chat, anna.userId, 0);
  assert.deepEqual(others.entries.flatMap((entry) => entry.hidden), []);
});

onBoth("a change of a message is kept from whoever has hidden it, live and in a repair", async (chat) => {
  const { id, anna, bert, message } = await stage(chat);
  await hide(chat, bert, message);
  chat.events.length = 0;
  const { rev } = await edit(chat, anna, message, { content: "other words" });
  const [live] = chat.events.flatMap((event) => event.kind === "changes" ? event.changes : []);
  const { event } = await repair(chat, id, rev - 1, rev - 1);
  for (const change of [live, event.changes[0]]) {
    assert.deepEqual(change?.guard?.hidden_from, [bert.userId]);
    const instead = JSON.parse(change.guard.instead);
    assert.deepEqual(instead, { type: "rev", conversation_id: id, after_rev: rev - 1, rev });
  }
});
