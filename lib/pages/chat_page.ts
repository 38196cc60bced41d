// What the chat's pages show, gathered for one rendering: the list, and where one is open its messages, members and authors. The
// island begins with the very same values.

import type { ChatState, OpenPage } from "../client/chat_state.ts";
import { fullName } from "../client/names.ts";
import { type Target, targetKey, targetOf } from "../client/target.ts";
import type { Dictionary } from "../i18n/en.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { MessagesQuery } from "../protocol/rest.ts";
import type { ConversationView, MessageView, UserView } from "../protocol/views.ts";
import * as blocks from "../services/blocks.ts";
import { otherOfConversation, privateConversation } from "../services/conversations.ts";
import type { Actor, Deps } from "../services/deps.ts";
import * as entries from "../services/entries.ts";
import * as groups from "../services/groups.ts";
import * as history from "../services/history.ts";
import * as people from "../services/people.ts";
import { pins } from "../services/pins.ts";

const LISTED = 100;
const MESSAGES = 50;

/** What an address names: with whom, or a conversation by its own id. */
export type Named = Target | { kind: "conversation"; id: string };

/** Which messages: the latest, unless one of these is given. */
export interface Wanted {
  target: Named | null;
  /** what came before this seq */
  before?: number;
  /** those around this seq */
  around?: number;
  /** where the list begins, instead of at the most recent conversation */
  list?: string;
}

type Range = Pick<Wanted, "before" | "around">;

/** @throws ParleyError `not_found`: no such person or group, or not theirs */
export async function chatState(
  deps: Deps,
  actor: Actor,
  { target: wanted, list: cursor, ...range }: Wanted,
): Promise<ChatState> {
  // The list first: what changes until the messages are read is then told again rather than lost. What does not need each other is
  // read at once: between any two steps others get their turn, and with them the time that their pages take.
  const [me, list] = await Promise.all([
    people.profile(deps, actor),
    entries.list(deps, actor, { limit: LISTED, cursor }),
  ]);
  if (!("next_cursor" in list)) throw new Error("asked for the list, got its changes");
  const { recallSeconds, messageBytes, fileBytes, filesPerMessage } = deps.limits;
  const common = { me, limits: { recallSeconds, messageBytes, fileBytes, filesPerMessage } };
  if (wanted === null) return { ...common, list, open: null, people: [] };
  const listed = list.conversations.find((it) => isAt(it, wanted));
  const target = (listed && targetOf(listed)) ?? await targetNamed(deps, actor, wanted);
  const entry = listed ?? await entryOf(deps, actor, target);
  const read = await openPage(deps, actor, target, isGiven(range) ? range : beginning(actor, entry), entry?.id);
  const [quoted, isBlocked] = await Promise.all([quotedIn(deps, actor, read), blocked(deps, actor, read, entry)]);
  const open = { ...read, quoted, isBlocked };
  const conversations = entry === undefined || listed ? list.conversations : [...list.conversations, entry];
  return { ...common, list: { ...list, conversations }, open, people: await authors(deps, actor, target, open) };
}

const isAt = (entry: ConversationView, target: Named): boolean => {
  if (target.kind === "conversation") return entry.id === target.id;
  const its = targetOf(entry);
  return its !== undefined && targetKey(its) === targetKey(target);
};

const isGiven = ({ before, around }: Range): boolean => before !== undefined || around !== undefined;

/**
 * Where more is unread than a page holds, one begins at the first of it. Whoever spoke last has been at the end, and wants to see it,
 * though the mark of that may be on its way.
 */
const beginning = ({ userId }: Actor, entry: ConversationView | undefined): Range =>
  entry !== undefined && entry.unread_count > 0 && entry.last_seq - entry.last_read_seq > MESSAGES &&
    entry.last_message?.sender_id !== userId
    ? { around: entry.last_read_seq + 1 }
    : {};

/** @param id of the conversation, where there is one */
async function openPage(deps: Deps, actor: Actor, target: Target, range: Range, id?: string): Promise<OpenPage> {
  const query: MessagesQuery = { limit: MESSAGES, ...range };
  const readPins = async () => id === undefined ? undefined : await pins(deps, actor, id);
  const [opened, page, pinned] = await Promise.all([
    target.kind === "group" ? groups.open(deps, actor, target.id) : undefined,
    target.kind === "group"
      ? history.inGroup(deps, actor, target.id, query)
      : history.withPerson(deps, actor, target.id, query),
    readPins(),
  ]);
  // Pins from before the page: what changed between the two would never be told.
  const later = pinned !== undefined && pinned.rev < page.rev ? await readPins() : pinned;
  return { target, isAround: range.around !== undefined, ...opened, page, pins: later?.messages };
}

/** What the page's messages answer and is not on it. */
async function quotedIn(deps: Deps, actor: Actor, { page }: OpenPage): Promise<MessageView[]> {
  const there = new Set(page.messages.map((it) => it.id));
  const missing = new Set(page.messages.flatMap((it) => it.reply_to ?? []).filter((it) => !there.has(it)));
  const found = await Promise.all([...missing].map((it) => history.one(deps, actor, it).catch(onlyGone)));
  return found.filter((it) => it !== undefined);
}

/** A conversation says so itself. */
async function blocked(deps: Deps, actor: Actor, { target }: OpenPage, entry?: ConversationView) {
  if (entry !== undefined || target.kind === "group") return undefined;
  return (await blocks.list(deps, actor)).some((it) => it.id === target.id);
}

/** What one answers may be hidden, or from before one came. */
function onlyGone(error: unknown): undefined {
  if (!(error instanceof ParleyError) || error.status !== 404) throw error;
}

async function entryOf(deps: Deps, actor: Actor, target: Target) {
  const id = target.kind === "group" ? target.id : await privateConversation(deps, actor, target.id, { make: false });
  const [entry] = id === undefined ? [] : await entries.conversationEntries(deps, actor.userId, [id]);
  return entry?.view;
}

/** Everybody whose name is shown and who is not among the members: those who left, and the other of a new conversation. */
async function authors(deps: Deps, actor: Actor, target: Target, open: OpenPage): Promise<UserView[]> {
  const known = new Set(open.group?.members.map((it) => it.user.id));
  const messages = [...open.page.messages, ...open.quoted ?? [], ...open.pins ?? []];
  const ids = new Set(messages.flatMap(namedIn).filter((id) => !known.has(id)));
  if (target.kind === "private") ids.add(target.id);
  const found = await Promise.all([...ids].map((id) => people.get(deps, actor, id).catch(onlyGone)));
  return found.filter((it) => it !== undefined);
}

const namedIn = ({ sender_id, forwarded_from, mentions, event }: MessageView): string[] =>
  [sender_id, forwarded_from, event?.user_id, ...mentions].filter((id) => id !== null && id !== undefined);

/** Who or which group that is. @throws ParleyError `not_found`: no conversation of theirs */
export async function targetNamed(deps: Deps, actor: Actor, named: Named): Promise<Target> {
  if (named.kind !== "conversation") return named;
  const other = await otherOfConversation(deps, actor, named.id);
  return other === null ? { kind: "group", id: named.id } : { kind: "private", id: other };
}

/** With whom, or in which group; the browser's script adds how much is unread. */
export function pageTitle({ me, open, people }: ChatState, t: Dictionary): string {
  const person = people.find((it) => open?.target.kind === "private" && it.id === open.target.id);
  const other = open?.target.id === me.id ? t.list.notes : person && fullName(person);
  const name = open?.group?.group.name ?? other;
  return name === undefined ? t.app.name : `${name} · ${t.app.name}`;
}
