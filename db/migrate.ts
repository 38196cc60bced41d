// Applies `migrations/*.sql` in name order, each once, all under one lock: two instances that start together take turns, and a
// kill half-way leaves either the whole of a file or nothing of it.

import type { Database, Sql } from "./sql.ts";
import { makeProcedure } from "./store_messages.ts";

/** From here, and from the modules in `_fresh` as well. */
const FOLDER = new URL("../db/migrations/", import.meta.url);
/** Any number that nobody else uses in this database as an advisory lock. */
const LOCK = 7_245_001;

/** Statements of a file, apart: the extended protocol takes one at a time. Our files hold no `;` inside quotes or bodies. */
const statements = (file: string): string[] =>
  file.replaceAll(/--.*$/gm, "").split(";").map((part) => part.trim()).filter((part) => part !== "");

async function apply(tx: Sql, name: string): Promise<void> {
  for (const statement of statements(await Deno.readTextFile(new URL(name, FOLDER)))) await tx.query(statement);
  await tx.query("insert into migrations (name) values ($1)", [name]);
}

/**
 * Brings the schema up to date.
 * @returns the names that were applied now
 */
export async function migrate(db: Database): Promise<string[]> {
  const names = [...Deno.readDirSync(FOLDER)].map((entry) => entry.name).filter((name) => name.endsWith(".sql")).sort();
  return await db.transaction(async (tx) => {
    await tx.query("set local lock_timeout = 0"); // the other instance's migration may take long
    await tx.query("select pg_advisory_xact_lock($1)", [LOCK]);
    await tx.query(
      "create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())",
    );
    const done = new Set((await tx.query<{ name: string }>("select name from migrations")).map((row) => row.name));
    const missing = names.filter((name) => !done.has(name));
    for (const name of missing) await apply(tx, name);
    await makeProcedure(tx);
    return missing;
  });
}
