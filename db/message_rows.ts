// A message as queries read it, as one JSON value, and how far the others of its conversation have got.

import { attachmentsJson, type FileRow } from "./file_rows.ts";
import { isoTime } from "./json.ts";

/** A message as it is stored, content of the deleted and recalled included: what of it is shown, `views.ts` decides. */
export interface StoredMessage {
  id: string;
  conversation_id: string;
  seq: number;
  rev: number;
  sent_rev: number;
  sender_id: string;
  client_id: string | null;
  content: string;
  message_type: "text" | "image" | "file" | "system";
  reply_to: string | null;
  edited_at: string | null;
  recalled_at: string | null;
  deleted_at: string | null;
  pinned_at: string | null;
  changed_by: string | null;
  mentions: string[];
  mentions_all: boolean;
  forwarded_from: string | null;
  /** the files that it holds; null: none */
  attachments: FileRow[] | null;
  /** of a system message */
  event: Record<string, unknown> | null;
  reactions: { emoji: string; count: number; user_ids: string[] }[];
  /** the viewer's, where there is one: the emoji with which they have reacted */
  my_reactions?: string[];
  created_at: string;
  updated_at: string;
}

/** Who a conversation is between; both null in a group. */
export interface Place {
  id: string;
  user_a: string | null;
  user_b: string | null;
}

/** Somebody's mark: everything up to `seq`, last moved at `at`. */
export interface Mark {
  user_id: string;
  seq: number;
  at: string;
}

/** The two furthest marks of each kind: enough to know how far at least one other than any sender has got. */
export interface TopMarks {
  read: Mark[];
  delivered: Mark[];
}

// Most messages have none: to see that costs a fraction of gathering nothing.
const anyReactions = (message: string, gathered: string): string =>
  `case when exists (select 1 from reactions r where r.message_id = ${message}.id and r.is_on) then (${gathered}) else '[]' end`;

/** By emoji, the first given first, each with its first three people. */
const reactionsJson = (message: string): string =>
  anyReactions(
    message,
    `select json_agg(json_build_object('emoji', e.emoji, 'count', e.count, 'user_ids', e.user_ids[1:3]) order by e.first, e.emoji)
       from (select emoji, count(*) as count, min(created_at) as first, array_agg(user_id order by created_at, user_id) as user_ids
               from reactions r where r.message_id = ${message}.id and r.is_on group by emoji) e`,
  );

const myReactions = (message: string, viewer: string): string =>
  anyReactions(
    message,
    `select coalesce(json_agg(r.emoji order by r.created_at, r.emoji), '[]') from reactions r
      where r.message_id = ${message}.id and r.user_id = ${viewer} and r.is_on`,
  );

/**
 * One StoredMessage.
 * @param message the alias of `messages`
 * @param viewer an expression for the viewer's id; left out where it is everybody's
 */
export const messageJson = (message: string, viewer?: string): string => {
  const column = (name: string) => `'${name}', ${message}.${name}`;
  const time = (name: string) => `'${name}', ${isoTime(`${message}.${name}`)}`;
  return `json_build_object(${
    [
      ...["id", "conversation_id", "seq", "rev", "sent_rev", "sender_id", "client_id", "content", "message_type"].map(
        column,
      ),
      ...["reply_to", "changed_by", "mentions", "mentions_all", "forwarded_from", "event"].map(column),
      `'attachments', ${attachmentsJson(message)}`,
      `'reactions', ${reactionsJson(message)}`,
      ...viewer === undefined ? [] : [`'my_reactions', ${myReactions(message, viewer)}`],
      ...["edited_at", "recalled_at", "deleted_at", "pinned_at", "created_at", "updated_at"].map(time),
    ].join(", ")
  })`;
};

/** @param list the alias of a relation of messages @returns StoredMessage[] as one JSON value, by the `order` given */
export const messagesJson = (list: string, order: string, viewer?: string): string =>
  `(select coalesce(json_agg(${messageJson("g", viewer)} order by ${order}), '[]') from ${list} g)`;

// Whoever has joined after a message has its mark set beyond it, without having read anything: no time tells of one. Marks of
// those who left count on, or what was read would become unread.
const topMarks = (kind: "read" | "delivered", conversation: string) =>
  `(select coalesce(json_agg(json_build_object('user_id', t.user_id, 'seq', t.seq, 'at', ${isoTime("t.at")})), '[]')
      from (select user_id, ${kind}_seq as seq, ${kind}_at as at from members
             where conversation_id = ${conversation} and ${kind}_at is not null
             order by ${kind}_seq desc, ${kind}_at limit 2) t)`;

/** TopMarks as one JSON value. @param conversation an expression for the conversation's id */
export const topMarksJson = (conversation: string): string =>
  `json_build_object('read', ${topMarks("read", conversation)}, 'delivered', ${topMarks("delivered", conversation)})`;
