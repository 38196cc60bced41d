// What could be meant by what is being typed: people behind an @, emoji behind a colon. One list for both: arrows choose, Enter and Tab
// take, Esc closes.

import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";
import { type Begun, begun, completed, linked, wholeName } from "../../../lib/client/editing.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { insert, selectionOf } from "./insert.ts";
import type { EmojiSuggestions } from "./suggest_emoji.ts";
import { useMembersFound } from "../group/members_found.ts";
import { useThread } from "../thread/thread_context.ts";

export interface Suggestion {
  key: string;
  /** takes the place of what was typed */
  insert: string;
  title: string;
  detail: string;
  /** whose picture stands before it */
  sign?: { id: string; name: string; kind: "person" | "group"; picture?: string };
  emoji?: string;
}

export interface SuggestionState {
  kind: Begun["kind"] | undefined;
  shown: readonly Suggestion[];
  /** which one is chosen */
  at: number;
  /** The caret or the text has moved. @param event what was typed, if that was it */
  look: (event?: InputEvent) => void;
  close: () => void;
  pick: (suggestion: Suggestion) => void;
  /** @returns whether the key was for the list */
  key: (event: KeyboardEvent) => boolean;
  paste: (event: ClipboardEvent) => void;
}

const MOST = 8;

export function useSuggestions(box: RefObject<HTMLTextAreaElement>): SuggestionState {
  const t = useText();
  const { chat } = useChat();
  const { of } = useThread();
  const parts = useParts();
  const typed = useSignal<Begun | undefined>(undefined);
  const at = useSignal(0);
  const shown = suggest().slice(0, MOST);
  useMembersFound(of.value, typed.value?.kind === "person" ? typed.value.query : undefined);

  function suggest(): Suggestion[] {
    if (typed.value === undefined) return [];
    const { kind, query } = typed.value;
    if (kind === "emoji") return parts.emoji.value?.find(query, MOST) ?? [];
    if (of.value === undefined) return [];
    return parts.code.value?.suggestPeople(chat, of.value, query, t.composer.everybody) ?? [];
  }

  const look = (event?: InputEvent) => {
    const found = box.current === null ? undefined : begun(selectionOf(box.current));
    if (found?.query !== typed.peek()?.query) at.value = 0;
    typed.value = found;
    if (found?.kind === "emoji") void parts.loadEmoji();
    else if (found !== undefined) void parts.load().catch(() => {});
    // Undoing it must not do it again.
    if (event?.inputType === "insertText" && !event.isComposing && /[:：]$/.test(event.data ?? "")) void complete();
  };
  /** What stands between two colons becomes the emoji that is called so. */
  const complete = async () => {
    const field = box.current;
    const whole = field && wholeName(selectionOf(field));
    if (!whole) return;
    const before = field.value;
    const found = (await parts.loadEmoji())?.named(whole.query);
    // Whoever wrote on meanwhile keeps it as it is.
    if (found !== undefined && field.value === before) insert(field, completed(selectionOf(field), whole.at, found));
  };
  const close = () => typed.value = undefined;
  // Keys move the caret without a word to the box.
  useEffect(() => {
    const onMoved = () => typed.peek() !== undefined && look();
    document.addEventListener("selectionchange", onMoved);
    return () => document.removeEventListener("selectionchange", onMoved);
  }, []);
  const pick = ({ insert: text }: Suggestion) => {
    const start = typed.peek()?.at;
    if (box.current === null || start === undefined) return;
    insert(box.current, completed(selectionOf(box.current), start, text));
    close();
  };
  const key = (event: KeyboardEvent): boolean => {
    if (shown.length === 0) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = shown[Math.min(at.peek(), shown.length - 1)]!;
    if (step !== undefined) at.value = (at.peek() + step + shown.length) % shown.length;
    else if (!event.shiftKey && (event.key === "Enter" || event.key === "Tab")) pick(chosen);
    else if (event.key === "Escape") close();
    else return false;
    return true;
  };
  const paste = (event: ClipboardEvent) => {
    const edit = box.current && linked(selectionOf(box.current), event.clipboardData?.getData("text/plain") ?? "");
    if (!edit || box.current === null) return;
    event.preventDefault();
    insert(box.current, edit);
  };
  return { kind: typed.value?.kind, shown, at: Math.min(at.value, shown.length - 1), look, close, pick, key, paste };
}

/** What suggests, once something was begun. Without it what was written stays as it is, and the next sign asks again. */
function useParts() {
  const { locale } = useReader();
  const { chat } = useChat();
  const code = useSignal<typeof import("./suggesting.ts") | undefined>(undefined);
  const emoji = useSignal<EmojiSuggestions | undefined>(undefined);
  const load = async () => code.value = code.peek() ?? await import("./suggesting.ts");
  const loadEmoji = async (): Promise<EmojiSuggestions | undefined> => {
    try {
      const { emojiSuggestions } = await load();
      return emoji.value = emoji.peek() ?? await emojiSuggestions(locale, chat.me.id);
    } catch {
      return undefined;
    }
  };
  return { code, emoji, load, loadEmoji };
}
