// Blocking: what the blocker's devices learn, what the one who is blocked no longer sees, and that they are told of nothing.

import assert from "node:assert/strict";
import * as blocks from "../../lib/services/blocks.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as entries from "../../lib/services/entries.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import type { BusEvent, VisibilityEvent } from "../../lib/bus/bus.ts";
import { userById } from "../../db/users.ts";
import { lockPlace } from "../../db/hidden.ts";
import { withDatabase } from "../support/databases.ts";
import { waitUntil } from "../support/wait.ts";
import { type Chat, chatOn, code, group, onBoth } from "./chat.ts";

/** A live socket of the person, as far as presence is concerned. */
async function online(chat: Chat, { userId }: Actor): Promise<void> {
  const instance = newId();
  await chat.db.query("insert into instances (id, expires_at) values ($1, now() + interval '1 hour')", [instance]);
  await chat.db.query("insert into presence (user_id, instance_id) values ($1, $2)", [userId, instance]);
  await chat.db.query("update users set last_seen = now() where id = $1", [userId]);
}

async function pairOf(chat: Chat, one: Actor, other: Actor): Promise<string> {
  const id = await privateConversation(chat, one, other.userId, { make: true });
  assert.ok(id !== undefined);
  return id;
}

const statusSeen = async (chat: Chat, viewer: Actor, whose: Actor) => {
  const row = await userById(chat.db, viewer.userId, whose.userId);
  return [row?.status, row?.last_seen === null];
};
const isVisibility = (event: BusEvent): event is VisibilityEvent => event.kind === "visibility";

onBoth("who is blocked sees the blocker gone, and is themselves seen as before", async (chat) => {
  const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
  for (const who of [anna, bert]) await online(chat, who);
  assert.deepEqual(await statusSeen(chat, bert, anna), ["online", false]);
  await blocks.block(chat, anna, bert.userId);
  assert.deepEqual(await statusSeen(chat, bert, anna), ["offline", true]);
  assert.deepEqual(await statusSeen(chat, anna, bert), ["online", false]);
  await blocks.unblock(chat, anna, bert.userId);
  assert.deepEqual(await statusSeen(chat, bert, anna), ["online", false]);
});

onBoth(
  "a block takes one number of the blocker's, and their entry says so; the other's list does not move",
  async (chat) => {
    const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
    const pair = await pairOf(chat, bert, anna);
    await chat.say(bert, pair, "hello", anna);
    const changed = (who: Actor, after: number) => entries.changedEntries(chat, who.userId, after);
    const [mine, theirs] = [(await changed(anna, 0)).me_rev, (await changed(bert, 0)).me_rev];
    chat.events.splice(0);
    await blocks.block(chat, anna, bert.userId);
    const [entry] = (await changed(anna, mine)).entries;
    assert.equal(entry?.me_rev, mine + 1);
    assert.deepEqual([entry?.view.blocked, entry?.view.unread_count], [true, 0]);
    assert.equal((await changed(bert, theirs)).me_rev, theirs);
    assert.deepEqual(chat.events.filter((event) => event.kind === "person"), [
      { kind: "person", user_id: anna.userId, me_rev: mine + 1 },
    ]);
    await blocks.block(chat, anna, bert.userId);
    assert.equal((await changed(anna, mine)).me_rev, mine + 1, "blocking again changes nothing");
    await blocks.unblock(chat, anna, bert.userId);
    await blocks.unblock(chat, anna, bert.userId);
    const [after] = (await changed(anna, mine)).entries;
    assert.deepEqual([after?.me_rev, after?.view.blocked, after?.view.unread_count], [mine + 2, false, 1]);
  },
);

onBoth("a block is told to the other's sockets as somebody going offline, and its end as they are", async (chat) => {
  const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
  await online(chat, anna);
  const pair = await pairOf(chat, bert, anna);
  chat.events.splice(0);
  await blocks.block(chat, anna, bert.userId);
  await blocks.unblock(chat, anna, bert.userId);
  const [hidden, shown] = chat.events.filter(isVisibility);
  assert.deepEqual(
    [hidden?.viewer_id, hidden?.is_hidden, hidden?.conversations, hidden?.frame.content],
    [bert.userId, true, [pair], { user_id: anna.userId, status: "offline", last_seen: null }],
  );
  assert.deepEqual([shown?.is_hidden, shown?.frame.content.status], [false, "online"]);
  assert.ok(shown!.rev > hidden!.rev);
});

onBoth("what the blocker reads of old messages is told to nobody, and counts once the block ends", async (chat) => {
  const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
  const pair = await pairOf(chat, bert, anna);
  await chat.say(bert, pair, "one", anna);
  await blocks.block(chat, anna, bert.userId);
  chat.events.splice(0);
  const read = { conversation_id: pair, user_id: anna.userId, read_seq: 1, delivered_seq: 1 };
  await chat.marks.move(read);
  await chat.marks.idle();
  assert.deepEqual(chat.events, []);
  const marks = async () => {
    const text = "select read_seq, delivered_seq from members where conversation_id = $1 and user_id = $2";
    return (await chat.db.query<Record<string, number>>(text, [pair, anna.userId]))[0];
  };
  assert.deepEqual(await marks(), { read_seq: 0, delivered_seq: 0 });
  await blocks.unblock(chat, anna, bert.userId);
  await chat.marks.idle();
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // marks rest for a second
  await chat.marks.move(read);
  assert.deepEqual(await marks(), { read_seq: 1, delivered_seq: 1 });
});

onBoth(
  "neither of two people one of whom has blocked the other begins a conversation or makes a group with the other",
  async (chat) => {
    const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
    await blocks.block(chat, anna, bert.userId);
    for (const [one, other] of [[anna, bert], [bert, anna]] as const) {
      await assert.rejects(privateConversation(chat, one, other.userId, { make: true }), code("not_reachable"));
      await assert.rejects(groups.create(chat, one, group("Team", { members: [other.userId] })), code("not_reachable"));
    }
  },
);

onBoth("one lists whom one has blocked, the last one first, and nobody else sees the list", async (chat) => {
  const [anna, bert, cleo] = [await chat.person("anna"), await chat.person("bert"), await chat.person("cleo")];
  await blocks.block(chat, anna, bert.userId);
  await blocks.block(chat, anna, cleo.userId);
  assert.deepEqual((await blocks.list(chat, anna)).map((it) => it.id), [cleo.userId, bert.userId]);
  assert.deepEqual(await blocks.list(chat, bert), []);
});

onBoth("nobody blocks themselves or somebody unknown, or more people than the limit", async ({ db }) => {
  const chat = chatOn(db, { blocksPerPerson: 2 });
  const anna = await chat.person("anna");
  await assert.rejects(blocks.block(chat, anna, anna.userId), code("invalid_field"));
  await assert.rejects(blocks.block(chat, anna, newId()), code("not_found"));
  await assert.rejects(blocks.unblock(chat, anna, newId()), code("not_found"));
  for (let i = 0; i < 2; i++) await blocks.block(chat, anna, (await chat.person()).userId);
  const meRev = (await entries.changedEntries(chat, anna.userId, 0)).me_rev;
  await assert.rejects(blocks.block(chat, anna, (await chat.person()).userId), code("limit_reached"));
  assert.equal((await blocks.list(chat, anna)).length, 2);
  assert.equal((await entries.changedEntries(chat, anna.userId, 0)).me_rev, meRev);
});

Deno.test("blocking locks in the order of everybody else: the place in the conversation, then the person (Postgres)", () =>
  withDatabase("Postgres", async (db) => {
    const chat = chatOn(db);
    const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
    const pair = await pairOf(chat, anna, bert);
    let blocked: Promise<void> | undefined;
    await db.transaction(async (tx) => {
      await lockPlace(tx, anna.userId, pair);
      blocked = blocks.block(chat, anna, bert.userId);
      await waitUntil("the block to wait", async () => {
        const waiting = await db.query(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        );
        return waiting.length > 0;
      });
      await tx.query("select 1 from users where id = $1 for no key update nowait", [anna.userId]);
    });
    await blocked;
  }));
