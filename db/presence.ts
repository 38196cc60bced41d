// Presence in tables: a lease an instance, a row per person and instance. Somebody is here while such a row stands under a lease
// that has not run out. Times are the database's alone.

import { statusOf } from "./users.ts";
import type { Sql } from "./sql.ts";

const SMALL_GROUP_JOIN = `left join groups g on g.id = m.conversation_id`;

/**
 * Renews the lease.
 * @param seconds until it runs out
 * @returns whether it was new, or had been swept away: then everybody here must be entered again
 */
export async function renewLease(sql: Sql, instanceId: string, seconds: number): Promise<boolean> {
  const [row] = await sql.query<{ fresh: boolean }>(
    `insert into instances (id, expires_at) values ($1, now() + make_interval(secs => $2))
     on conflict (id) do update set expires_at = excluded.expires_at returning xmax = 0 as fresh`,
    [instanceId, seconds],
  );
  return row?.fresh ?? true;
}

/** Two instances that see the same person come and go take turns, or each would count on the other's row. */
const lockPeople = (tx: Sql, userIds: readonly string[]) =>
  tx.query("select id from users where id = any($1::uuid[]) order by id for no key update", [userIds]);

/** Enters people here. @returns those who were nowhere before, and do not choose to look offline */
export async function enter(tx: Sql, instanceId: string, userIds: readonly string[]): Promise<string[]> {
  await lockPeople(tx, userIds);
  const rows = await tx.query<{ user_id: string }>(
    `with entered as (
       insert into presence (user_id, instance_id) select u.id, $1 from users u where u.id = any($2::uuid[])
       on conflict do nothing returning user_id
     )
     select user_id from entered e join users u on u.id = e.user_id
      where u.chosen_status <> 'offline' and not exists (
       select 1 from presence p join instances i on i.id = p.instance_id
        where p.user_id = e.user_id and p.instance_id <> $1 and i.expires_at > now()
     )`,
    [instanceId, userIds],
  );
  return rows.map((row) => row.user_id);
}

const WENT_OFFLINE = `
  update users u set last_seen = now()
   where u.id = any($1::uuid[]) and u.chosen_status <> 'offline' and not exists (
     select 1 from presence p join instances i on i.id = p.instance_id where p.user_id = u.id and i.expires_at > now()
   )
  returning u.id`;

async function wentOffline(tx: Sql, userIds: readonly string[]): Promise<string[]> {
  return (await tx.query<{ id: string }>(WENT_OFFLINE, [userIds])).map((row) => row.id);
}

/** Takes people out here. @returns those who are nowhere now; their `last_seen` is set */
export async function exit(tx: Sql, instanceId: string, userIds: readonly string[]): Promise<string[]> {
  await lockPeople(tx, userIds);
  await tx.query("delete from presence where instance_id = $1 and user_id = any($2::uuid[])", [instanceId, userIds]);
  return await wentOffline(tx, userIds);
}

/** Ends leases that have run out, or one by its id. @returns those who are nowhere now */
export async function endLeases(tx: Sql, instanceId?: string): Promise<string[]> {
  const ended = instanceId === undefined ? "expires_at < now()" : "id = $1";
  const params = instanceId === undefined ? [] : [instanceId];
  const rows = await tx.query<{ user_id: string }>(
    `select user_id from presence where instance_id in (select id from instances where ${ended})`,
    params,
  );
  const userIds = rows.map((row) => row.user_id);
  await lockPeople(tx, userIds);
  await tx.query(`delete from instances where ${ended}`, params); // and with them their rows of presence
  return await wentOffline(tx, userIds);
}

/** Marks people as changed, for the other instances' polls. */
export const touchPresence = (tx: Sql, userIds: readonly string[]): Promise<unknown[]> =>
  tx.query(
    `insert into heads (kind, id, xid) select 'p', id, pg_current_xact_id() from unnest($1::uuid[]) as t(id) order by id
     on conflict (kind, id, sub) do update set xid = excluded.xid`,
    [userIds],
  );

type Status = "online" | "away" | "busy" | "offline";

export interface StatusRow {
  user_id: string;
  chosen_status: Status;
  /** as others see it */
  status: Status;
  last_seen: string | null;
  /** private conversations and groups small enough to be told */
  conversations: string[];
}

/** What others see of these people, and where. @param smallGroup members at most of a group that is told */
export const statusesOf = (sql: Sql, userIds: readonly string[], smallGroup: number): Promise<StatusRow[]> =>
  sql.query(
    `select u.id as user_id, u.chosen_status, ${statusOf("u")} as status, u.last_seen,
            array(select m.conversation_id::text from members m ${SMALL_GROUP_JOIN}
                   where m.user_id = u.id and m.left_at is null and coalesce(g.member_count, 2) <= $2) as conversations
       from users u where u.id = any($1::uuid[])`,
    [userIds, smallGroup],
  );
