// People as others see them.

import * as rows from "../../db/people.ts";
import { searchUsers } from "../../db/search_names.ts";
import * as users from "../../db/users.ts";
import { invalidField, notFound } from "../protocol/errors.ts";
import type { UserView } from "../protocol/views.ts";
import { type ContactsPlace, contactsPlace } from "./contacts_cursor.ts";
import { decodePlace, encodePlace } from "./cursor.ts";
import type { Actor, Deps } from "./deps.ts";
import { emailKey, nameKey } from "./names.ts";
import { userView } from "./user_view.ts";

const ONLINE_MAX = 1_000;

/** Oneself, with one's own e-mail address. */
export const profile = (deps: Deps, actor: Actor): Promise<UserView> => get(deps, actor, actor.userId);

/** @throws ParleyError `not_found` */
export async function get(deps: Deps, actor: Actor, userId: string): Promise<UserView> {
  const row = await users.userById(deps.db, actor.userId, userId);
  if (row === undefined) throw notFound("This person");
  return userView(row, actor.userId);
}

/** By user name and shown name; by e-mail only exactly, and only if it is shown. */
export async function search(
  deps: Deps,
  actor: Actor,
  query: { q: string; limit: number },
): Promise<UserView[]> {
  const text = nameKey(query.q.trim());
  if (text === "") throw invalidField("q", "must not be empty");
  const found = await searchUsers(deps.db, {
    viewer: actor.userId,
    text,
    email: emailKey(query.q),
    onlyShared: isClosed(deps),
    limit: query.limit,
  });
  return found.map((row) => userView(row, actor.userId));
}

/**
 * Those one shares a conversation with, the most recent first; then, in an open directory, the others by name.
 * @throws ParleyError `invalid_field`: the cursor is none of ours
 */
export async function contacts(
  deps: Deps,
  actor: Actor,
  query: { cursor?: string; limit: number },
): Promise<{ contacts: UserView[]; next_cursor: string | null }> {
  const place = query.cursor === undefined ? undefined : decodePlace(query.cursor, contactsPlace);
  const list = [...await sharedFrom(deps, actor, place, query.limit + 1)];
  if (!isClosed(deps)) list.push(...await othersFrom(deps, actor, place, query.limit + 1 - list.length));
  const page = list.slice(0, query.limit);
  const last = page.at(-1);
  return {
    contacts: page.map((entry) => userView(entry.user, actor.userId)),
    next_cursor: list.length > page.length && last !== undefined ? encodePlace(last.place) : null,
  };
}

type Entry = { user: users.UserRow; place: ContactsPlace };

async function sharedFrom(deps: Deps, actor: Actor, place: ContactsPlace | undefined, limit: number): Promise<Entry[]> {
  if (place !== undefined && !("at" in place)) return [];
  const found = await rows.sharedContacts(deps.db, actor.userId, place, limit);
  return found.map(({ user, at }) => ({ user, place: { at, id: user.id } }));
}

async function othersFrom(deps: Deps, actor: Actor, place: ContactsPlace | undefined, limit: number): Promise<Entry[]> {
  if (limit <= 0) return [];
  const after = place !== undefined && "key" in place ? place.key : "";
  const found = await rows.otherContacts(deps.db, actor.userId, after, limit);
  return found.map(({ user, username_key }) => ({ user, place: { key: username_key } }));
}

/** Who is online at this moment, at most 1,000. */
export const online = (deps: Deps, actor: Actor): Promise<rows.OnlineRow[]> =>
  rows.onlineUsers(deps.db, actor.userId, isClosed(deps), ONLINE_MAX);

/** Whether there is any account. */
export const isAnybodyThere = (deps: Pick<Deps, "db">): Promise<boolean> => users.anyUser(deps.db);

const isClosed = (deps: Deps): boolean => deps.settings.directory === "closed";
