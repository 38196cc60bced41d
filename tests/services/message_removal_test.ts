// Deleting and recalling: who may and until when, and that nothing of it remains.

import assert from "node:assert/strict";
import { changesFor, repair } from "../../lib/services/changes.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as history from "../../lib/services/history.ts";
import * as entries from "../../lib/services/entries.ts";
import { edit, edits } from "../../lib/services/message_edits.ts";
import { hide } from "../../lib/services/message_hiding.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { pin, pins } from "../../lib/services/pins.ts";
import { react, reactions } from "../../lib/services/reactions.ts";
import { receipts } from "../../lib/services/receipts.ts";
import { Indexer } from "../../lib/services/search_index.ts";
import { type Chat, chatOn, code, onBoth } from "./chat.ts";
import { common, dump, seen, stage, told } from "./told.ts";

const CANARY = "zanthoxylum";

/** A message with everything on it that can be on one. */
async function adorned(chat: Chat) {
  const it = await stage(chat, `${CANARY}one`);
  await edit(chat, it.anna, it.message, { content: `${CANARY}two` });
  await edit(chat, it.anna, it.message, { content: `${CANARY}three @all` });
  await react(chat, it.bert, it.message, "👍");
  await react(chat, it.anna, it.message, "❤️");
  await pin(chat, it.owner, it.message);
  const indexer = new Indexer({ db: chat.db, bus: chat.bus, onError: (error) => assert.fail(String(error)) });
  while (await indexer.step());
  assert.match(await dump(chat), new RegExp(CANARY));
  told(chat);
  return it;
}

/** Everything that somebody could be answered about a group and a message. */
async function answers(chat: Chat, who: Actor, id: string, message: string): Promise<string> {
  const query = { limit: 100 };
  return JSON.stringify([
    await seen(chat, who, message),
    await edits(chat, who, message),
    await reactions(chat, who, message, query),
    (await pins(chat, who, id)).messages,
    await history.inGroup(chat, who, id, query),
    await changesFor(chat, who, id, { after_rev: 0, limit: 100 }),
    await repair(chat, id, 0, 0),
    await entries.list(chat, who, query),
    await entries.changedEntries(chat, who.userId, 0),
  ]);
}

for (const [name, take] of [["deleted", remove], ["recalled", recall]] as const) {
  onBoth(`of a message that was ${name} nothing remains, in no table and no answer`, async (chat) => {
    const { id, anna, bert, message } = await adorned(chat);
    const view = await take(chat, anna, message);
    const [frame, ...more] = told(chat);
    assert.deepEqual([frame.message, more], [common(view), []]);
    const { content, reactions: left, mentions_all, pinned_at, is_deleted, recalled_at } = view;
    assert.deepEqual({ content, left, mentions_all, pinned_at, is_deleted }, {
      content: "",
      left: [],
      mentions_all: false,
      pinned_at: null,
      is_deleted: name === "deleted",
    });
    assert.equal(recalled_at === null, name === "deleted");
    assert.doesNotMatch(await dump(chat), new RegExp(CANARY));
    for (const who of [anna, bert]) {
      const text = await answers(chat, who, id, message);
      assert.doesNotMatch(text, new RegExp(`${CANARY}|👍|❤️`));
    }
    const rows = await chat.db.query<{ n: number }>(
      "select (select count(*) from message_edits) + (select count(*) from reactions) as n",
    );
    assert.equal(rows[0]?.n, 0);
  });

  onBoth(
    `a message that was ${name} stays so: once more changes nothing, and nothing else can be done`,
    async (chat) => {
      const { owner, anna, bert, message } = await stage(chat);
      const view = await take(chat, anna, message);
      told(chat);
      assert.deepEqual(await take(chat, anna, message), view);
      assert.deepEqual(common(await remove(chat, owner, message)), common(view), "there is nothing left to delete");
      const refused = [
        () => edit(chat, anna, message, { content: "again" }),
        () => react(chat, bert, message, "👍"),
        () => pin(chat, owner, message),
      ];
      for (const attempt of refused) await assert.rejects(attempt, code("gone"));
      assert.deepEqual(told(chat), []);
    },
  );
}

onBoth("a group's admins delete anybody's message, members and those outside only their own", async (chat) => {
  const { id, owner, admin, anna, bert, message } = await stage(chat);
  await assert.rejects(remove(chat, bert, message), code("forbidden"));
  await assert.rejects(remove(chat, await chat.person(), message), code("not_found"));
  assert.ok((await remove(chat, admin, message)).is_deleted);
  assert.equal(told(chat)[0].from, admin.userId);
  const [theirs, mine] = [await chat.say(owner, id, "the owner's"), await chat.say(bert, id, "mine")];
  assert.ok((await remove(chat, admin, theirs.id)).is_deleted);
  assert.ok((await remove(chat, bert, mine.id)).is_deleted);
  await assert.rejects(recall(chat, anna, message), code("gone"));
});

onBoth("in private nobody deletes what the other said", async (chat) => {
  const [anna, bert] = [await chat.person(), await chat.person()];
  const id = (await privateConversation(chat, anna, bert.userId, { make: true }))!;
  const message = await chat.say(anna, id, "said", bert);
  await assert.rejects(remove(chat, bert, message.id), code("forbidden"));
  assert.ok((await remove(chat, anna, message.id)).is_deleted);
});

onBoth("only the sender recalls, within the time, by the database's clock", async (chat) => {
  const { owner, admin, anna, bert, message } = await stage(chat);
  for (const who of [owner, admin, bert]) await assert.rejects(recall(chat, who, message), code("forbidden"));
  const { recallSeconds } = chat.limits;
  const age = (seconds: number) =>
    chat.db.query("update messages set created_at = now() - make_interval(secs => $2) where id = $1", [
      message,
      seconds,
    ]);
  await age(recallSeconds + 1);
  await assert.rejects(recall(chat, anna, message), code("recall_window_over"));
  await age(recallSeconds - 30);
  assert.ok((await recall(chat, anna, message)).recalled_at !== null);
  await age(recallSeconds + 1);
  assert.ok((await recall(chat, anna, message)).recalled_at !== null, "it is recalled already");
  const never = chatOn(chat.db, { recallSeconds: 0 });
  const later = await chat.say(anna, (await seen(chat, anna, message)).conversation_id, "later");
  await assert.rejects(recall(never, anna, later.id), code("recall_window_over"));
});

onBoth("what the system said cannot be taken back or changed by anybody", async (chat) => {
  const { id, owner } = await stage(chat);
  const { messages } = await history.inGroup(chat, owner, id, { after: 0, limit: 1 });
  const system = messages[0]!;
  assert.deepEqual([system.message_type, system.sender_id], ["system", owner.userId]);
  const attempts = [
    () => edit(chat, owner, system.id, { content: "x" }),
    () => edits(chat, owner, system.id),
    () => remove(chat, owner, system.id),
    () => recall(chat, owner, system.id),
    () => react(chat, owner, system.id, "👍"),
    () => reactions(chat, owner, system.id, { limit: 5 }),
    () => pin(chat, owner, system.id),
    () => hide(chat, owner, system.id),
    () => receipts(chat, owner, system.id, { limit: 5 }),
  ];
  for (const attempt of attempts) await assert.rejects(attempt, code("forbidden"));
  assert.deepEqual(told(chat), []);
});
