// The one interface to Postgres, real (`postgres.ts`) or embedded (`pglite.ts`). Both give the same values: int8 as number,
// timestamptz as RFC 3339 text in UTC with milliseconds, json parsed, xid8 as text, bytea as Uint8Array; both take that, and arrays
// of text, uuid and int. Batches go in as one JSON text parameter and come apart with `json_to_recordset`.

export interface Sql {
  /**
   * One prepared statement.
   * @param text SQL with $1, $2 …
   * @returns its rows
   * @throws SqlError
   */
  query<Row>(text: string, params?: readonly unknown[]): Promise<Row[]>;
}

export interface Database extends Sql {
  readonly embedded: boolean;
  /**
   * Commits what `work` did, or rolls all of it back when it throws. Statements that `work` starts without waiting are
   * pipelined. The outer handle must not be used inside: PGlite would wait for itself, postgres.js would leave the
   * transaction; therefore every query function takes the handle that it is to use.
   */
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Which of many, in a statement that is asked all the time: `where id = ${oneOf("$1")}`. With the list itself Postgres plans such a
 * statement anew each time, since its plan for lists of unknown length looks dearer than one for the few that there are; and planning
 * takes several times as long as reading them.
 * @param ids an expression for a list of ids
 */
export const oneOf = (ids: string): string => `any(array(select unnest(${ids}::uuid[])))`;

/** How both databases give a time. */
export const isoTime = (text: string): string => new Date(text).toISOString();

/** SQLSTATE classes that the rules care about; everything else is `other`. */
export type SqlErrorKind =
  | "unique"
  | "foreign_key"
  | "retry"
  | "lock_timeout"
  | "connection"
  | "busy"
  | "storage_full"
  | "other";

/** What a driver threw, in one form. `connection` during a commit means: the outcome is unknown. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  constructor(
    readonly kind: SqlErrorKind,
    message: string,
    readonly constraint: string | undefined,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Postgres has no connection left to give. */
const TOO_MANY = "53300";

const KINDS: Record<string, SqlErrorKind> = {
  "23505": "unique",
  "23503": "foreign_key",
  "40001": "retry", // serialization failure
  "40P01": "retry", // deadlock
  "55P03": "lock_timeout",
  "53100": "storage_full",
  [TOO_MANY]: "busy",
  "57014": "busy", // it took too long
  "57P01": "connection", // terminated by the administrator
  "57P02": "connection",
  "57P03": "connection", // starting up or shutting down
};

/** Postgres' message texts for errors that carry no SQLSTATE, as PGlite's file system throws them. */
const DISK_FULL = /no space left|ENOSPC|disk full/i;

interface DriverError {
  code?: unknown;
  message?: unknown;
  constraint_name?: unknown;
  constraint?: unknown;
}

/** Any driver's error as a SqlError; `fallback` is its kind where no SQLSTATE tells. */
export function toSqlError(error: unknown, fallback: SqlErrorKind): SqlError {
  if (error instanceof SqlError) return error;
  const driver: DriverError = typeof error === "object" && error !== null ? error : {};
  const code = String(driver.code ?? "");
  const message = String(driver.message ?? error);
  const sqlstate = /^[0-9A-Z]{5}$/.test(code);
  const kind = KINDS[code] ?? (code.startsWith("08") ? "connection" : undefined) ??
    (DISK_FULL.test(message) ? "storage_full" : sqlstate ? "other" : fallback);
  const constraint = driver.constraint_name ?? driver.constraint;
  return new SqlError(kind, message, typeof constraint === "string" ? constraint : undefined, { cause: error });
}

/** Whether there was no connection to be had, so that nothing was done. */
export const foundNoRoom = (error: unknown): boolean =>
  error instanceof SqlError && error.cause instanceof Error && "code" in error.cause && error.cause.code === TOO_MANY;

/** Whether `error` is the violation of the named unique constraint. */
export const violates = (error: unknown, constraint: string): boolean =>
  error instanceof SqlError && error.kind === "unique" && error.constraint === constraint;

/** Runs `work` again, a few times, when Postgres chose its transaction as the victim of a deadlock. */
export async function retrying<T>(work: () => Promise<T>, attempts = 4): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof SqlError && error.kind === "retry" && --attempts > 0)) throw error;
    }
  }
}

/** Whether the database answers. */
export const alive = (sql: Sql): Promise<boolean> => sql.query("select 1").then(() => true, () => false);
