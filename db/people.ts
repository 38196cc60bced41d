// Finding people: as contacts, online; by name in `search_names.ts`. Deactivated accounts are not found.

import type { Sql } from "./sql.ts";
import { hasBlocked, statusOf, userJson, type UserRow } from "./users.ts";

type Found = { user: UserRow };

/** Those with whom person $1 shares a conversation at present, and when the last message in one of those was. */
export const SHARED = `shared as (
  select other.user_id, date_trunc('milliseconds', coalesce(max(c.last_message_at), 'epoch')) as at
  from members mine
  join members other on other.conversation_id = mine.conversation_id and other.left_at is null and other.user_id <> $1
  join conversations c on c.id = mine.conversation_id
  where mine.user_id = $1 and mine.left_at is null
  group by other.user_id
)`;

/** A place in the list of those one shares a conversation with, the most recent first. */
export interface SharedPlace {
  at: string;
  id: string;
}

/** @param after go on behind this place; undefined: from the first */
export const sharedContacts = (
  sql: Sql,
  viewer: string,
  after: SharedPlace | undefined,
  limit: number,
): Promise<(Found & { at: string })[]> =>
  sql.query(
    `with ${SHARED}
     select ${userJson("u", "$1")} as "user", shared.at from shared join users u on u.id = shared.user_id
     where u.is_active and ($2::timestamptz is null or (shared.at, u.id) < ($2::timestamptz, $3::uuid))
     order by shared.at desc, u.id desc limit $4`,
    [viewer, after?.at ?? null, after?.id ?? null, limit],
  );

/** Everybody else, by user name. @param after go on behind this key; "" from the first */
export const otherContacts = (
  sql: Sql,
  viewer: string,
  after: string,
  limit: number,
): Promise<(Found & { username_key: string })[]> =>
  sql.query(
    `with ${SHARED}
     select ${userJson("u", "$1")} as "user", u.username_key from users u
     where u.is_active and u.id <> $1 and u.id not in (select user_id from shared) and u.username_key > $2
     order by u.username_key limit $3`,
    [viewer, after, limit],
  );

export interface OnlineRow {
  id: string;
  username: string;
  status: UserRow["status"];
}

/** Who is seen online, the viewer included, by user name. */
export const onlineUsers = (sql: Sql, viewer: string, onlyShared: boolean, limit: number): Promise<OnlineRow[]> =>
  sql.query<OnlineRow>(
    `with ${SHARED},
     present as (select distinct p.user_id from presence p join instances i on i.id = p.instance_id where i.expires_at > now())
     select u.id, u.username, ${statusOf("u")} as status from present join users u on u.id = present.user_id
     where u.is_active and u.chosen_status <> 'offline' and not ${hasBlocked("u", "$1")}
       and (not $2::boolean or u.id = $1 or u.id in (select user_id from shared))
     order by u.username_key limit $3`,
    [viewer, onlyShared, limit],
  );
