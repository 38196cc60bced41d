// What the picker holds: a tab a group and one grid below them, or what was found.

import { type Signal, useComputed, useSignal } from "@preact/signals";
import {
  Apple,
  Car,
  Clock,
  Flag,
  Hash,
  Lightbulb,
  type LucideIcon,
  PawPrint,
  PersonStanding,
  Smile,
  Trophy,
} from "../../icons.ts";
import { type Emoji, type Group, GROUPS } from "../../../lib/client/emoji/emoji.ts";
import { findEmoji } from "../../../lib/client/emoji/find.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { EmojiGrid } from "./EmojiGrid.tsx";
import { roveOver } from "../rove.ts";

type Shelf = Group | "recent";

const ICONS: Record<Shelf, LucideIcon> = {
  recent: Clock,
  smileys: Smile,
  people: PersonStanding,
  nature: PawPrint,
  food: Apple,
  travel: Car,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};
/** More results than these nobody looks through. */
const MOST = 120;

interface ShelvesProps {
  all: readonly Emoji[];
  /** the last one first */
  recent: readonly string[];
  query: Signal<string>;
  tone: Signal<string>;
  /** the one that is pointed at */
  looked: Signal<Emoji | undefined>;
  pick: (emoji: string) => void;
}

export function EmojiShelves({ all, recent, query, tone, looked, pick }: ShelvesProps) {
  const t = useText();
  const shelves: Shelf[] = [...(recent.length > 0 ? ["recent" as const] : []), ...GROUPS];
  const shelf = useSignal<Shelf>(shelves[0]!);
  const found = useComputed(() => query.value.trim() === "" ? undefined : findEmoji(all, query.value, MOST));
  const nameOf = (of: Shelf) => of === "recent" ? t.emoji.recent : t.emoji.groups[of];
  const open = shelf.value;
  const grid = { tone: tone.value, looked, pick };
  if (found.value !== undefined) {
    return (
      <div class="emoji-shelf">
        <p class="sr" role="status">{t.emoji.found(found.value.length)}</p>
        {found.value.length === 0
          ? <p class="empty">{t.emoji.nothing}</p>
          : <EmojiGrid key={query.value} label={t.emoji.results} emoji={found.value} {...grid} />}
      </div>
    );
  }
  const shown = open === "recent" ? lately(all, recent) : all.filter((it) => GROUPS[it.group] === open);
  return (
    <>
      <div class="emoji-tabs" role="tablist" aria-label={t.emoji.title} onKeyDown={roveOver("[role=tab]", "row")}>
        {shelves.map((it) => {
          const Icon = ICONS[it];
          return (
            <button
              key={it}
              type="button"
              role="tab"
              id={`emoji-tab-${it}`}
              aria-selected={it === open}
              aria-controls="emoji-shelf"
              aria-label={nameOf(it)}
              title={nameOf(it)}
              tabIndex={it === open ? 0 : -1}
              onFocus={() => shelf.value = it}
              onClick={() => shelf.value = it}
            >
              <Icon aria-hidden="true" />
            </button>
          );
        })}
      </div>
      <div class="emoji-shelf" id="emoji-shelf" role="tabpanel" aria-labelledby={`emoji-tab-${open}`}>
        <EmojiGrid key={open} label={nameOf(open)} emoji={shown} {...grid} />
      </div>
    </>
  );
}

/** As they were used, tone and all. */
function lately(all: readonly Emoji[], recent: readonly string[]): Emoji[] {
  const plain = (emoji: string) => emoji.replace(/\p{Emoji_Modifier}/u, "").replaceAll("\uFE0F", "");
  const known = new Map(all.map((it) => [plain(it.emoji), it]));
  return recent.flatMap((emoji) => {
    const it = known.get(plain(emoji));
    return it === undefined ? [] : [{ ...it, emoji, hasTones: false }];
  });
}
