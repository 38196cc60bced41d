// Whether what was acked is stored: the database is asked, after the run, which of its messages it holds.

import postgres from "postgres";

/** @returns how many different messages of a run are in the table's column `content` */
export async function storedIn(url: string, table: "messages", run: number): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const mark = `|~${run.toString(16).padStart(8, "0")}`;
    const [row] = await sql<{ stored: number }[]>`
      select count(distinct substr(content, 11, 8))::int as stored from ${
      sql(table)
    } where starts_with(content, ${mark})`;
    return row?.stored ?? 0;
  } finally {
    await sql.end();
  }
}

/**
 * What is wrong between what was confirmed and what is there.
 * @param confirmed what was acked; of a system that acks nothing, what it was sent
 */
export const missing = (confirmed: number, stored: number | undefined): number =>
  stored === undefined ? 0 : Math.max(0, confirmed - stored);
