// Where a search goes before it begins: which conversations and people are meant, how much one can read at all, and which segments
// of the index may hold it.

import type { Sql } from "./sql.ts";
import { literal } from "./search_names.ts";

/** A segment holds the messages with ids greater than `after_id`, up to the next one's. */
export interface Segment {
  no: number;
  after_id: string;
}

export interface Scope {
  /** of all that is there, newest first */
  segments: Segment[];
  /** messages that the viewer can read in these conversations, at most */
  readable: number;
  /** how many of the conversations are the viewer's */
  conversations: number;
}

/** @param conversationIds null: all of the viewer's */
export async function searchScope(
  sql: Sql,
  viewerId: string,
  conversationIds: readonly string[] | null,
): Promise<Scope> {
  const [scope] = await sql.query<Scope>(
    `select (select json_agg(json_build_object('no', no, 'after_id', after_id) order by no desc) from search_segments) as segments,
            count(*) as conversations, coalesce(sum(c.last_seq - v.first_seq + 1), 0)::bigint as readable
       from members v join conversations c on c.id = v.conversation_id
      where v.user_id = $1 and v.left_at is null
        and ($2::uuid[] is null or c.id = any($2::uuid[]))`,
    [viewerId, conversationIds],
  );
  if (scope === undefined) throw new Error("no row from a select that counts");
  return scope;
}

/**
 * The viewer's conversations that go by one of these names: a group's, or the user name of the other person. Where none is called
 * exactly so, those whose name begins so.
 * @param keys folded like the stored keys
 */
export async function conversationsCalled(sql: Sql, viewerId: string, keys: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select id from (
       select c.id, rank() over (partition by n.i order by coalesce(g.name_key, u.username_key) <> n.key) as place
         from members v join conversations c on c.id = v.conversation_id
         left join groups g on g.id = c.id
         left join users u on u.id = case when c.user_a = $1 then c.user_b else c.user_a end
         join unnest($2::text[], $3::text[]) with ordinality as n(key, pattern, i)
           on coalesce(g.name_key, u.username_key) like n.pattern
        where v.user_id = $1 and v.left_at is null and g.deleted_at is null
     ) named where place = 1`,
    [viewerId, keys, keys.map((key) => `${literal(key)}%`)],
  );
  return rows.map((row) => row.id);
}

/** How many may go by one beginning of a name. */
const PEOPLE = 50;

/**
 * Whoever goes by one of these names: the user name, or else the shown name, or else one of them that begins so.
 * @param keys folded like the stored keys
 */
export async function peopleCalled(sql: Sql, keys: readonly string[]): Promise<string[]> {
  const rows = await sql.query<{ id: string }>(
    `select u.id from unnest($1::text[], $2::text[]) as n(key, pattern) cross join lateral (
       select id from (
         select u.id, rank() over (order by u.username_key <> n.key, u.name_key <> n.key) as place from users u
          where name_grams(u.username_key || ' ' || u.name_key) @> name_grams(n.key)
            and (u.username_key like n.pattern or ' ' || u.name_key like '% ' || n.pattern)
       ) named where place = 1 limit ${PEOPLE}
     ) u`,
    [keys, keys.map((key) => `${literal(key)}%`)],
  );
  return rows.map((row) => row.id);
}
