// The emoji of a language, for the picker. Nobody's secret, and the same until the next build, which the address names.

import { HttpError } from "fresh";
import { define } from "../../lib/http/define.ts";
import { type EmojiLanguage, emojiTable } from "../../lib/pages/emoji_table.ts";

const made = new Map<EmojiLanguage, Promise<string>>();

export const handlers = define.handlers({
  GET: async ({ params, url }) => {
    const language = (["en", "zh"] as const).find((it) => it === params.language);
    if (language === undefined) throw new HttpError(404);
    const text = made.get(language) ?? make(language);
    const lasts = url.search === "" ? "public, max-age=300" : "public, max-age=31536000, immutable";
    return new Response(await text, { headers: { "content-type": "application/json", "cache-control": lasts } });
  },
});

/** Once a language; what could not be read is read again for the next one who asks. */
function make(language: EmojiLanguage): Promise<string> {
  const text = emojiTable(language).then((rows) => JSON.stringify(rows));
  made.set(language, text);
  text.catch(() => made.delete(language));
  return text;
}
