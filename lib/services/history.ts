// Reading messages: of a person, of a group, or one. A page and the head that it belongs to come from one snapshot.

import { type HistoryRead, type Range, readHistory, readMessage, readOwnMessage } from "../../db/history.ts";
import type { StoredMessage } from "../../db/message_rows.ts";
import type { MessagePage } from "../protocol/answers.ts";
import { invalidField, notFound } from "../protocol/errors.ts";
import type { MessagesQuery } from "../protocol/rest.ts";
import type { MessageView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { privateConversation } from "./conversations.ts";
import type { Actor } from "./deps.ts";
import { messageViewFor } from "./views.ts";
import type { Sent } from "./writer.ts";

/** How far the seed's pages go: beyond, a query would count what it skips. */
const PAGES_END = 10_000;

/**
 * The messages with a person; with oneself: one's notes.
 * @returns an empty page where nothing was ever said
 * @throws ParleyError `not_found` (no such person), `invalid_field`
 */
export async function withPerson(
  deps: ChatDeps,
  actor: Actor,
  userId: string,
  query: MessagesQuery,
): Promise<MessagePage> {
  const range = rangeOf(query);
  const id = await privateConversation(deps, actor, userId, { make: false });
  if (id === undefined) return { messages: [], has_more: false, epoch: deps.epoch(), rev: 0 };
  return pageOf(deps, actor, await readHistory(deps.db, actor.userId, { id, kind: "private" }, range), range);
}

/** @throws ParleyError `not_found` (no such group, or not a member), `invalid_field` */
export async function inGroup(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  query: MessagesQuery,
): Promise<MessagePage> {
  const [group, range] = [{ id: groupId, kind: "group" } as const, rangeOf(query)];
  return pageOf(deps, actor, await readHistory(deps.db, actor.userId, group, range), range);
}

/** @throws ParleyError `not_found` */
export const one = async (deps: Pick<ChatDeps, "db">, actor: Actor, messageId: string): Promise<MessageView> =>
  only(actor, await readMessage(deps.db, actor.userId, messageId));

/**
 * A message that the actor just sent, or sent again: a repeat is answered even after they were removed from the group, but tells
 * nothing of who has read it since, reacted to it or pinned it.
 */
export async function sent(
  deps: Pick<ChatDeps, "db">,
  actor: Actor,
  { id, view }: Pick<Sent, "id" | "view">,
): Promise<MessageView> {
  if (view !== undefined) return view();
  const read = await readMessage(deps.db, actor.userId, id);
  if (read !== undefined) return only(actor, read);
  const own = await readOwnMessage(deps.db, actor.userId, id);
  return only(actor, own && { ...own, messages: own.messages.map(asSent) });
}

/** What its sender knows of a message without being there. */
const asSent = (row: StoredMessage): StoredMessage => ({
  ...row,
  rev: row.sent_rev,
  reactions: [],
  pinned_at: null,
  updated_at: row.edited_at ?? row.created_at,
});

function only(actor: Actor, read: HistoryRead | undefined): MessageView {
  const [row] = read?.messages ?? [];
  if (read === undefined || row === undefined) throw notFound("This message");
  return messageViewFor(row, read, actor.userId, read.top);
}

/** One row more than asked for tells whether there are more. */
function rangeOf({ before, after, around, page, limit }: MessagesQuery): Range {
  if ([before, after, around].filter((seq) => seq !== undefined).length > 1) {
    throw invalidField("before", "only one of before, after and around");
  }
  // The message itself is one of those from it on; the row more is an older one.
  if (around !== undefined) return { kind: "around", seq: around, before: (limit - 1 >> 1) + 1, limit: limit + 1 };
  if (after !== undefined) return { kind: "after", seq: after, limit: limit + 1 };
  if (before !== undefined || page === undefined) {
    return { kind: "before", seq: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 };
  }
  const offset = (page - 1) * limit;
  if (offset >= PAGES_END) throw invalidField("page", "too far back; use before");
  return { kind: "page", offset, limit: limit + 1 };
}

function pageOf(deps: ChatDeps, actor: Actor, read: HistoryRead | undefined, range: Range): MessagePage {
  if (read === undefined) throw notFound("This conversation");
  const has_more = range.kind === "around"
    ? read.messages.filter((row) => row.seq < range.seq).length === range.before
    : read.messages.length === range.limit;
  const shown = has_more ? read.messages.slice(0, -1) : read.messages;
  return {
    messages: shown.map((row) => messageViewFor(row, read, actor.userId, read.top)),
    has_more,
    epoch: deps.epoch(),
    rev: read.rev,
  };
}
