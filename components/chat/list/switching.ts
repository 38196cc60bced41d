// What the switcher offers: conversations that are held, at once; people, groups and messages as the server finds them. Each has an
// address, so that it is a link like any other.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as api from "../../../lib/client/api.ts";
import type { Chat } from "../../../lib/client/chat.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { inOrder, isAt, named } from "../../../lib/client/moving.ts";
import { namesOf, titleOf } from "../../../lib/client/names.ts";
import { type Target, targetOf } from "../../../lib/client/target.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { SwitcherAnswer } from "../../../lib/protocol/answers.ts";
import { parseSearch, type Search } from "../../../lib/protocol/search_query.ts";
import type { GroupView, MessageView, UserView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { hrefOf } from "../paths.ts";
import { reasonOf } from "../reason.ts";

const MOST_HELD = 8;
const PAUSE_MS = 200;

export type Hit =
  & { key: string; href: string; target?: Target }
  & (
    | { kind: "conversation"; of: Conversation; title: string }
    | { kind: "person"; person: UserView }
    | { kind: "group"; group: GroupView }
    | { kind: "message"; message: MessageView; search: Search }
  );

export interface Section {
  title: string;
  hits: readonly Hit[];
}

type Asked = { state: "idle" | "asking" } | { state: "failed"; why: string } | {
  state: "there";
  answer: SwitcherAnswer;
};

interface Found {
  last: SwitcherAnswer | null;
  /** whether that is of other words than these */
  isOfOthers: boolean;
}

/** What the server finds by these words; of older words as long as newer ones are on their way. */
export function useFound(typed: string): Asked & Found {
  const t = useText();
  const { chat } = useChat();
  const asked = useSignal<Asked>({ state: "idle" });
  const last = useSignal<{ q: string; answer: SwitcherAnswer } | null>(null);
  const q = typed.trim();
  useEffect(() => {
    last.value = q === "" ? null : last.value;
    asked.value = { state: q === "" ? "idle" : "asking" };
    if (q === "") return;
    let isOld = false;
    const ask = async () => {
      try {
        const answer = await api.everything(q);
        if (isOld) return;
        chat.people.know(answer.people);
        last.value = { q, answer };
        asked.value = { state: "there", answer };
      } catch (error) {
        if (isOld) return;
        last.value = null;
        asked.value = { state: "failed", why: reasonOf(error, t) };
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [q]);
  return { ...asked.value, last: last.value?.answer ?? null, isOfOthers: last.value?.q !== q };
}

/** @param open is offered last, since one is there already */
export function heldHits(chat: Chat, typed: string, open: Target | null, t: Dictionary): Hit[] {
  const list = chat.conversations.list.value;
  const all = typed.trim() === "" ? inOrder(list).filter((it) => !isAt(it, open)) : list;
  const called = named(
    all,
    typed,
    ({ entry }) => namesOf(entry, chat.me.id, t.list.notes),
  );
  return called.slice(0, MOST_HELD).flatMap((of): Hit[] => {
    const target = targetOf(of.entry);
    if (target === undefined) return [];
    const title = titleOf(of.entry, chat.me.id, t.list.notes);
    return [{ kind: "conversation", key: of.entry.id, href: hrefOf(target), target, of, title }];
  });
}

/** What was found, without those that are offered as conversations. */
export function sectionsOf(
  held: readonly Hit[],
  found: SwitcherAnswer | null,
  typed: string,
  t: Dictionary,
): Section[] {
  const search = parseSearch(typed);
  const offered = new Set(held.map((it) => it.href));
  const apart = (hits: Hit[]) => hits.filter((it) => !offered.has(it.href));
  return [
    { title: typed.trim() === "" ? t.switcher.recent : t.switcher.conversations, hits: held },
    { title: t.switcher.people, hits: apart(found?.people.map(personHit) ?? []) },
    { title: t.switcher.groups, hits: apart(found?.groups.map(groupHit) ?? []) },
    { title: t.switcher.messages, hits: found?.messages.map((it) => messageHit(it, search)) ?? [] },
  ].filter(({ hits }) => hits.length > 0);
}

function personHit(person: UserView): Hit {
  const target: Target = { kind: "private", id: person.id };
  return { kind: "person", key: `u${person.id}`, href: hrefOf(target), target, person };
}

/** Whoever is not in a group cannot open it, but may join. */
function groupHit(group: GroupView): Hit {
  const target: Target = { kind: "group", id: group.id };
  const key = `g${group.id}`;
  if (group.my_role) return { kind: "group", key, href: hrefOf(target), target, group };
  return { kind: "group", key, href: `/groups/discover?${new URLSearchParams({ q: group.name })}`, group };
}

const messageHit = (message: MessageView, search: Search): Hit => ({
  kind: "message",
  key: `m${message.id}`,
  href: `/m/${message.id}`,
  message,
  search,
});
