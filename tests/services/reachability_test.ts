// Who can be reached by whom, as one query judges it for private conversations and groups alike.

import assert from "node:assert/strict";
import { reachOf } from "../../db/reachability.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { type Chat, group, onBoth } from "./chat.ts";

async function reaches(chat: Chat, actor: Actor, other: Actor): Promise<boolean | undefined> {
  return (await reachOf(chat.db, actor.userId, [other.userId]))[0]?.reachable;
}

onBoth("whoever is there can be reached, oneself always, and the unknown are missing from the answer", async (chat) => {
  const [anna, bert] = [await chat.person("anna"), await chat.person("bert")];
  await chat.db.query("update users set contacts_only = true where id = $1", [anna.userId]);
  const rows = await reachOf(chat.db, anna.userId, [anna.userId, bert.userId, newId()]);
  assert.deepEqual(new Set(rows.map((row) => row.id)), new Set([anna.userId, bert.userId]));
  assert.ok(rows.every((row) => row.reachable && /^(anna|bert)-/.test(row.username)));
});

onBoth("a block keeps both apart, whoever of them has blocked the other", async (chat) => {
  const [anna, bert, cleo] = [await chat.person(), await chat.person(), await chat.person()];
  await chat.db.query("insert into blocks (blocker_id, blocked_id) values ($1, $2)", [anna.userId, bert.userId]);
  assert.equal(await reaches(chat, anna, bert), false);
  assert.equal(await reaches(chat, bert, anna), false);
  assert.equal(await reaches(chat, anna, cleo), true);
  assert.equal(await reaches(chat, cleo, bert), true);
});

onBoth("a deactivated person is reached by nobody", async (chat) => {
  const [anna, bert] = [await chat.person(), await chat.person()];
  await chat.db.query("update users set is_active = false where id = $1", [bert.userId]);
  assert.equal(await reaches(chat, anna, bert), false);
});

onBoth("who is only for contacts is reached by those who share a conversation with them at present", async (chat) => {
  const [anna, shy] = [await chat.person(), await chat.person()];
  await chat.db.query("update users set contacts_only = true where id = $1", [shy.userId]);
  assert.equal(await reaches(chat, anna, shy), false);
  assert.equal(await reaches(chat, shy, anna), true, "it binds others only");
  const { id } = await groups.create(chat, shy, group("Team", { members: [anna.userId] }));
  assert.equal(await reaches(chat, anna, shy), true);
  await members.leave(chat, anna, id);
  assert.equal(await reaches(chat, anna, shy), false, "no longer, once one of them has left");
});
