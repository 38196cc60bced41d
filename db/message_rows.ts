// A message as queries read it, as one JSON value, and how far the others of its conversation have got.

import { attachmentsJson, type FileRow } from "./file_rows.ts";
import { isoTime, objectJson, rowsJson, type Values } from "./json.ts";

/** What every message has. */
interface Plain {
  id: string;
  seq: number;
  rev: number;
  sender_id: string;
  client_id: string | null;
  content: string;
  created_at: string;
}

/** What says something only of some: all others have what `usual` says. */
interface More {
  /** other than `rev`: it was changed since */
  sent_rev: number;
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
  updated_at: string;
}

/** A message as it is stored, content of the deleted and recalled included: what of it is shown, `views.ts` decides. */
export type StoredMessage = { conversation_id: string } & Plain & More;

/** A message as queries give it: `more` only where it was changed since it was sent, or is not just text. */
export type MessageJson = Plain & { more: More | null };

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

/** By emoji, the first given first, each with its first three people. */
const reactionsJson = (message: string): string =>
  `(select coalesce(json_agg(json_build_object('emoji', e.emoji, 'count', e.count, 'user_ids', e.user_ids[1:3])
             order by e.first, e.emoji), '[]')
      from (select emoji, count(*) as count, min(created_at) as first, array_agg(user_id order by created_at, user_id) as user_ids
              from reactions r where r.message_id = ${message}.id and r.is_on group by emoji) e)`;

const myReactions = (message: string, viewer: string): string =>
  `(select coalesce(json_agg(r.emoji order by r.created_at, r.emoji), '[]') from reactions r
     where r.message_id = ${message}.id and r.user_id = ${viewer} and r.is_on)`;

const plainOf = (message: string): Values<Plain> => ({
  id: `${message}.id`,
  seq: `${message}.seq`,
  rev: `${message}.rev`,
  sender_id: `${message}.sender_id`,
  client_id: `${message}.client_id`,
  content: `${message}.content`,
  created_at: isoTime(`${message}.created_at`),
});

/** Every change of a message, and every reaction, takes a rev; unless somebody deletes by hand, which must count too. */
const isUsual = (message: string): string =>
  `${message}.rev = ${message}.sent_rev and ${message}.deleted_at is null and ${message}.recalled_at is null
   and ${message}.message_type = 'text' and ${message}.reply_to is null
   and ${message}.mentions = '{}' and not ${message}.mentions_all and ${message}.forwarded_from is null`;

/** New lists each time: values of which none occurs twice are written into a page much faster. */
const usual = (plain: Plain): More => ({
  sent_rev: plain.rev,
  message_type: "text",
  reply_to: null,
  edited_at: null,
  recalled_at: null,
  deleted_at: null,
  pinned_at: null,
  changed_by: null,
  mentions: [],
  mentions_all: false,
  forwarded_from: null,
  attachments: null,
  event: null,
  reactions: [],
  my_reactions: [],
  updated_at: plain.created_at,
});

const moreOf = (message: string, viewer: string | undefined): Values<More> => ({
  sent_rev: `${message}.sent_rev`,
  message_type: `${message}.message_type`,
  reply_to: `${message}.reply_to`,
  edited_at: isoTime(`${message}.edited_at`),
  recalled_at: isoTime(`${message}.recalled_at`),
  deleted_at: isoTime(`${message}.deleted_at`),
  pinned_at: isoTime(`${message}.pinned_at`),
  changed_by: `${message}.changed_by`,
  mentions: `${message}.mentions`,
  mentions_all: `${message}.mentions_all`,
  forwarded_from: `${message}.forwarded_from`,
  attachments: attachmentsJson(message),
  event: `${message}.event`,
  reactions: reactionsJson(message),
  ...viewer === undefined ? {} : { my_reactions: myReactions(message, viewer) },
  updated_at: isoTime(`${message}.updated_at`),
});

const valuesOf = (message: string, viewer: string | undefined): Values<MessageJson> => ({
  ...plainOf(message),
  more: `case when ${isUsual(message)} then null else ${objectJson(moreOf(message, viewer))} end`,
});

/**
 * One MessageJson.
 * @param message the alias of `messages`
 * @param viewer an expression for the viewer's id; left out where it is everybody's
 */
export const messageJson = (message: string, viewer?: string): string => objectJson(valuesOf(message, viewer));

/** @param list the alias of a relation of messages @returns MessageJson[] as one JSON value, by the `order` given */
export const messagesJson = (list: string, order: string, viewer?: string): string =>
  rowsJson(valuesOf("g", viewer), `${list} g order by ${order}`);

export const unpackMessage = ({ more, ...plain }: MessageJson, conversationId: string): StoredMessage => ({
  conversation_id: conversationId,
  ...plain,
  ...more ?? usual(plain),
});

/** What a query reads of one conversation, its messages among other things. */
export type WithMessages<Read> = Omit<Read, "messages"> & { id: string; messages: MessageJson[] };

export const unpackMessages = <Read>(row: WithMessages<Read>) => ({
  ...row,
  messages: row.messages.map((it) => unpackMessage(it, row.id)),
});

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
