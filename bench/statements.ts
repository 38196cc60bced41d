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

/** @returns what stops counting and answers the statements, the most frequent first */
export async function countStatements(url: string): Promise<() => Promise<Statement[]>> {
  await once(url, async (sql) => {
    await sql`create extension if not exists pg_stat_statements`;
    await track(sql, "top");
    await sql`select pg_stat_statements_reset()`;
  });
  return () =>
    once(url, async (sql) => {
      await track(sql, "none");
      return await sql<Statement[]>`
        select calls::int, rows::int, query from pg_stat_statements s join pg_database d on d.oid = s.dbid
         where d.datname = current_database() and query not like '%pg_stat_statements%' order by calls desc`;
    });
}

async function track(sql: postgres.Sql, what: "top" | "none"): Promise<void> {
  await sql.unsafe(`alter system set pg_stat_statements.track = '${what}'`);
  await sql`select pg_reload_conf()`;
}

async function once<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
