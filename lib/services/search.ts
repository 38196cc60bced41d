// Searching what was said, and for the switcher people and groups as well. The newest first; nothing that the person may not read.

import { type FoundMessage, type MessageSearch, searchMessages } from "../../db/search.ts";
import { searchGroups } from "../../db/search_names.ts";
import { searchScope, type Segment } from "../../db/search_scope.ts";
import type { MessageResults, SwitcherAnswer } from "../protocol/answers.ts";
import { notFound } from "../protocol/errors.ts";
import { nameKey } from "../protocol/names.ts";
import type { SearchMessagesQuery } from "../protocol/rest.ts";
import { highlightsOf } from "../protocol/search_highlights.ts";
import type { Search } from "../protocol/search_query.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Actor, Deps } from "./deps.ts";
import { foundView } from "./discover.ts";
import * as people from "./people.ts";
import { queriesOf } from "./search_lexemes.ts";
import { idsOf, nextId, placesOf, searchOf, sendersOf } from "./search_scope.ts";
import { messageViewFor } from "./views.ts";

type SearchDeps = Pick<Deps, "db" | "searches">;

const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;
const NOTHING: MessageResults = { results: [], has_more: false, next_cursor: null };
/** Who can read no more than this is answered from what they can read, however common a word is elsewhere. */
const FEW_READABLE = { own: 10_000, embedded: 1_000 };
/** Segments of the first statement; each further one asks twice as many. */
const FIRST_SEGMENTS = 4;
/** After it, what was found is the answer, and the caller may go on from there. */
const BUDGET_MS = 200;
/** Of each kind in the switcher. */
const FEW = 6;

/**
 * What was said, as far as the person may read it.
 * @throws ParleyError `invalid_field` `rate_limited` `not_found` (the conversation of the parameter)
 */
export async function messages(deps: SearchDeps, actor: Actor, query: SearchMessagesQuery): Promise<MessageResults> {
  await deps.searches.spend(actor.userId);
  return await find(deps, actor, query);
}

async function find({ db }: SearchDeps, actor: Actor, query: SearchMessagesQuery): Promise<MessageResults> {
  const search = searchOf(query);
  const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, CURSOR)[0];
  if (search.hopeless || isEmpty(search, query)) return NOTHING;
  const places = await placesOf(db, actor, search, query.conversation_id);
  const senders = await sendersOf(db, actor, search);
  const scope = await searchScope(db, actor.userId, places ?? null);
  if (query.conversation_id !== undefined && scope.conversations === 0 && search.in.length === 0) {
    throw notFound("This conversation");
  }
  if (scope.readable <= 0 || senders?.length === 0) return NOTHING;
  const wanted = {
    viewerId: actor.userId,
    conversationIds: places ?? null,
    senderIds: senders ?? null,
    ...queriesOf(search, senders),
    ...idsOf(search, cursor),
    after: timeText(search.after),
    before: timeText(search.before),
  };
  const walk = new Walk(db, wanted, relevant(scope.segments, wanted), query.limit + 1);
  const few = db.embedded ? FEW_READABLE.embedded : FEW_READABLE.own;
  await (scope.readable <= few ? walk.all() : walk.newestFirst());
  return resultsOf(walk, search, actor, query.limit);
}

const isEmpty = (search: Search, { q, conversation_id }: SearchMessagesQuery): boolean =>
  q.trim() === "" && conversation_id === undefined && search.from.length + search.has.length === 0 &&
  search.before === undefined && search.after === undefined;

const timeText = (ms: number | undefined): string | null => ms === undefined ? null : new Date(ms).toISOString();

/** Segments that can hold anything between the two ids, newest first. */
const relevant = (segments: Segment[], { fromId, beforeId }: { fromId: string; beforeId: string }): Segment[] =>
  segments.filter(({ after_id }, i) => after_id < beforeId && (i === 0 || segments[i - 1]!.after_id >= fromId));

/** The way through the segments of the index, from the newest backwards, until there is enough. */
class Walk {
  readonly found: FoundMessage[] = [];
  /** ids below this were not looked at; undefined: all were */
  stoppedAt: string | undefined;

  constructor(
    readonly db: SearchDeps["db"],
    readonly wanted: Omit<MessageSearch, "segments" | "limit">,
    readonly segments: readonly Segment[],
    readonly limit: number,
  ) {}

  async all(): Promise<void> {
    await this.#read("conversations", this.segments);
  }

  async newestFirst(): Promise<void> {
    const end = performance.now() + BUDGET_MS;
    for (let at = 0, size = FIRST_SEGMENTS; at < this.segments.length; at += size, size *= 2) {
      const part = this.segments.slice(at, at + size);
      await this.#read("segments", part);
      if (this.found.length >= this.limit) return;
      if (performance.now() < end || at + size >= this.segments.length) continue;
      this.stoppedAt = nextId(part.at(-1)!.after_id);
      return;
    }
  }

  async #read(way: "segments" | "conversations", segments: readonly Segment[]): Promise<void> {
    const limit = this.limit - this.found.length;
    const wanted = { ...this.wanted, segments: segments.map(({ no }) => no), limit };
    this.found.push(...await searchMessages(this.db, way, wanted));
  }
}

/** The index may be a moment behind an edit: what no longer says it is no result. */
function resultsOf({ found, stoppedAt }: Walk, search: Search, actor: Actor, limit: number): MessageResults {
  const page = found.slice(0, limit);
  const results = page.flatMap(({ message, place, top }) => {
    const highlights = highlightsOf(message.content, search);
    return highlights === undefined ? [] : [{ message: messageViewFor(message, place, actor.userId, top), highlights }];
  });
  const next = found.length > limit ? page.at(-1)?.message.id : stoppedAt;
  return { results, has_more: next !== undefined, next_cursor: next === undefined ? null : encodeCursor(next) };
}

/**
 * The first few of everything that goes by these words.
 * @throws ParleyError `rate_limited`
 */
export async function everything(deps: Deps, actor: Actor, { q }: { q: string }): Promise<SwitcherAnswer> {
  await deps.searches.spend(actor.userId);
  const key = nameKey(q.trim());
  if (key === "") return { people: [], groups: [], messages: [] };
  const [users, groups, said] = await Promise.all([
    people.search(deps, actor, { q, limit: FEW }),
    searchGroups(deps.db, actor.userId, key, FEW),
    find(deps, actor, { q, limit: FEW }),
  ]);
  return {
    people: users,
    groups: groups.map(foundView),
    messages: said.results.map(({ message }) => message),
  };
}
