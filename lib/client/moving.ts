// Where the keys and the switcher lead to among the conversations that are held. Pure.

import { nameKey } from "../protocol/names.ts";
import type { Conversation } from "./conversation.ts";
import { type Target, targetKey, targetOf } from "./target.ts";

/** As the list shows them: what is pinned first; what is archived is apart. */
export function inOrder(list: readonly Conversation[]): Conversation[] {
  const shown = list.filter(({ entry }) => !entry.archived);
  return shown.toSorted((a, b) => Number(b.entry.pinned) - Number(a.entry.pinned));
}

export const isAt = (of: Conversation, target: Target | null): boolean => {
  const its = targetOf(of.entry);
  return target !== null && its !== undefined && targetKey(its) === targetKey(target);
};

/** The conversation above or below the open one; the first if none is open or listed. */
export function neighbour(list: readonly Conversation[], open: Target | null, step: 1 | -1): Target | undefined {
  const at = list.findIndex((it) => isAt(it, open));
  const next = list[at === -1 ? 0 : at + step];
  return next && targetOf(next.entry);
}

/** The nearest one in that direction that is wanted, going around; never the open one. */
export function nearest(
  list: readonly Conversation[],
  open: Target | null,
  step: 1 | -1,
  isWanted: (of: Conversation) => boolean,
): Target | undefined {
  const at = list.findIndex((it) => isAt(it, open));
  const around = [...list.slice(at + 1), ...list.slice(0, Math.max(0, at))];
  const found = (step === 1 ? around : around.reverse()).find((it) => isWanted(it) && !isAt(it, open));
  return found && targetOf(found.entry);
}

/** Those whose names hold what is typed: first those that begin so, then those of which a word does, each most recent first. */
export function named<T>(all: readonly T[], typed: string, namesOf: (it: T) => readonly string[]): T[] {
  const wanted = nameKey(typed.trim());
  const rank = (name: string) =>
    name.startsWith(wanted) ? 0 : name.includes(` ${wanted}`) ? 1 : name.includes(wanted) ? 2 : 3;
  return all.map((it) => ({ it, rank: Math.min(...namesOf(it).map((name) => rank(nameKey(name)))) }))
    .filter(({ rank }) => rank < 3).sort((a, b) => a.rank - b.rank).map(({ it }) => it);
}
