// Reactions: one row a person and emoji. One taken back stays as a row that is off, so that a repaired stream can tell of it by its
// rev; all go with the message (`erase` in message_changes.ts).

import { notHidden } from "./hidden.ts";
import type { Sql } from "./sql.ts";
import { userJson, type UserRow } from "./users.ts";

/** What is on of a message's reactions, as far as judging one more needs it. */
export interface ReactionsAt {
  /** whether the person has reacted with this emoji */
  mine: boolean;
  /** whether anybody has */
  used: boolean;
  /** distinct emoji */
  emoji: number;
}

export async function reactionsAt(tx: Sql, messageId: string, userId: string, emoji: string): Promise<ReactionsAt> {
  const [row] = await tx.query<ReactionsAt>(
    `select coalesce(bool_or(emoji = $3 and user_id = $2), false) as mine, coalesce(bool_or(emoji = $3), false) as used,
            count(distinct emoji)::int as emoji
       from reactions where message_id = $1 and is_on`,
    [messageId, userId, emoji],
  );
  return row ?? { mine: false, used: false, emoji: 0 };
}

/** Gives a reaction or takes it back; one that is given again counts from then. */
export const setReaction = (
  tx: Sql,
  reaction: { messageId: string; conversationId: string; userId: string; emoji: string; rev: number; on: boolean },
): Promise<unknown[]> =>
  tx.query(
    `insert into reactions (message_id, user_id, emoji, conversation_id, rev, is_on, created_at)
     values ($1, $2, $3, $4, $5, $6, statement_timestamp())
     on conflict (message_id, emoji, user_id) do update
       set rev = excluded.rev, is_on = excluded.is_on, created_at = excluded.created_at`,
    [reaction.messageId, reaction.userId, reaction.emoji, reaction.conversationId, reaction.rev, reaction.on],
  );

/** Somebody who reacted, with every emoji of theirs. */
export interface Reactor {
  user: UserRow;
  emoji: string[];
}

/**
 * Who reacted to a message, by their ids.
 * @param after the person after whom the page begins
 * @returns undefined if there is no such message, or none that the viewer may see
 */
export async function reactorsOf(
  sql: Sql,
  viewerId: string,
  messageId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<{ message_type: string; reactors: Reactor[] } | undefined> {
  const [row] = await sql.query<{ message_type: string; reactors: Reactor[] }>(
    `with page as materialized (
       select user_id, json_agg(emoji order by created_at, emoji) as emoji from reactions
        where message_id = $2 and is_on and ($3::uuid is null or user_id > $3) group by user_id order by user_id limit $4
     )
     select g.message_type,
            (select coalesce(json_agg(json_build_object('user', ${userJson("u", "$1")}, 'emoji', p.emoji)
                      order by p.user_id), '[]')
               from page p join users u on u.id = p.user_id) as reactors
       from messages g join members m on m.conversation_id = g.conversation_id and m.user_id = $1
      where g.id = $2 and m.left_at is null and g.seq >= m.first_seq and ${notHidden("g", "$1")}`,
    [viewerId, messageId, after ?? null, limit],
  );
  return row;
}
