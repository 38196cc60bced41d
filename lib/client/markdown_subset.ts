// As much of Markdown as a message may have: `marked` reads it, and takes nothing else. What it does not take is text.

import { Lexer, Marked, type Token, Tokenizer, type Tokens } from "marked";

/** Quotes and lists inside of each other: a reader of deeper ones is an attacker of the parser, which calls itself for each. */
const DEEPEST = 6;

/** An address, without the punctuation after it. */
export const LINK = /^https?:\/\/[^\s<>"'`，。！？；：、）】」]*[^\s<>"'`.,;:!?)\]}*_~，。！？；：、）】」]/iu;

/** Text up to where something else may begin: a mark, the end of a line with the space before it, an address. */
const TEXT = /^(?:`+|~+|[^])[^]*?(?=[\\<!\[`*~_]|(?<! ) *\n|https?:\/\/|$)/i;

/** Takes only what is of the subset; for the rest, `undefined` lets it be text. */
class Subset extends Tokenizer {
  #depth = 0;

  #nested<T>(read: () => T | undefined): T | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth++;
    try {
      return read();
    } finally {
      this.#depth--;
    }
  }

  override blockquote = (src: string) => this.#nested(() => super.blockquote(src));
  override list = (src: string) => this.#nested(() => super.list(src));
  override heading = () => undefined;
  override lheading = () => undefined;
  override hr = () => undefined;
  override table = () => undefined;
  override html = () => undefined;
  override tag = () => undefined;
  override def = () => undefined;
  override reflink = () => undefined;
  /** indented: a poem, or what was pasted */
  override code = () => undefined;

  /** Addresses without brackets, without the punctuation after them; e-mail addresses stay text. */
  override url(src: string): Tokens.Link | undefined {
    const raw = LINK.exec(src)?.[0];
    if (raw === undefined) return undefined;
    return { type: "link", raw, href: raw, text: raw, title: null, tokens: [{ type: "text", raw, text: raw }] };
  }

  /** As it was written; `marked`'s own looks from each place for an e-mail address and an end of the line, however far away. */
  override inlineText(src: string): Tokens.Text | undefined {
    const raw = TEXT.exec(src)?.[0];
    return raw === undefined ? undefined : { type: "text", raw, text: raw, escaped: false };
  }
}

const marked = new Marked({ gfm: true, breaks: true });

/** @throws what `marked` throws when it gives up */
export const tokensOf = (content: string): Token[] =>
  new Lexer({ ...marked.defaults, tokenizer: new Subset() }).lex(content);
