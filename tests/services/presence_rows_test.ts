// Presence in tables: who is seen how by what their sockets on every instance come to, and who is named as seen otherwise.

import assert from "node:assert/strict";
import { endLeases, type Here, move, renewLease, statusesOf } from "../../db/presence.ts";
import type { Database } from "../../db/sql.ts";
import { newId } from "../../lib/services/ids.ts";
import { onBoth, someone } from "../support/databases.ts";

const LEASE = 60;

async function instances(db: Database): Promise<[string, string]> {
  const [a, b] = [newId(), newId()];
  for (const id of [a, b]) await renewLease(db, id, LEASE);
  return [a, b];
}

const here = (user_id: string, is_idle = false): Here => ({ user_id, is_idle });
const moved = (db: Database, instance: string, now: Here[], gone: string[] = []) =>
  db.transaction((tx) => move(tx, instance, now, gone));
const seen = async (db: Database, userId: string) => (await statusesOf(db, [userId], 64))[0];

onBoth("somebody is away when they are idle on every instance, and back with input on any", async (db) => {
  const [a, b] = await instances(db);
  const anna = await someone(db, "anna");
  assert.deepEqual(await moved(db, a, [here(anna)]), [anna]);
  assert.deepEqual(await moved(db, b, [here(anna, true)]), [], "in use elsewhere: nothing that others see");
  assert.equal((await seen(db, anna))?.status, "online");
  assert.deepEqual(await moved(db, a, [here(anna, true)]), [anna]);
  assert.equal((await seen(db, anna))?.status, "away");
  assert.deepEqual(await moved(db, a, [here(anna, true)]), [], "the same once more");
  assert.deepEqual(await moved(db, b, [here(anna)]), [anna]);
  assert.equal((await seen(db, anna))?.status, "online");
  assert.deepEqual(await moved(db, b, [], [anna]), [anna], "the instance in use is left");
  assert.equal((await seen(db, anna))?.status, "away");
  assert.equal((await seen(db, anna))?.last_seen, null);
  assert.deepEqual(await moved(db, a, [], [anna]), [anna]);
  assert.equal((await seen(db, anna))?.status, "offline");
  assert.notEqual((await seen(db, anna))?.last_seen, null);
});

onBoth("who chose busy, away or offline is seen so, idle or not", async (db) => {
  const [a] = await instances(db);
  const anna = await someone(db, "anna");
  for (const chosen of ["busy", "away", "offline"]) {
    await db.query("update users set chosen_status = $2 where id = $1", [anna, chosen]);
    assert.deepEqual(await moved(db, a, [here(anna)]), chosen === "offline" ? [] : [anna]);
    assert.deepEqual(await moved(db, a, [here(anna, true)]), []);
    assert.equal((await seen(db, anna))?.status, chosen);
    assert.deepEqual(await moved(db, a, [], [anna]), chosen === "offline" ? [] : [anna]);
  }
});

onBoth("when an instance ends, whoever is idle on another one is away", async (db) => {
  const [a, b] = await instances(db);
  const [anna, bert] = [await someone(db, "anna"), await someone(db, "bert")];
  await moved(db, a, [here(anna), here(bert)]);
  await moved(db, b, [here(anna, true)]);
  const told = await db.transaction((tx) => endLeases(tx, a));
  assert.deepEqual(new Set(told), new Set([anna, bert]));
  assert.equal((await seen(db, anna))?.status, "away");
  assert.equal((await seen(db, bert))?.status, "offline");
});

onBoth("a person who hides when they were last here, or is deactivated, has no last_seen to be told", async (db) => {
  const [a] = await instances(db);
  const [shy, gone] = [await someone(db, "shy"), await someone(db, "gone")];
  await moved(db, a, [here(shy), here(gone)]);
  await db.query("update users set show_last_seen = false where id = $1", [shy]);
  await db.query("update users set is_active = false where id = $1", [gone]);
  assert.equal((await seen(db, shy))?.status, "online");
  assert.equal((await seen(db, gone))?.status, "offline", "at once, whatever its sockets still do");
  await moved(db, a, [], [shy, gone]);
  assert.equal((await seen(db, shy))?.last_seen, null);
  assert.equal((await seen(db, gone))?.last_seen, null);
});
