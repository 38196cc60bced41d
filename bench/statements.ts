// How many statements a database was asked, as its own extension counts them (pg_stat_statements). It costs something, so it counts only
// while a workload wants it.

import postgres from "postgres";

/** What the server is started with. */
export const COUNTING = { shared_preload_libraries: "pg_stat_statements", "pg_stat_statements.track": "none" };

export interface Statement {
  calls: number;
  rows: number;
  query: string;
}

export interface Counter {
  /** from here on */
  reset(): Promise<unknown>;
  /** @returns the statements since, the most frequent first */
  read(): Promise<Statement[]>;
}

/** Counts in one database, for connections that are opened from now on: they take the setting when they begin. */
export async function countStatements(url: string): Promise<Counter> {
  const database = new URL(url).pathname.slice(1);
  await once(url, async (sql) => {
    await sql`create extension if not exists pg_stat_statements`;
    await sql`alter database ${sql(database)} set pg_stat_statements.track = 'top'`;
  });
  return {
    reset: () => once(url, (sql) => sql`select pg_stat_statements_reset()`),
    read: () =>
      once(url, (sql) =>
        sql<Statement[]>`
          select calls::int, rows::int, query from pg_stat_statements s join pg_database d on d.oid = s.dbid
           where d.datname = ${database} and query not like '%pg_stat_statements%' order by calls desc`),
  };
}

async function once<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
