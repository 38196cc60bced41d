// A person's conversations: the list, what of it changed by `me_rev`, and single entries for the hub. Every entry is read in one
// snapshot, a page in a fixed number of queries.

import {
  entriesByIds,
  entriesByMeRev,
  type EntryRow,
  meRevOf,
  type RecentCursor,
  recentEntries,
} from "../../db/entries.ts";
import { type HiddenRow, hiddenSince } from "../../db/hidden.ts";
import type { ConversationChanges, ConversationPage } from "../protocol/answers.ts";
import { COUNT_MAX } from "../protocol/limits.ts";
import type { ConversationsQuery } from "../protocol/rest.ts";
import type { ConversationView } from "../protocol/views.ts";
import { cursorInvalid } from "./changes.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Actor } from "./deps.ts";
import { conversationView } from "./views.ts";

/** One conversation of a person, and where it stands in their own numbers. */
export interface Entry {
  view: ConversationView;
  me_rev: number;
  /** the change with which their membership began */
  joined_rev: number;
  /** messages of it that they have hidden, by the changes that are told */
  hidden: string[];
}

/** What changed for one person alone. */
export interface ChangedEntries {
  /** all up to here is in this answer */
  me_rev: number;
  entries: Entry[];
  /** with a `rev` of the conversation by which they were out */
  removed: { id: string; me_rev: number; rev: number }[];
}

/** One read of what changed: entries, and what was hidden by the same changes. */
interface Step extends ChangedEntries {
  hidden: HiddenRow[];
}

/** Entries of one read when everything that changed is wanted. */
const STEP = 200;
/** Hidden messages of one read. */
const HIDDEN_STEP = 1_000;
const CURSOR = /^(\d{1,18})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The list, most recent first; or, with `after_me_rev`, exactly what changed for this person alone.
 * @throws ParleyError `invalid_field` (cursor), `cursor_invalid` (another epoch, or a number from the future)
 */
export async function list(deps: ChatDeps, actor: Actor, query: ConversationsQuery) {
  if (query.epoch !== undefined && query.epoch !== deps.epoch()) throw cursorInvalid();
  return query.after_me_rev === undefined
    ? await recent(deps, actor, query)
    : await changedSince(deps, actor, { ...query, after_me_rev: query.after_me_rev });
}

async function recent(deps: ChatDeps, actor: Actor, query: ConversationsQuery): Promise<ConversationPage> {
  const after = query.cursor === undefined ? undefined : recentCursor(query.cursor);
  const { me_rev, rows } = await recentEntries(deps.db, actor.userId, COUNT_MAX, after, query.limit + 1);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    epoch: deps.epoch(),
    me_rev,
    conversations: page.map((row) => conversationView(row, actor.userId)),
    next_cursor: rows.length > page.length && last !== undefined ? encodeCursor(last.active_us, last.id) : null,
  };
}

function recentCursor(cursor: string): RecentCursor {
  const [active_us = "", id = ""] = decodeCursor(cursor, CURSOR);
  return { active_us, id };
}

async function changedSince(
  deps: ChatDeps,
  actor: Actor,
  query: ConversationsQuery & { after_me_rev: number },
): Promise<ConversationChanges> {
  const upTo = await meRevOf(deps.db, actor.userId);
  if (query.after_me_rev > upTo) throw cursorInvalid();
  const step = await changedStep(deps, actor.userId, { after: query.after_me_rev, upTo, limit: query.limit });
  return {
    epoch: deps.epoch(),
    me_rev: step.me_rev,
    conversations: step.entries.map((entry) => entry.view),
    removed: step.removed.map((entry) => entry.id),
    hidden: step.hidden.map((row) => row.message_id),
    has_more: step.me_rev < upTo,
  };
}

/** Entries of these conversations, as far as they are the person's. */
export async function conversationEntries(
  deps: Pick<ChatDeps, "db">,
  userId: string,
  conversationIds: readonly string[],
): Promise<Entry[]> {
  const rows = await entriesByIds(deps.db, userId, COUNT_MAX, conversationIds);
  return rows.map((row) => entryOf(row, userId));
}

/** Everything that changed for the person alone after `afterMeRev`, by me_rev. */
export async function changedEntries(
  deps: Pick<ChatDeps, "db">,
  userId: string,
  afterMeRev: number,
): Promise<ChangedEntries> {
  const upTo = await meRevOf(deps.db, userId);
  const all: Step = { me_rev: afterMeRev, entries: [], removed: [], hidden: [] };
  while (all.me_rev < upTo) {
    const step = await changedStep(deps, userId, { after: all.me_rev, upTo, limit: STEP });
    all.me_rev = step.me_rev;
    all.entries.push(...step.entries);
    all.removed.push(...step.removed);
    all.hidden.push(...step.hidden);
  }
  const { hidden, ...changed } = all;
  return { ...changed, entries: await withHidden(deps, userId, changed, hidden) };
}

/** Each entry with what was hidden of it; also those that moved on beyond what is read here, for that would be told never again. */
async function withHidden(
  deps: Pick<ChatDeps, "db">,
  userId: string,
  { entries, removed }: ChangedEntries,
  hidden: HiddenRow[],
): Promise<Entry[]> {
  const byConversation = Map.groupBy(hidden, (row) => row.conversation_id);
  const known = new Set([...entries.map((entry) => entry.view.id), ...removed.map((entry) => entry.id)]);
  const missing = [...byConversation.keys()].filter((id) => !known.has(id));
  const moved = missing.length === 0 ? [] : await conversationEntries(deps, userId, missing);
  const rowsOf = (entry: Entry) => byConversation.get(entry.view.id) ?? [];
  return [...entries, ...moved.map((entry) => ({ ...entry, me_rev: rowsOf(entry).at(-1)!.me_rev }))]
    .map((entry) => ({ ...entry, hidden: rowsOf(entry).map((row) => row.message_id) }));
}

async function changedStep(
  deps: Pick<ChatDeps, "db">,
  userId: string,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<Step> {
  const hidden = await hiddenSince(deps.db, userId, { after, upTo, limit: HIDDEN_STEP + 1 });
  const end = hidden.length > HIDDEN_STEP ? hidden[HIDDEN_STEP - 1]!.me_rev : upTo;
  const rows = await entriesByMeRev(deps.db, userId, COUNT_MAX, { after, upTo: end, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const me_rev = rows.length > limit ? page.at(-1)!.me_rev : end;
  return {
    me_rev,
    hidden: hidden.filter((row) => row.me_rev <= me_rev),
    entries: page.filter((row) => !row.left).map((row) => entryOf(row, userId)),
    removed: page.filter((row) => row.left).map(({ id, me_rev, rev }) => ({ id, me_rev, rev })),
  };
}

const entryOf = (row: EntryRow, userId: string): Entry => ({
  view: conversationView(row, userId),
  me_rev: row.me_rev,
  joined_rev: row.joined_rev,
  hidden: [],
});
