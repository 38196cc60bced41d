// Both databases, each empty and migrated, for suites that must hold on either.

import { migrate } from "../../db/migrate.ts";
import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { freshDatabase } from "./shared.ts";

export const DATABASES = ["PGlite", "Postgres"] as const;

/** Opens one, hands it to `work`, and lets go of it whatever happens. */
export async function withDatabase(
  kind: (typeof DATABASES)[number],
  work: (db: Database) => Promise<void>,
): Promise<void> {
  await using fresh = kind === "Postgres" ? await freshDatabase() : undefined;
  const db = fresh === undefined ? await openPglite() : openPostgres({ url: fresh.url, poolSize: 8 });
  try {
    await migrate(db);
    await work(db);
  } finally {
    await db.close();
  }
}

/** One case on both. */
export function onBoth(name: string, work: (db: Database) => Promise<void>): void {
  for (const kind of DATABASES) Deno.test(`${name} (${kind})`, () => withDatabase(kind, work));
}

/** A person in the tables, without an account's password work. */
export async function someone(db: Database, name: string): Promise<string> {
  const id = crypto.randomUUID();
  await db.query(
    `insert into users (id, username, username_key, email, email_key, password_hash) values ($1, $2, $2, $3, $3, '')`,
    [id, name, `${name}@example.com`],
  );
  return id;
}
