// The indexer: follows what is said, edited and taken back; loses nothing when it is killed, and leaves others alone.

import assert from "node:assert/strict";
import type { Database } from "../../db/sql.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { Indexer } from "../../lib/services/search_index.ts";
import { withDatabase } from "../support/databases.ts";
import { quickest } from "../support/quickest.ts";
import { waitUntil } from "../support/wait.ts";
import { group } from "./chat.ts";
import { onBoth, type Searching, searchingOn } from "./searching.ts";

async function team(chat: Searching): Promise<{ id: string; anna: Actor }> {
  const anna = await chat.person("anna");
  return { anna, id: (await groups.create(chat, anna, group("Team"))).id };
}

/** A stored change of a message, as every service makes it: under the conversation's next rev. */
const change = (chat: Searching, conversationId: string, content: string, set: string) =>
  chat.db.transaction(async (tx) => {
    const [row] = await tx.query<{ rev: number }>(
      "update conversations set rev = rev + 1 where id = $1 returning rev",
      [conversationId],
    );
    await tx.query(`update messages set rev = $1, ${set} where content = $2`, [row!.rev, content]);
    await tx.query("update heads set rev = $1, xid = pg_current_xact_id() where id = $2", [row!.rev, conversationId]);
  });

const indexed = async ({ db }: { db: Database }) =>
  (await db.query<{ terms: string }>("select terms::text from message_search order by message_id")).map((row) =>
    row.terms
  );
const fails = (error: unknown) => assert.fail(String(error));

onBoth("an edit is found by its new words, and nothing of the deleted and recalled is left", async (chat) => {
  const { id, anna } = await team(chat);
  for (const text of ["first words", "second words", "third words"]) await chat.say(anna, id, text);
  await chat.index();
  await change(chat, id, "first words", "content = 'entirely new'");
  await change(chat, id, "second words", "deleted_at = now()");
  await change(chat, id, "third words", "recalled_at = now(), content = ''");
  await chat.index();
  assert.deepEqual(await chat.find(anna, "entirely"), ["entirely new"]);
  assert.deepEqual(await chat.find(anna, "words"), []);
  const left = await indexed(chat);
  assert.equal(left.length, 1);
  assert.doesNotMatch(left.join(), /first|second|third|words/);
});

onBoth("what changes of a message but its words costs the index nothing", async (chat) => {
  const { id, anna } = await team(chat);
  await chat.say(anna, id, "some words");
  await chat.index();
  const place = async () => (await chat.db.query("select ctid::text, xmin::text from message_search"))[0];
  const before = await place();
  await change(chat, id, "some words", "pinned_at = now()");
  await chat.index();
  assert.deepEqual(await place(), before);
  await change(chat, id, "some words", "content = 'other'");
  await chat.index();
  assert.notDeepEqual(await place(), before);
});

onBoth("what was indexed is in its place: no list is left that each search would read", async (chat) => {
  const { id, anna } = await team(chat);
  for (const text of ["first words", "second words"]) await chat.say(anna, id, text);
  await chat.index();
  const [row] = await chat.db.query("select gin_clean_pending_list('message_search_terms') as pages");
  assert.deepEqual([row, await chat.find(anna, "second")], [{ pages: 0 }, ["second words"]]);
});

onBoth("killed in the middle of a batch, it goes on where the last commit was", async (chat) => {
  const { id, anna } = await team(chat);
  for (let i = 0; i < 40; i++) await chat.say(anna, id, `message ${i}`);
  for (let kill = 1; kill <= 6; kill++) {
    let left = kill;
    const dying: Database = {
      ...chat.db,
      transaction: (work) =>
        chat.db.transaction((tx) =>
          work({
            query: (text, params) => left-- === 0 ? Promise.reject(new Error("killed")) : tx.query(text, params),
          })
        ),
    };
    await new Indexer({ db: dying, bus: chat.bus, onError: fails }).step().catch(() => {});
  }
  await chat.index();
  assert.equal((await indexed(chat)).length, 40);
  assert.equal((await chat.find(anna, "message")).length, 40);
});

onBoth("a text of any length and any letters can be indexed", async (chat) => {
  const { id, anna } = await team(chat);
  const texts = [
    "the ".repeat(4_000),
    "x".repeat(16_000),
    "字".repeat(5_000),
    Array.from({ length: 3_000 }, (_, i) => `w${i}`).join(" "),
    "' \\ ~ : & | ! ( ) * <-> '' \\' \"",
    "🎉".repeat(2_000),
    "e\u0301\u0302".repeat(2_000),
  ];
  for (const text of texts) await chat.say(anna, id, text);
  await chat.index();
  assert.equal((await indexed(chat)).length, texts.length);
  assert.equal((await chat.find(anna, "w2999 ")).length, 1);
  assert.equal((await chat.find(anna, "字字字")).length, 1);
  assert.equal((await chat.find(anna, "x".repeat(500))).length, 1);
});

onBoth("what is said is found within a second, without anybody asking for it", async (chat) => {
  const { id, anna } = await team(chat);
  const indexer = new Indexer({ db: chat.db, bus: chat.bus, onError: fails });
  indexer.start();
  let n = 0;
  await quickest(5_000, async () => {
    const word = `word${++n}`;
    await chat.say(anna, id, word);
    const began = performance.now();
    await waitUntil(`"${word}" to be found`, async () => (await chat.find(anna, word)).length === 1);
    return performance.now() - began;
  });
  await indexer.stop();
});

Deno.test("several instances index what all of them store, each message once", async () => {
  await withDatabase("Postgres", async (db) => {
    const chat = searchingOn(db);
    const { id, anna } = await team(chat);
    const indexers = Array.from({ length: 4 }, () => new Indexer({ db, bus: chat.bus, onError: fails }));
    indexers.forEach((indexer) => indexer.start());
    await Promise.all(Array.from({ length: 200 }, (_, i) => chat.say(anna, id, `word${i} said`)));
    await waitUntil("all to be indexed", async () => (await indexed(chat)).length === 200);
    await Promise.all(indexers.map((indexer) => indexer.stop()));
    assert.equal((await chat.find(anna, "said", { limit: 100 })).length, 100);
    assert.deepEqual(await chat.find(anna, "word199 "), ["word199 said"]);
  });
});
