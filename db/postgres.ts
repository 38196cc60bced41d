// Real Postgres through postgres.js: a pool of connections, prepared statements, pipelining.

import postgres from "postgres";
import { Pool } from "./pool.ts";
import { type Asker, listenForSilence } from "./silence.ts";
import { type Database, isoTime, type Sql, SqlError, toSqlError } from "./sql.ts";

export interface PostgresOptions {
  url: string;
  /** connections at most */
  poolSize: number;
}

const TYPES = {
  int8: { to: 20, from: [20], serialize: String, parse: Number },
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: isoTime },
};

type Connection = Pick<postgres.Sql, "unsafe">;

const connect = ({ url, poolSize }: PostgresOptions) =>
  postgres(url, {
    database: decodeURIComponent(new URL(url).pathname.slice(1)), // postgres.js takes it as it stands there
    max: poolSize,
    types: TYPES,
    connect_timeout: 10,
    onnotice: () => {},
    backoff: (attempt: number) => Math.min(0.1 * 2 ** attempt, 2),
    // Compiling a statement took Postgres longer than any of ours runs (the conversation list: 174 ms with, 3 ms without).
    connection: {
      application_name: "parley",
      TimeZone: "UTC",
      lock_timeout: 3_000,
      statement_timeout: 30_000,
      jit: "off",
    },
  });

async function query<Row>(connection: Connection, text: string, params: readonly unknown[] = []): Promise<Row[]> {
  try {
    // `prepare` also keeps a statement without parameters off the simple protocol, whose values come back unparsed.
    const rows = await connection.unsafe(text, [...params] as postgres.ParameterOrJSON<never>[], { prepare: true });
    return rows as unknown as Row[];
  } catch (error) {
    throw toSqlError(error, "connection");
  }
}

/** Opens the pool; connections are made when they are first used. */
export function openPostgres(options: PostgresOptions): Database {
  const pool = new Pool(() => connect(options));
  const stopListening = listenForSilence(() => asker(options), () => pool.answers, () => pool.giveUp());
  return {
    embedded: false,
    query: (text, params) => pool.run((sql) => query(sql, text, params)),
    transaction: (work) => pool.run((sql) => transaction(sql, work)),
    close: async () => void await Promise.all([stopListening(), pool.close()]),
  };
}

function asker(options: PostgresOptions): Asker {
  const sql = connect({ ...options, poolSize: 1 });
  return { ask: () => query(sql, "select 1"), end: () => sql.end({ timeout: 0 }) };
}

async function transaction<T>(sql: postgres.Sql, work: (tx: Sql) => Promise<T>): Promise<T> {
  const tx = (connection: Connection): Sql => ({ query: (text, params) => query(connection, text, params) });
  try {
    return await sql.begin((connection) => work(tx(connection)).catch(withoutRollback)) as T;
  } catch (error) {
    // What the rules threw passes unchanged: it rolled back, and it is their refusal.
    throw isDriverError(error) ? toSqlError(error, "connection") : error;
  }
}

const END_MS = 1_000;

/**
 * A transaction whose connection is lost is not rolled back: postgres.js would write to a socket that is gone, outside of any
 * promise. It rejects `begin` by itself when the connection has closed, so that this only has to wait.
 */
async function withoutRollback(error: unknown): Promise<never> {
  if (error instanceof SqlError && error.kind === "connection") {
    await new Promise((resolve) => setTimeout(resolve, END_MS));
  }
  throw error;
}

const isDriverError = (error: unknown): boolean =>
  error instanceof postgres.PostgresError ||
  (error instanceof Error && "errno" in error) ||
  (error instanceof Error && "code" in error && /^(CONNECT|CONNECTION)/.test(String(error.code)));
