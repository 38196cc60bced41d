// Presence in tables: a lease an instance, a row per person and instance. Somebody is here while such a row stands under a lease
// that has not run out. Times are the database's alone.

import { statusOf } from "./users.ts";
import { oneOf, type Sql } from "./sql.ts";

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
  tx.query(`select id from users where id = ${oneOf("$1")} order by id for no key update`, [userIds]);

/** Somebody with a socket on this instance. */
export interface Here {
  user_id: string;
  /** no input for a while on any of their devices here */
  is_idle: boolean;
}

/**
 * Enters people here, or notes that they are idle now or no longer, and takes others out.
 * @returns those whom others see otherwise now; the `last_seen` of who is nowhere is set
 */
export async function move(
  tx: Sql,
  instanceId: string,
  here: readonly Here[],
  gone: readonly string[],
): Promise<string[]> {
  const ids = [...here.map((it) => it.user_id), ...gone];
  await lockPeople(tx, ids);
  const before = await shownStatuses(tx, ids);
  await tx.query(
    `insert into presence (user_id, instance_id, is_idle)
     select u.id, $1, i.is_idle from json_to_recordset($2::text::json) as i(user_id uuid, is_idle boolean)
       join users u on u.id = i.user_id
     on conflict (user_id, instance_id) do update set is_idle = excluded.is_idle where presence.is_idle <> excluded.is_idle`,
    [instanceId, JSON.stringify(here)],
  );
  await tx.query("delete from presence where instance_id = $1 and user_id = any($2::uuid[])", [instanceId, gone]);
  const after = await shownStatuses(tx, ids);
  const changed = ids.filter((id) => before.get(id) !== after.get(id));
  return [...new Set([...changed, ...await wentOffline(tx, gone)])];
}

async function shownStatuses(tx: Sql, userIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; status: string }>(
    `select u.id, ${statusOf("u")} as status from users u where u.id = ${oneOf("$1")}`,
    [userIds],
  );
  return new Map(rows.map((row) => [row.id, row.status]));
}

const WENT_OFFLINE = `
  update users u set last_seen = now()
   where u.id = ${oneOf("$1")} and u.chosen_status <> 'offline' and not exists (
     select 1 from presence p join instances i on i.id = p.instance_id where p.user_id = u.id and i.expires_at > now()
   )
  returning u.id`;

async function wentOffline(tx: Sql, userIds: readonly string[]): Promise<string[]> {
  return (await tx.query<{ id: string }>(WENT_OFFLINE, [userIds])).map((row) => row.id);
}

/**
 * Ends leases that have run out, or one by its id.
 * @returns those who were there: they are nowhere now, or seen by what they do elsewhere
 */
export async function endLeases(tx: Sql, instanceId?: string): Promise<string[]> {
  const ended = instanceId === undefined ? "expires_at < now()" : "id = $1";
  const params = instanceId === undefined ? [] : [instanceId];
  const rows = await tx.query<{ user_id: string }>(
    `select distinct user_id from presence where instance_id in (select id from instances where ${ended})`,
    params,
  );
  const userIds = rows.map((row) => row.user_id);
  await lockPeople(tx, userIds);
  await tx.query(`delete from instances where ${ended}`, params); // and with them their rows of presence
  await wentOffline(tx, userIds);
  return userIds;
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
  /** as others see it */
  status: Status;
  last_seen: string | null;
  /** private conversations and groups small enough to be told */
  conversations: string[];
  /** those whom the person has blocked */
  hidden_from: string[];
}

// Joined at once, like the subscriptions: with a look-up a person, all groups were read for each.
const STATUSES = `
  select u.id as user_id, ${statusOf("u")} as status,
         case when u.show_last_seen and u.is_active then u.last_seen end as last_seen,
         coalesce(s.conversations, '{}') as conversations,
         array(select b.blocked_id::text from blocks b where b.blocker_id = u.id) as hidden_from
    from users u left join (
      select m.user_id, array_agg(m.conversation_id::text) as conversations
        from members m left join groups g on g.id = m.conversation_id
       where m.user_id = ${oneOf("$1")} and m.left_at is null and coalesce(g.member_count, 2) <= $2
       group by m.user_id
    ) s on s.user_id = u.id
   where u.id = ${oneOf("$1")}`;

/** What others see of these people, and where. @param smallGroup members at most of a group that is told */
export const statusesOf = (sql: Sql, userIds: readonly string[], smallGroup: number): Promise<StatusRow[]> =>
  sql.query(STATUSES, [userIds, smallGroup]);
