// Embedded Postgres (PGlite, Postgres 18 in WASM): one connection, one process, one directory. An exclusive lock file keeps a
// second process out, since two on one directory silently destroy it.

import { PGlite } from "@electric-sql/pglite";
import { DirectoryInUse } from "./directory_in_use.ts";
import { type Database, isoTime, type Sql, toSqlError } from "./sql.ts";

/** Of its 128 MB by default all is written to at the start, and the system keeps the files in memory anyway. */
const BUFFERS = "32MB";

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const BYTEA = 17;

function handle(connection: Pick<PGlite, "query">): Sql {
  return {
    async query<Row>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      try {
        return (await connection.query<Row>(text, [...params])).rows;
      } catch (error) {
        throw toSqlError(error, "other");
      }
    },
  };
}

/**
 * @param directory holds the database (`pg/`) and the lock (`lock`)
 * @throws DirectoryInUse
 */
export async function openPglite(directory: string): Promise<Database> {
  const lock = lockDirectory(directory);
  const pg = await PGlite.create({
    dataDir: `${directory}/pg`,
    startParams: [...PGlite.defaultStartParams, "-c", `shared_buffers=${BUFFERS}`],
    // Its own way with bytes goes through an array of strings: 28 ms for a piece of a file, in which nobody else is answered.
    parsers: {
      [INT8]: Number,
      [TIMESTAMPTZ]: isoTime,
      [BYTEA]: (text: string) => Uint8Array.fromHex(text.slice(2)),
    },
    serializers: { [BYTEA]: (bytes: Uint8Array) => `\\x${bytes.toHex()}` },
  }).catch((error) => {
    lock.close();
    throw toSqlError(error, "other");
  });
  await pg.exec("set timezone to 'UTC'");
  return {
    ...handle(pg),
    embedded: true,
    transaction: (work) => pg.transaction((tx) => work(handle(tx))),
    async close() {
      await pg.close();
      lock.close();
    },
  };
}

function lockDirectory(directory: string): Deno.FsFile {
  Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = Deno.openSync(`${directory}/lock`, { create: true, read: true, write: true });
  if (file.tryLockSync(true)) return file;
  file.close();
  throw new DirectoryInUse(
    `Another Parley is already running on ${directory}. Stop it first, or set DATABASE_URL to run several on one Postgres.`,
  );
}
