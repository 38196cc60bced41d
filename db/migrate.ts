// Applies `migrations/*.sql` in name order, each once, all under one lock and in one transaction: two instances that start together
// take turns, and a kill half-way leaves the schema as it was.

import { DatabaseUnfit } from "./database_unfit.ts";
import type { Database, Sql } from "./sql.ts";
import { makeProcedure } from "./store_messages.ts";

/** From here, and from the modules in `_fresh` as well. */
const FOLDER = new URL("../db/migrations/", import.meta.url);
/** Any number that nobody else uses in this database as an advisory lock. */
const LOCK = 7_245_001;
/** the first Postgres that understands our statements */
const OLDEST = 15;

/** Statements of a file, apart: the extended protocol takes one at a time. Our files hold no `;` inside quotes or bodies. */
const statements = (file: string): string[] =>
  file.replaceAll(/--.*$/gm, "").split(";").map((part) => part.trim()).filter((part) => part !== "");

async function apply(tx: Sql, name: string): Promise<void> {
  for (const statement of statements(await Deno.readTextFile(new URL(name, FOLDER)))) await tx.query(statement);
  await tx.query("insert into migrations (name) values ($1)", [name]);
}

async function refuseOld(tx: Sql): Promise<void> {
  const [server] = await tx.query<{ version: number }>("select current_setting('server_version_num')::int as version");
  const major = Math.floor((server?.version ?? 0) / 10_000);
  if (major < OLDEST) throw new DatabaseUnfit(`The database is a Postgres ${major}: expected ${OLDEST} or later.`);
}

/** A newer Parley's rules may hold in there, which this one would break without knowing. */
function refuseNewer(done: Set<string>, names: readonly string[]): void {
  const unknown = [...done].filter((name) => !names.includes(name));
  if (unknown.length === 0) return;
  throw new DatabaseUnfit(
    `The database was brought up to date by a newer Parley (${
      unknown.join(", ")
    }): start that one, or restore a backup of the time before.`,
  );
}

/**
 * Brings the schema up to date.
 * @returns the names that were applied now
 * @throws DatabaseUnfit, SqlError
 */
export async function migrate(db: Database): Promise<string[]> {
  const names = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).filter((name) => name.endsWith(".sql")).sort();
  return await db.transaction(async (tx) => {
    await refuseOld(tx);
    // A migration may take long, and so may the other instance's.
    await tx.query("set local statement_timeout = 0");
    await tx.query("set local lock_timeout = 0");
    await tx.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await tx.query(
      "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())",
    );
    const done = new Set((await tx.query<{ name: string }>("select name from migrations")).map((row) => row.name));
    refuseNewer(done, names);
    const missing = names.filter((name) => !done.has(name));
    for (const name of missing) await apply(tx, name);
    await makeProcedure(tx);
    return missing;
  });
}
