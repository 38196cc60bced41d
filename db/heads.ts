// The heads: one row for each thing that changed, with the transaction of its last change. Every instance polls them, so that a
// lost hint costs seconds and never a message.

import { oneOf, type Sql } from "./sql.ts";

export type HeadKind = "c" | "u" | "m" | "s" | "p";

export interface Head {
  kind: HeadKind;
  id: string;
  sub: string;
  rev: number;
}

/** the `sub` of what has no second part */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** Marks one thing as changed by this transaction. */
export const touch = (tx: Sql, kind: HeadKind, id: string, rev = 0, sub = NOBODY): Promise<unknown[]> =>
  tx.query(
    `insert into heads (kind, id, sub, rev, xid) values ($1, $2, $3, $4, pg_current_xact_id())
     on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid`,
    [kind, id, sub, rev],
  );

/**
 * Takes the next `me_rev` of each person, for a change of what only they see. Call it after every other lock of the
 * transaction: people are locked last, in id order.
 * @returns the new `me_rev` of each person
 */
export async function nextMeRevs(tx: Sql, userIds: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; me_rev: number }>(
    `with locked as (select id from users where id = ${oneOf("$1")} order by id for no key update),
     taken as (update users u set me_rev = u.me_rev + 1 from locked where u.id = locked.id returning u.id, u.me_rev),
     head as (
       insert into heads (kind, id, rev, xid) select 'u', id, me_rev, pg_current_xact_id() from taken
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     select id, me_rev from taken`,
    [userIds],
  );
  return new Map(rows.map((row) => [row.id, row.me_rev]));
}

/** Where the next poll begins, and what the database says of itself. */
interface Beginning {
  next: string;
  epoch: string | null;
  /** its time */
  now: string;
}

/**
 * Everything that changed in a transaction which had not ended before `since`.
 * @param since what the poll before gave as `next`; undefined: only where to begin
 */
export async function headsSince(sql: Sql, since: string | undefined): Promise<Beginning & { heads: Head[] }> {
  const [beginning] = await sql.query<Beginning>(
    `select pg_snapshot_xmin(pg_current_snapshot())::text as next, now() as now,
            (select value from meta where key = 'epoch') as epoch`,
  );
  const heads = since === undefined ? [] : await sql.query<Head>(
    `select kind, id, sub, rev from heads where xid >= $1::text::xid8`,
    [since],
  );
  if (beginning === undefined) throw new Error("no row from a select without from");
  return { heads, ...beginning };
}
