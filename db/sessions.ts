// Sessions as rows. A session that ended keeps its row for a while, and its head tells every instance.

import { oneOf, type Sql } from "./sql.ts";

export interface NewSession {
  id: string;
  user_id: string;
  user_agent: string;
  ip: string;
  days: number;
}

/** Stores it, and forgets those of the person that ended or ran out a month ago. @returns when it runs out */
export async function insertSession(tx: Sql, session: NewSession): Promise<string> {
  await tx.query(
    `delete from sessions where user_id = $1 and least(expires_at, ended_at) < now() - interval '30 days'`,
    [session.user_id],
  );
  const rows = await tx.query<{ expires_at: string }>(
    `insert into sessions (id, user_id, user_agent, ip, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5)) returning expires_at`,
    [session.id, session.user_id, session.user_agent, session.ip, session.days],
  );
  return one(rows).expires_at;
}

/** A session that lives, of a person whose account does. */
export interface LiveSession {
  id: string;
  user_id: string;
  expires_at: string;
  /** its `last_used_at` is more than a minute old */
  stale: boolean;
  /** the database's time at the answer */
  now: string;
}

export const liveSessions = (sql: Sql, ids: readonly string[]): Promise<LiveSession[]> =>
  sql.query<LiveSession>(
    `select s.id, s.user_id, s.expires_at, s.last_used_at < now() - interval '1 minute' as stale, now() as now
     from sessions s join users u on u.id = s.user_id
     where s.id = ${oneOf("$1")} and s.ended_at is null and s.expires_at > now() and u.is_active`,
    [ids],
  );

export const markUsed = (sql: Sql, id: string): Promise<unknown[]> =>
  sql.query(
    `update sessions set last_used_at = now() where id = $1 and last_used_at < now() - interval '1 minute'`,
    [id],
  );

export interface SessionRow {
  id: string;
  user_agent: string;
  ip: string;
  created_at: string;
  last_used_at: string;
  expires_at: string;
}

/** A person's live sessions, the last used first. */
export const sessionsOf = (sql: Sql, userId: string): Promise<SessionRow[]> =>
  sql.query<SessionRow>(
    `select id, user_agent, ip, created_at, last_used_at, expires_at from sessions
     where user_id = $1 and ended_at is null and expires_at > now() order by last_used_at desc, id desc`,
    [userId],
  );

/** @returns when it runs out now; undefined: it ended */
export async function extendSession(sql: Sql, id: string, days: number): Promise<string | undefined> {
  const [row] = await sql.query<{ expires_at: string }>(
    `update sessions set expires_at = now() + make_interval(days => $2), last_used_at = now()
     where id = $1 and ended_at is null and expires_at > now() returning expires_at`,
    [id, days],
  );
  return row?.expires_at;
}

const ENDED = "set ended_at = now() where user_id = $1 and ended_at is null";
type Id = { id: string };

/** Each `end…` answers the ids that it ended, for their heads and for the bus. */
export const endSession = (tx: Sql, userId: string, id: string): Promise<Id[]> =>
  tx.query<Id>(`update sessions ${ENDED} and id = $2 returning id`, [userId, id]);

export const endOtherSessions = (tx: Sql, userId: string, kept: string): Promise<Id[]> =>
  tx.query<Id>(`update sessions ${ENDED} and id <> $2 returning id`, [userId, kept]);

export const endAllSessions = (tx: Sql, userId: string): Promise<Id[]> =>
  tx.query<Id>(`update sessions ${ENDED} returning id`, [userId]);

/** Ends the longest unused ones beyond the first `kept`. */
export const endOldestSessions = (tx: Sql, userId: string, kept: number): Promise<Id[]> =>
  tx.query<Id>(
    `update sessions ${ENDED} and id in (
       select id from sessions where user_id = $1 and ended_at is null and expires_at > now()
       order by last_used_at desc, id desc offset $2
     ) returning id`,
    [userId, kept],
  );

function one<Row>([row]: Row[]): Row {
  if (row === undefined) throw new Error("one row was expected");
  return row;
}
