// Asks and keeps time. The slowest query of each kind is kept with its statement, for its plan.

import type { Database } from "../../db/sql.ts";
import * as search from "../../lib/services/search.ts";
import { unlimited } from "../../lib/services/rates.ts";
import type { Kind, Query, Viewer } from "./kinds.ts";

export interface Measured {
  viewer: string;
  kind: string;
  /** milliseconds, sorted */
  times: number[];
  /** results of a page, on average */
  results: number;
  /** answers that ended at the budget of time */
  cut: number;
  slowest: { query: Query; ms: number; statements: Statement[] };
}

type Statement = [text: string, params: readonly unknown[]];

const PAGE = 20;
const WARM = 5;

export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;

export async function measure(db: Database, viewer: Viewer, kind: Kind, count: number): Promise<Measured> {
  let statements: Statement[] = [];
  const noting: Database = {
    ...db,
    query: (text, params = []) => {
      if (text.includes("message_search x")) statements.push([text, params]);
      return db.query(text, params);
    },
  };
  const actor = { userId: viewer.id, sessionId: viewer.id };
  const measured: Measured = {
    viewer: viewer.name,
    kind: kind.name,
    times: [],
    results: 0,
    cut: 0,
    slowest: { query: { q: "" }, ms: 0, statements: [] },
  };
  for (let i = -WARM; i < count; i++) {
    const query = kind.next();
    statements = [];
    const began = performance.now();
    const answer = await search.messages({ db: noting, searches: unlimited }, actor, { limit: PAGE, ...query });
    const ms = performance.now() - began;
    if (i < 0) continue;
    measured.times.push(ms);
    measured.results += answer.results.length / count;
    if (answer.has_more && answer.results.length < PAGE) measured.cut++;
    if (ms > measured.slowest.ms) measured.slowest = { query, ms, statements };
  }
  measured.times.sort((a, b) => a - b);
  return measured;
}

/** What Postgres did for the last statement of the slowest query. */
export async function planOf(db: Database, { slowest: { statements } }: Measured): Promise<string> {
  const [text, params] = statements.at(-1)!;
  const rows = await db.query<{ "QUERY PLAN": string }>(`explain (analyze, buffers) ${text}`, params);
  return rows.map((row) => row["QUERY PLAN"]).join("\n");
}
