// Emoji for what is being typed behind a colon, and for what stands between two.

import { toned } from "../../../lib/client/emoji/emoji.ts";
import { emojiNamed, findEmoji } from "../../../lib/client/emoji/find.ts";
import { EmojiHabits } from "../../../lib/client/emoji/habits.ts";
import { emojiOf } from "../../../lib/client/emoji/table.ts";
import { localStorageOf } from "../../../lib/client/storage.ts";
import type { Suggestion } from "./use_suggestions.ts";

export interface EmojiSuggestions {
  find: (query: string, most: number) => Suggestion[];
  /** @returns the emoji that is called so, in the person's tone */
  named: (name: string) => string | undefined;
}

/** @param me whose habits count @throws ApiError */
export async function emojiSuggestions(locale: string, me: string): Promise<EmojiSuggestions> {
  const all = await emojiOf(locale);
  const habits = new EmojiHabits(localStorageOf(me));
  const inTone = ({ emoji, hasTones }: typeof all[number]) => hasTones ? toned(emoji, habits.tone) : emoji;
  return {
    find: (query, most) =>
      findEmoji(all, query, most).map((it) => ({
        key: it.emoji,
        insert: `${inTone(it)} `,
        title: `:${it.names[0]}:`,
        detail: it.label,
        emoji: inTone(it),
      })),
    named: (name) => {
      const it = emojiNamed(all, name);
      return it && inTone(it);
    },
  };
}
