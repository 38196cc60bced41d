// What stands in messages and is put into them: code, emoji.

import { n } from "./count.ts";

export const words = {
  text: { more: "Show all", less: "Show less" },
  code: {
    plain: "Code",
    copy: "Copy code",
    copied: "Copied",
    notCopied: "The browser does not allow copying here",
  },
  /** how it is written, above the box */
  format: { bold: "bold", italic: "italic", code: "code", quote: "quote" },
  emoji: {
    title: "Emoji",
    insert: "Insert an emoji",
    more: "More emoji",
    search: "Search emoji",
    suggestions: "Emoji",
    results: "Found emoji",
    nothing: "No emoji is called that.",
    found: (count: number) => n(count, "# emoji", "# emoji"),
    byName: "Emoji by name",
    recent: "Used lately",
    groups: {
      smileys: "Smileys",
      people: "People",
      nature: "Animals and nature",
      food: "Food and drink",
      travel: "Travel and places",
      activities: "Activities",
      objects: "Objects",
      symbols: "Symbols",
      flags: "Flags",
    },
    tone: "Skin tone",
    tones: ["Without", "Light", "Medium-light", "Medium", "Medium-dark", "Dark"],
  },
};
