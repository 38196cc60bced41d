// Both databases, each migrated and otherwise empty, for suites that must hold on either.

import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { copyPglite, freshDatabase } from "./shared.ts";
import { removeFolder, tempFolder } from "./temp.ts";

export const DATABASES = ["PGlite", "Postgres"] as const;

/** Opens one, hands it to `work`, and lets go of it whatever happens. */
export async function withDatabase(
  kind: (typeof DATABASES)[number],
  work: (db: Database) => Promise<void>,
): Promise<void> {
  const { db, drop } = await (kind === "Postgres" ? onPostgres() : onPglite());
  try {
    await work(db);
  } finally {
    await db.close();
    await drop();
  }
}

interface Opened {
  db: Database;
  drop: () => Promise<void>;
}

async function onPostgres(): Promise<Opened> {
  const { url, drop } = await freshDatabase();
  return { db: openPostgres({ url, poolSize: 8 }), drop };
}

async function onPglite(): Promise<Opened> {
  const folder = await tempFolder("pglite");
  await copyPglite(folder);
  return { db: await openPglite(folder), drop: () => removeFolder(folder) };
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
