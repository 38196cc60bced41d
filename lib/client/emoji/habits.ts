// Which emoji this person uses, on this device: the last ones, and the tone of skin.

import type { Storage } from "../storage.ts";
import { TONES } from "./emoji.ts";

const RECENT = "emoji.recent";
const TONE = "emoji.tone";
/** Three rows of the picker. */
const MOST = 24;

export class EmojiHabits {
  constructor(private readonly storage: Storage) {}

  /** The last one first. */
  get recent(): string[] {
    return (this.storage.get(RECENT) ?? "").split(" ").filter((it) => it !== "");
  }

  used(emoji: string): void {
    this.storage.set(RECENT, [emoji, ...this.recent.filter((it) => it !== emoji)].slice(0, MOST).join(" "));
  }

  /** One of `TONES`, or empty. */
  get tone(): string {
    return TONES.find((it) => it === this.storage.get(TONE)) ?? "";
  }

  set tone(tone: string) {
    if (tone === "") this.storage.remove(TONE);
    else this.storage.set(TONE, tone);
  }
}
