// What changed in a conversation since a rev: the newest state of every message, membership and group row whose own rev lies
// beyond it. One statement, hence one snapshot: memberships, head and rows belong together. It reads for many viewers at once, the rows
// that they share once.

import { groupJson, type GroupRow } from "./group_rows.ts";
import { isoTime } from "./json.ts";
import { movedTo } from "./marks.ts";
import {
  messagesJson,
  type Place,
  type StoredMessage,
  type TopMarks,
  topMarksJson,
  unpackMessages,
  type WithMessages,
} from "./message_rows.ts";
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

/** Somebody who asked and is in the conversation. */
export interface Viewer {
  user_id: string;
  role: "owner" | "admin" | "member";
  /** they may see no message before it */
  first_seq: number;
  /** where their own marks stand */
  delivered_seq: number;
  read_seq: number;
}

export interface ChangesRead extends Place {
  /** all of `(after_rev, rev]` is in this answer */
  after_rev: number;
  rev: number;
  head_rev: number;
  last_seq: number;
  /** members now */
  size: number;
  /** of those who asked, who is in it; nobody else may be told anything of this */
  viewers: Viewer[];
  /** by rev; what none of the viewers may see is left out, but not what one of them may not */
  messages: StoredMessage[];
  members: StoredMembership[];
  /** to an instance: whose membership began after `after_rev`, also beyond this page and where it has ended: nothing from before is theirs */
  began: { user_id: string; joined_rev: number }[];
  /** the group as it is now, if it or its membership changed */
  group: GroupRow | null;
  top: TopMarks;
  /** to an instance: the reactions to `messages` that changed after `reactedAfter`, by rev */
  reacted: StoredReaction[];
  /** which of `messages` is hidden from whom: to viewers those of them, to an instance everybody */
  hidden: { message_id: string; user_id: string }[];
  /** the viewers' own reactions to `messages`, the first given first */
  mine: { message_id: string; user_id: string; emoji: string }[];
  /** of all members, on the last page of a small conversation, to viewers: how far others see that they have come */
  marks: { user_id: string; delivered_seq: number; read_seq: number }[];
}

export interface ChangesWanted {
  conversationId: string;
  /** undefined: an instance repairs its own stream; nobody's membership is judged, and everything is there */
  viewerIds: string[] | undefined;
  afterRev: number;
  /** to an instance: from where on reactions are told, where that is before `afterRev` */
  reactedAfter?: number;
  /** rows, and of text no more than `PAGE_BYTES`; a rev is never divided, so that creation with its first members comes whole */
  limit: number;
  /** more members than this: no marks */
  smallGroup: number;
}

/** @returns undefined if there is no such conversation, or no viewer is in it */
export async function readChanges(sql: Sql, wanted: ChangesWanted): Promise<ChangesRead | undefined> {
  const [row] = await sql.query<WithMessages<ChangesRead>>(CHANGES, [
    wanted.conversationId,
    wanted.viewerIds ?? null,
    wanted.afterRev,
    wanted.limit,
    wanted.smallGroup,
    wanted.reactedAfter ?? wanted.afterRev,
  ]);
  return row && unpackMessages<ChangesRead>(row);
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
    from hidden_messages h join g on g.id = h.message_id where $2::uuid[] is null or h.user_id = any($2::uuid[]))`;
const BEGAN = `(
  select coalesce(json_agg(json_build_object('user_id', b.user_id, 'joined_rev', b.joined_rev)), '[]')
    from members b where b.conversation_id = $1 and b.rev > $3 and b.joined_rev > $3)`;
const MINE = `(
  select coalesce(json_agg(json_build_object('message_id', r.message_id, 'user_id', r.user_id, 'emoji', r.emoji)
           order by r.created_at, r.emoji), '[]')
    from reactions r join g on g.id = r.message_id where r.is_on and r.user_id = any($2::uuid[]))`;

/** Rows of a page at most, and the one more; a limit that comes with the values, Postgres takes for a tenth of the conversation. */
const MOST = 501;
/**
 * Of text in a page as JSON has it (six bytes for a control character), unless its first message alone has more: an answer takes a good part
 * of what may wait for a peer (`sendBudgetBytes`).
 */
const PAGE_BYTES = 512 * 1024;

const CHANGES = `
  with v as materialized (
    select user_id, role, first_seq, delivered_seq, read_seq
      from members where conversation_id = $1 and left_at is null and user_id = any($2::uuid[])
  ), c as materialized (
    select c.id, c.user_a, c.user_b, c.rev as head_rev, c.last_seq,
           coalesce(g.member_count, case when c.user_a = c.user_b then 1 else 2 end) as size
      from conversations c
      left join groups g on g.id = c.id
     where c.id = $1 and ($2::uuid[] is null or exists (select 1 from v))
  ), first as materialized (
    select coalesce(min(first_seq), 1) as seq from v
  ), picked as materialized (
    select rev, content, row_number() over w as n, sum(octet_length(content)) over w as bytes from (
      (select * from (
         select g.rev, g.content from messages g where g.conversation_id = $1 and g.rev > $3 and g.seq >= (select seq from first)
          order by g.rev limit ${MOST}) few limit $4::bigint + 1)
      union all
      (select m.rev, '' from members m where m.conversation_id = $1 and m.rev > $3 order by m.rev limit $4::bigint + 1)
      union all
      (select g.rev, '' from groups g where g.id = $1 and g.rev > $3)
    ) revs window w as (order by rev rows unbounded preceding) order by rev limit $4::bigint + 1
  ), fits as materialized (
    select rev from (
      select rev, n, sum(octet_length(to_json(content)::text)) over (order by rev rows unbounded preceding) as bytes
        from picked where n <= $4 and (n = 1 or bytes <= ${PAGE_BYTES})
    ) near where n = 1 or bytes <= ${PAGE_BYTES}
  ), cut as materialized (
    select case when (select count(*) from fits) = (select count(*) from picked) then (select head_rev from c)
           else (select max(rev) from fits) end as rev
  ), m as materialized (
    select m.* from members m where m.conversation_id = $1 and m.rev > $3 and m.rev <= (select rev from cut)
       -- The end of a group is one change: the memberships that ended with it are not told one by one.
       and m.rev is distinct from (select d.rev from groups d where d.id = $1 and d.deleted_at is not null)
  ), g as materialized (
    select g.* from messages g
     where g.conversation_id = $1 and g.rev > $3 and g.rev <= (select rev from cut) and g.seq >= (select seq from first)
  )
  select c.*, $3::bigint as after_rev, cut.rev,
         (select coalesce(json_agg(v), '[]') from v) as viewers,
         ${messagesJson("g", "g.rev")} as messages,
         case when $2::uuid[] is null then ${REACTED} else '[]' end as reacted,
         ${HIDDEN} as hidden,
         case when $2::uuid[] is null then '[]' else ${MINE} end as mine,
         case when $2::uuid[] is null then ${BEGAN} else '[]' end as began,
         (select coalesce(json_agg(${MEMBER} order by m.rev, m.user_id), '[]') from m join users u on u.id = m.user_id) as members,
         (select ${groupJson("r")} from groups r
           where r.id = c.id and (r.rev > $3 and r.rev <= cut.rev or exists (select 1 from m))) as "group",
         ${topMarksJson("c.id")} as top,
         case when $2::uuid[] is null or cut.rev < c.head_rev or c.size > $5 then '[]' else (
           select json_agg(json_build_object('user_id', o.user_id, 'delivered_seq', ${movedTo("delivered", "o")},
                    'read_seq', ${movedTo("read", "o")}) order by o.user_id)
             from members o where o.conversation_id = c.id and o.left_at is null
         ) end as marks
    from c, cut`;
