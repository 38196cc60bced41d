// Databases that are migrated already, made once and copied for each test: making one anew costs most tests more than what they
// are about. That an empty one becomes such a one is shown by tests of its own (tests/contracts/migrate_test.ts, tests/process/).
import postgres from "postgres";
import { migrate } from "../../db/migrate.ts";
import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import { createDatabase } from "./postgres.ts";
import { tempFolder } from "./temp.ts";

/** The database of a Postgres server that others are copied from. */
export const MIGRATED = "migrated";
/** Any number: two test files may want to make it at once. */
const LOCK = 7_245_002;

/** Makes an embedded database in a temporary folder, and answers the folder. */
export async function makePglite(): Promise<string> {
  const folder = await tempFolder("pglite");
  const db = await openPglite(folder);
  await migrate(db);
  await db.close();
  return folder;
}

/** Makes `MIGRATED` on the server at `url`, unless it is there. */
export async function makePostgres(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCK})`;
    const there = await sql`select from pg_database where datname = ${MIGRATED}`;
    if (there.length > 0) return;
    // Only what is whole gets the name.
    const db = openPostgres({ url: await createDatabase(url, "migrating"), poolSize: 1 });
    await migrate(db);
    await db.close();
    await sql`alter database migrating rename to ${sql(MIGRATED)}`;
  } finally {
    await sql.end({ timeout: 0 });
  }
}
