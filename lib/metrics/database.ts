// A database that is watched: how long queries and transactions take, how many wait for a connection, what fails. It changes nothing of
// what they do, and knows nothing of what they say.

import { type Database, type Sql, SqlError } from "../../db/sql.ts";
import type { Families } from "./families.ts";
import type { Observer } from "./metrics.ts";

export interface DatabaseMeasures {
  /** seconds of a query, inside of transactions and outside */
  query: Observer;
  /** seconds of a transaction, from its begin */
  transaction: Observer;
  /** seconds from asking for a transaction to its begin: waiting for a connection, and the begin itself */
  wait: Observer;
  /** at this moment: queries under way, transactions that have not begun */
  now: { queries: number; waiting: number };
  failed(kind: string): void;
}

const SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export function databaseMeasures(families: Families): DatabaseMeasures {
  const now = { queries: 0, waiting: 0 };
  const failures = families.counted("parley_database_failures_total", "Queries that failed, by kind.", ["kind"]);
  families.gauge(
    "parley_database_queries_running",
    "Queries that are under way or wait for a connection.",
    () => now.queries,
  );
  families.gauge("parley_database_transactions_waiting", "Transactions that wait for a connection.", () => now.waiting);
  return {
    now,
    query: families.histogram("parley_database_query_seconds", "Time of a query.", SECONDS),
    transaction: families.histogram("parley_database_transaction_seconds", "Time of a transaction.", SECONDS),
    wait: families.histogram(
      "parley_database_wait_seconds",
      "Time from asking for a transaction to its begin: that of waiting for a connection.",
      SECONDS,
    ),
    failed: (kind) => failures.inc({ kind }),
  };
}

/** The same database, watched. */
export const watched = (db: Database, measures: DatabaseMeasures): Database => ({
  ...watchedSql(db, measures),
  embedded: db.embedded,
  transaction: (work) => transaction(db, measures, work),
  close: () => db.close(),
});

const secondsSince = (began: number): number => (performance.now() - began) / 1_000;

function watchedSql(sql: Sql, measures: DatabaseMeasures): Sql {
  return {
    async query<Row>(text: string, params?: readonly unknown[]): Promise<Row[]> {
      const began = performance.now();
      measures.now.queries++;
      try {
        return await sql.query<Row>(text, params);
      } catch (error) {
        if (error instanceof SqlError) measures.failed(error.kind);
        throw error;
      } finally {
        measures.now.queries--;
        measures.query.observe(secondsSince(began));
      }
    },
  };
}

async function transaction<T>(db: Database, measures: DatabaseMeasures, work: (tx: Sql) => Promise<T>): Promise<T> {
  const asked = performance.now();
  let begun: number | undefined;
  measures.now.waiting++;
  try {
    return await db.transaction((tx) => {
      begun = performance.now();
      measures.now.waiting--;
      measures.wait.observe((begun - asked) / 1_000);
      return work(watchedSql(tx, measures));
    });
  } finally {
    if (begun === undefined) measures.now.waiting--;
    else measures.transaction.observe(secondsSince(begun));
  }
}
