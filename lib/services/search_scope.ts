// What a search means before anything is read of a message: who is meant by `from:`, where by `in:`, and between which ids.

import { conversationsCalled, peopleCalled } from "../../db/search_scope.ts";
import type { Sql } from "../../db/sql.ts";
import { invalidField } from "../protocol/errors.ts";
import { id } from "../protocol/fields.ts";
import { nameKey } from "../protocol/names.ts";
import type { SearchMessagesQuery } from "../protocol/rest.ts";
import { hasOf, parseSearch, type Search, timeOf } from "../protocol/search_query.ts";
import type { Actor } from "./deps.ts";

/** Ids are made a moment before the message is stored, by the clock of an instance. */
const CLOCK_SLACK_MS = 10 * 60_000;

/**
 * What was typed and what was asked for in parameters, as one.
 * @throws ParleyError `invalid_field`
 */
export function searchOf(query: Omit<SearchMessagesQuery, "limit" | "cursor">): Search {
  const search = parseSearch(query.q);
  if (query.from !== undefined) {
    if (keyOf(bare(query.from)) === "") throw invalidField("from", "must not be empty");
    search.from.push(query.from);
  }
  for (const word of query.has?.split(",") ?? []) {
    const has = hasOf(word.trim());
    if (has === undefined) throw invalidField("has", "link, file, image, code or mention");
    search.has.push(has);
  }
  const [before, after] = [timeParameter("before", query.before), timeParameter("after", query.after)];
  if (before !== undefined) search.before = Math.min(before, search.before ?? before);
  if (after !== undefined) search.after = Math.max(after, search.after ?? after);
  return search;
}

function timeParameter(name: string, value: string | undefined): number | undefined {
  const time = value === undefined ? undefined : timeOf(value);
  if (value !== undefined && time === undefined) throw invalidField(name, "a day (2026-01-31) or a moment (RFC 3339)");
  return time;
}

const bare = (name: string): string => name.replace(/^@/, "");
const isId = (text: string): boolean => id.safeParse(text).success;

/** @returns undefined: anybody; empty: nobody is called so */
export async function sendersOf(sql: Sql, actor: Actor, { from }: Search): Promise<string[] | undefined> {
  if (from.length === 0) return undefined;
  const names = from.map(bare);
  const known = names.filter(isId).map((it) => it.toLowerCase());
  if (names.some((name) => name.toLowerCase() === "me")) known.push(actor.userId);
  // Everybody's name begins with nothing: all of them would be read, for a few of no meaning.
  const keys = names.filter((name) => !isId(name)).map(keyOf).filter((key) => key !== "");
  return [...new Set([...known, ...await peopleCalled(sql, keys)])];
}

/** @returns undefined: everywhere; empty: no conversation of the actor's is called so */
export async function placesOf(
  sql: Sql,
  actor: Actor,
  search: Search,
  conversationId: string | undefined,
): Promise<string[] | undefined> {
  const only = conversationId === undefined ? undefined : [conversationId];
  if (search.in.length === 0) return only;
  const names = search.in.map((name) => name.replace(/^[@#]/, ""));
  const known = names.filter(isId).map((it) => it.toLowerCase());
  const called = await conversationsCalled(sql, actor.userId, names.filter((name) => !isId(name)).map(keyOf));
  const all = [...new Set([...known, ...called])];
  return only === undefined ? all : all.filter((it) => it === conversationId);
}

/** Postgres knows no NUL. */
const keyOf = (name: string): string => nameKey(name.trim().replaceAll("\0", " "));

/** The first id of a moment. @param ms since 1970 */
function idAt(ms: number): string {
  const hex = Math.min(Math.max(0, Math.floor(ms)), 2 ** 48 - 1).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Beyond every id. */
const NO_END = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Between which ids, the end not included, the messages of the search's time are, and some more. @param cursor go on below it */
export function idsOf(search: Search, cursor: string | undefined): { fromId: string; beforeId: string } {
  const end = search.before === undefined ? NO_END : idAt(search.before + CLOCK_SLACK_MS);
  return {
    fromId: idAt((search.after ?? 0) - CLOCK_SLACK_MS),
    beforeId: cursor !== undefined && cursor < end ? cursor : end,
  };
}

/** The id behind this one, in the order of ids. */
export function nextId(previous: string): string {
  const hex = (BigInt(`0x${previous.replaceAll("-", "")}`) + 1n).toString(16).padStart(32, "0");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
