// When the epoch changes, and that what came by a dump is not found by every poll for years.

import { strict as assert } from "node:assert";
import { endCleanly, establishEpoch } from "../../db/epoch.ts";
import { headsSince } from "../../db/heads.ts";
import { onBoth } from "../support/databases.ts";
import { waitUntil } from "../support/wait.ts";

onBoth("the epoch stays while nothing has happened, and changes once when the database is another one", async (db) => {
  const first = await establishEpoch(db, undefined);
  assert.equal(await establishEpoch(db, undefined), first);
  await db.query("update meta set value = 'another server' where key = 'fingerprint'");
  const second = await establishEpoch(db, undefined);
  assert.notEqual(second, first);
  assert.equal(await establishEpoch(db, undefined), second);
});

onBoth(
  "a restore into the same database, whose tables are made anew with the same rows, is another epoch",
  async (db) => {
    const first = await establishEpoch(db, undefined);
    await db.query("create table dumped as select * from meta");
    await db.query("drop table meta");
    await db.query("create table meta (key text primary key, value text not null)");
    await db.query("insert into meta select * from dumped");
    const second = await establishEpoch(db, undefined);
    assert.notEqual(second, first);
    assert.equal(await establishEpoch(db, undefined), second);
  },
);

onBoth(
  "another boot is another epoch unless the database ended cleanly before, and the same boot is none",
  async (db) => {
    const [boot, next] = [1_800_000_000, 1_800_005_000];
    const first = await establishEpoch(db, boot);
    assert.equal(await establishEpoch(db, boot + 5), first, "two estimates of one boot");
    const second = await establishEpoch(db, next);
    assert.notEqual(second, first);
    await endCleanly(db);
    assert.equal(await establishEpoch(db, boot), second);
  },
);

onBoth(
  "heads that tell of another server's transactions, far ahead of this one's, are found once and not by every poll",
  async (db) => {
    await establishEpoch(db, undefined);
    await db.query("insert into heads (kind, id, xid) values ('c', $1, '9000000000')", [crypto.randomUUID()]);
    await db.query("update meta set value = 'another server' where key = 'fingerprint'");
    await establishEpoch(db, undefined);
    let { next } = await headsSince(db, undefined);
    // What runs in other databases of the server may hold the oldest open transaction back for a moment.
    await waitUntil("a poll without heads", async () => {
      const polled = await headsSince(db, next);
      next = polled.next;
      return polled.heads.length === 0;
    });
  },
);
