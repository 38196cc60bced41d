// Embedded Postgres (PGlite, Postgres 18 in WASM): one connection, one process, one directory. An exclusive lock file keeps a
// second process out, since two on one directory silently destroy it.

import { PGlite } from "@electric-sql/pglite";
import { DirectoryInUse } from "./directory_in_use.ts";
import { unpackEmptyDatabase } from "./empty_database.ts";
import { freeSpace, LEAST_FREE, watchSpace } from "./free_space.ts";
import { type Database, isoTime, type Sql, SqlError, toSqlError } from "./sql.ts";

/**
 * What a server for many sets aside is all written to at the start. There is one connection, and the system keeps the files in memory
 * anyway.
 */
const SETTINGS = {
  shared_buffers: "8MB", // of 128
  max_connections: "2", // of 100
  max_wal_senders: "0",
  max_replication_slots: "0",
  autovacuum_worker_slots: "1",
};

const INT8 = 20;
const TIMESTAMPTZ = 1184;
const BYTEA = 17;

/** @param asked is told of each statement */
function handle(connection: Pick<PGlite, "query">, asked: () => void): Sql {
  return {
    async query<Row>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
      asked();
      try {
        return (await connection.query<Row>(text, [...params])).rows;
      } catch (error) {
        throw refusalOf(error);
      }
    },
  };
}

/** Nothing but a want of room makes this database read-only. */
const READ_ONLY = "25006";

const noRoom = (cause: unknown): SqlError =>
  new SqlError("storage_full", "there is too little room left on the disk", undefined, { cause });

const refusalOf = (error: unknown): SqlError =>
  error instanceof Error && "code" in error && error.code === READ_ONLY ? noRoom(error) : toSqlError(error, "other");

/** Statements until plans are made anew for the first time; then twice as many each time, but no more than so many ms. */
const REPLAN = { first: 64, ms: 60_000 };

/**
 * A plan that is kept, such as a procedure's, is one for tables of the size that they had when it was made. A Postgres of one's own
 * looks at them each minute, this one never: what a first message was stored by read the whole table for each one after it.
 * @returns what is to be called for each statement
 */
function replanning(pg: PGlite): () => void {
  let [asked, next, at] = [0, REPLAN.first, performance.now()];
  return () => {
    const now = performance.now();
    if (++asked < next && now - at < REPLAN.ms) return;
    [next, at] = [2 * asked, now];
    pg.exec("discard plans").catch(() => {}); // whoever asks next learns what is wrong
  };
}

interface Options {
  /**
   * Called when Postgres ends itself (a PANIC: its log cannot be written). PGlite goes on as if nothing were, and whatever it is asked
   * next never returns, nor does anything else run; so this must end the process.
   */
  onAbort?: () => void;
  /** gives how many bytes are free */
  free?: () => Promise<number>;
  /** ms until it is asked first: a start has a little to write, without which nothing could be read either */
  firstLook?: number;
}

/**
 * While there is too little room on the disk it refuses to write, and reads.
 * @param directory holds the database (`pg/`) and the lock (`lock`)
 * @throws DirectoryInUse
 */
export async function openPglite(
  directory: string,
  { onAbort = () => Deno.exit(1), free = () => freeSpace(directory), firstLook = 10_000 }: Options = {},
): Promise<Database> {
  const lock = lockDirectory(directory);
  const pg = await start(`${directory}/pg`, onAbort).catch(async (error) => {
    lock.close();
    // PGlite does not say why it cannot begin.
    throw await free().catch(() => Infinity) < LEAST_FREE ? noRoom(error) : toSqlError(error, "other");
  });
  await pg.exec("set timezone to 'UTC'");
  const asked = replanning(pg);
  const unwatch = watchSpace(free, (isShort) => pg.exec(`set default_transaction_read_only = ${isShort}`), firstLook);
  return {
    ...handle(pg, asked),
    embedded: true,
    transaction: (work) => pg.transaction((tx) => work(handle(tx, asked))),
    async close() {
      await unwatch();
      await pg.close();
      lock.close();
    },
  };
}

async function start(folder: string, onAbort: () => void): Promise<PGlite> {
  await unpackEmptyDatabase(folder);
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return await PGlite.create({
    dataDir: folder,
    startParams: [...PGlite.defaultStartParams, ...settings],
    // The only way to Emscripten's own hook before Postgres begins.
    extensions: {
      end: {
        name: "end",
        setup: (_pg, emscriptenOpts) => Promise.resolve({ emscriptenOpts: { ...emscriptenOpts, onAbort } }),
      },
    },
    // Its own way with bytes goes through an array of strings: 28 ms for a piece of a file, in which nobody else is answered.
    parsers: {
      [INT8]: Number,
      [TIMESTAMPTZ]: isoTime,
      [BYTEA]: (text: string) => Uint8Array.fromHex(text.slice(2)),
    },
    serializers: { [BYTEA]: (bytes: Uint8Array) => `\\x${bytes.toHex()}` },
  });
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
