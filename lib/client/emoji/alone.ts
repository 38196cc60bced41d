// Whether a message is a few emoji and nothing else, by how Unicode builds them (UTS #51). `\p{RGI_Emoji}` would name all 3,800 of them:
// compiling that was a third of the time in which a page comes alive.

/** With its colour of skin, and for the flags of regions the letters behind it. */
const PICTURE = String
  .raw`(?:(?!\p{RI})\p{EPres}|\p{ExtPict}(?:\uFE0F|(?=\p{EMod})))\p{EMod}?(?:[\u{E0020}-\u{E007E}]+\u{E007F})?`;
/** A flag, a key, or pictures that are joined into one. */
const EMOJI = String.raw`(?:\p{RI}{2}|[0-9#*]\uFE0F\u20E3|${PICTURE}(?:\u200D${PICTURE})*)`;
const ALONE = new RegExp(String.raw`^(?:${EMOJI}\s?){1,3}$`, "u");

/** One to three emoji and nothing else are shown large. */
export const isOnlyEmoji = (content: string): boolean => ALONE.test(content.trim());
