// Who has read a group's announcement. A reading counts for the announcement that was there at that moment, and for none before
// or after it.

import { isoTime } from "./json.ts";
import type { Sql } from "./sql.ts";

/** @returns whether there is an announcement; undefined: no such group, or it is not the reader's */
export async function readAnnouncement(sql: Sql, groupId: string, userId: string): Promise<boolean | undefined> {
  const [row] = await sql.query<{ announced: boolean }>(
    `with here as materialized (
       select g.id, g.announcement_at from groups g
         join members m on m.conversation_id = g.id and m.user_id = $2 and m.left_at is null
        where g.id = $1 and g.deleted_at is null
     ), stored as (
       insert into announcement_reads (group_id, user_id, announced_at)
       select id, $2, announcement_at from here where announcement_at is not null
       on conflict (group_id, user_id) do update set announced_at = excluded.announced_at, read_at = excluded.read_at
        where announcement_reads.announced_at < excluded.announced_at
     )
     select announcement_at is not null as announced from here`,
    [groupId, userId],
  );
  return row?.announced;
}

export interface AnnouncementReaders {
  readers: { user_id: string; at: string }[];
  total: number;
}

/**
 * The members who have read the present announcement, in the order of their ids.
 * @returns undefined: no such group, or it is not the viewer's
 */
export async function announcementReaders(
  sql: Sql,
  groupId: string,
  viewerId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<AnnouncementReaders | undefined> {
  const [row] = await sql.query<AnnouncementReaders>(
    `with here as materialized (
       select g.id, g.announcement_at from groups g
         join members m on m.conversation_id = g.id and m.user_id = $2 and m.left_at is null
        where g.id = $1 and g.deleted_at is null
     ), r as materialized (
       select a.user_id, a.read_at from here h
         join announcement_reads a on a.group_id = h.id and a.announced_at = h.announcement_at
         join members m on m.conversation_id = h.id and m.user_id = a.user_id and m.left_at is null
     ), page as materialized (
       select * from r where $3::uuid is null or user_id > $3::uuid order by user_id limit $4
     )
     select (select count(*) from r) as total,
            (select coalesce(json_agg(json_build_object('user_id', p.user_id, 'at', ${isoTime("p.read_at")})
                      order by p.user_id), '[]') from page p) as readers
       from here`,
    [groupId, viewerId, after ?? null, limit],
  );
  return row;
}
