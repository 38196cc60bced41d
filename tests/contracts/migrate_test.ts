// The schema is brought up to date once, by one instance, however long that takes; what this Parley cannot use is refused.

import { strict as assert } from "node:assert";
import { DatabaseUnfit } from "../../db/database_unfit.ts";
import { migrate } from "../../db/migrate.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { onBoth } from "../support/databases.ts";
import { emptyDatabase, freshDatabase } from "../support/shared.ts";

onBoth("migrations are applied once", async (db) => {
  assert.deepEqual(await migrate(db), []);
});

onBoth("a schema that a newer Parley made is refused in a sentence, and left as it is", async (db) => {
  await db.query("insert into migrations (name) values ('9999_of_tomorrow.sql')");
  await assert.rejects(
    migrate(db),
    (error) => error instanceof DatabaseUnfit && /newer Parley \(9999_of_tomorrow\.sql\)/.test(error.message),
  );
});

Deno.test("a Postgres that is too old is refused in a sentence, before anything is done in it", async () => {
  await using empty = await emptyDatabase();
  const db = openPostgres({ url: empty.url, poolSize: 1 });
  const old: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) =>
        work({
          query: (text, params) => tx.query(text.replace(/current_setting\('server_version_num'\)/, "140019"), params),
        })
      ),
  };
  await assert.rejects(
    migrate(old),
    (error) => error instanceof DatabaseUnfit && error.message.includes("Postgres 14: expected 15 or later"),
  );
  assert.deepEqual([...await db.query("select 1 from pg_tables where schemaname = 'public'")], []);
  await db.close();
});

Deno.test("two instances that migrate at the same time apply each migration once", async () => {
  await using fresh = await emptyDatabase();
  const instances = [1, 2, 3].map(() => openPostgres({ url: fresh.url, poolSize: 2 }));
  const applied = await Promise.all(instances.map(migrate));
  assert.equal(applied.flat().length, new Set(applied.flat()).size);
  assert.ok(applied.flat().length > 0);
  await Promise.all(instances.map((db) => db.close()));
});

Deno.test("an instance waits for another's migration however long that takes, whatever a statement may take otherwise", async () => {
  await using fresh = await freshDatabase();
  const [other, waiting] = [fresh.url, `${fresh.url}?statement_timeout=200`].map((url) =>
    openPostgres({ url, poolSize: 1 })
  );
  assert.ok(other && waiting);
  await assert.rejects(waiting.query("select pg_sleep(2)"), /statement timeout/);
  const begun = Promise.withResolvers<void>();
  const migrating = other.transaction(async (tx) => {
    await tx.query("lock table migrations");
    begun.resolve();
    await tx.query("select pg_sleep(0.8)");
  });
  await begun.promise;
  assert.deepEqual(await migrate(waiting), []);
  await migrating;
  await Promise.all([other.close(), waiting.close()]);
});
