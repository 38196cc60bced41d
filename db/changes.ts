// What changed in a conversation since a rev: the newest state of every message, membership and group row whose own rev lies
// beyond it. One statement, hence one snapshot: membership, head and rows belong together.

import { groupJson, type GroupRow } from "./group_rows.ts";
import { notHidden } from "./hidden.ts";
import { isoTime } from "./json.ts";
import { messagesJson, type Place, type StoredMessage, type TopMarks, topMarksJson } from "./message_rows.ts";
import type { Sql } from "./sql.ts";

/** A membership as its last change left it. */
export interface StoredMembership {
  user_id: string;
  username: string;
  role: "owner" | "admin" | "member";
  muted_until: string | null;
  rev: number;
  /** the rev with which the present membership began, or the one that ended */
  joined_rev: number;
  changed_by: string;
  removed_by: string | null;
  left: boolean;
}

/** A reaction as its last change left it. */
export interface StoredReaction {
  message_id: string;
  user_id: string;
  emoji: string;
  on: boolean;
}

export interface ChangesRead extends Place {
  /** all of `(after_rev, rev]` is in this answer */
  after_rev: number;
  rev: number;
  head_rev: number;
  last_seq: number;
  first_seq: number;
  /** members now */
  size: number;
  /** the viewer's */
  my_role: "owner" | "admin" | "member" | null;
  /** by rev */
  messages: StoredMessage[];
  members: StoredMembership[];
  /** the group as it is now, if it or its membership changed */
  group: GroupRow | null;
  top: TopMarks;
  /** to an instance: the reactions to `messages` that changed after `reactedAfter`, by rev, and who has hidden which of them */
  reacted: StoredReaction[];
  hidden: { message_id: string; user_id: string }[];
  /** of all members, on the last page of a small conversation, to a viewer */
  marks: { user_id: string; delivered_seq: number; read_seq: number }[];
}

export interface ChangesWanted {
  conversationId: string;
  /** undefined: an instance repairs its own stream; nobody's membership is judged, and everything is there */
  viewerId: string | undefined;
  afterRev: number;
  /** to an instance: from where on reactions are told, where that is before `afterRev` */
  reactedAfter?: number;
  /** rows; a rev is never divided, so that creation with its first members comes whole */
  limit: number;
  /** more members than this: no marks */
  smallGroup: number;
}

/** @returns undefined if there is no such conversation, or the viewer is not in it */
export async function readChanges(sql: Sql, wanted: ChangesWanted): Promise<ChangesRead | undefined> {
  const [row] = await sql.query<ChangesRead>(CHANGES, [
    wanted.conversationId,
    wanted.viewerId ?? null,
    wanted.afterRev,
    wanted.limit,
    wanted.smallGroup,
    wanted.reactedAfter ?? wanted.afterRev,
  ]);
  return row;
}

const MEMBER = `json_build_object('user_id', m.user_id, 'username', u.username, 'role', m.role,
  'muted_until', ${isoTime("m.muted_until")}, 'rev', m.rev, 'joined_rev', m.joined_rev, 'changed_by', m.changed_by,
  'removed_by', m.removed_by, 'left', m.left_at is not null)`;

const REACTED = `(
  select coalesce(json_agg(json_build_object('message_id', r.message_id, 'user_id', r.user_id, 'emoji', r.emoji, 'on', r.is_on)
           order by r.rev), '[]')
    from reactions r join g on g.id = r.message_id where r.conversation_id = $1 and r.rev > $6)`;
const HIDDEN = `(
  select coalesce(json_agg(json_build_object('message_id', h.message_id, 'user_id', h.user_id) order by h.user_id), '[]')
    from hidden_messages h join g on g.id = h.message_id)`;

const CHANGES = `
  with c as materialized (
    select c.id, c.user_a, c.user_b, c.rev as head_rev, c.last_seq, coalesce(v.first_seq, 1) as first_seq,
           v.role as my_role, coalesce(g.member_count, case when c.user_a = c.user_b then 1 else 2 end) as size
      from conversations c
      left join groups g on g.id = c.id
      left join members v on v.conversation_id = c.id and v.user_id = $2::uuid and v.left_at is null
     where c.id = $1 and ($2::uuid is null or v.user_id is not null)
  ), picked as materialized (
    select rev, row_number() over (order by rev) as n from (
      (select g.rev from messages g where g.conversation_id = $1 and g.rev > $3 and g.seq >= (select first_seq from c)
          and ($2::uuid is null or ${notHidden("g", "$2::uuid")}) order by g.rev limit $4::bigint + 1)
      union all
      (select m.rev from members m where m.conversation_id = $1 and m.rev > $3 order by m.rev limit $4::bigint + 1)
      union all
      (select g.rev from groups g where g.id = $1 and g.rev > $3)
    ) revs order by rev limit $4::bigint + 1
  ), cut as materialized (
    select case when (select count(*) from picked) <= $4 then (select head_rev from c)
           else (select rev from picked where n = $4) end as rev
  ), m as materialized (
    select m.* from members m where m.conversation_id = $1 and m.rev > $3 and m.rev <= (select rev from cut)
       -- The end of a group is one change: the memberships that ended with it are not told one by one.
       and m.rev is distinct from (select d.rev from groups d where d.id = $1 and d.deleted_at is not null)
  ), g as materialized (
    select g.* from messages g
     where g.conversation_id = $1 and g.rev > $3 and g.rev <= (select rev from cut) and g.seq >= (select first_seq from c)
       and ($2::uuid is null or ${notHidden("g", "$2::uuid")})
  )
  select c.*, $3::bigint as after_rev, cut.rev,
         ${messagesJson("g", "g.rev", "$2::uuid")} as messages,
         case when $2::uuid is null then ${REACTED} else '[]' end as reacted,
         case when $2::uuid is null then ${HIDDEN} else '[]' end as hidden,
         (select coalesce(json_agg(${MEMBER} order by m.rev, m.user_id), '[]') from m join users u on u.id = m.user_id) as members,
         (select ${groupJson("r")} from groups r
           where r.id = c.id and (r.rev > $3 and r.rev <= cut.rev or exists (select 1 from m))) as "group",
         ${topMarksJson("c.id")} as top,
         case when $2::uuid is null or cut.rev < c.head_rev or c.size > $5 then '[]' else (
           select json_agg(json_build_object('user_id', user_id, 'delivered_seq', delivered_seq, 'read_seq', read_seq) order by user_id)
             from members where conversation_id = c.id and left_at is null
         ) end as marks
    from c, cut`;
