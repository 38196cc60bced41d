// What a message is made of: a safe subset of Markdown, as a tree of our own. `marked` only reads; nothing it would write is used, so
// that no text can become markup. What is not of the subset (headings, tables, pictures, HTML) is text as it was written.

import type { MarkedToken, Token, Tokens } from "marked";
import { LINK, tokensOf } from "./markdown_subset.ts";

export type Inline =
  | { kind: "text" | "code"; text: string }
  | { kind: "strong" | "em" | "del"; inside: Inline[] }
  /** `href` is http, https or mailto */
  | { kind: "link"; href: string; inside: Inline[] };

export type Block =
  | { kind: "words"; inside: Inline[] }
  | { kind: "code"; text: string; language: string }
  | { kind: "quote"; inside: Block[] }
  | { kind: "list"; start: number | null; items: Block[][] };

const LINKS = new RegExp(LINK.source.slice(1), "giu");
const ALLOWED = /^(?:https?|mailto):/i;

/**
 * Some texts cost the parser the square of their length: 16 KiB of `a_b_` take it a third of a second, and fifty of them would hold up
 * every reader's screen and the server that renders it. What is between marks is looked through once for each of them, what follows a line
 * that could be under the head of a table once for each such line, and white space once for each of its places.
 */
const INTRICATE = 1_500_000;
const MARKS = /[*_~`[\]!<>\\]|^ *(?:[-+]|\d+[.)])|^ *[:|][-:| ]*$/gm;
const BLANKS = /[\s+-]{8,}/g;
/** Each takes a while, however little is in it. */
const LINES = 1_000;
const BREAKS = /\r\n?|\n/g;

function isTooIntricate(content: string): boolean {
  if (content.length <= 512) return false;
  const all = (of: RegExp) => content.match(of) ?? [];
  const steps = all(BLANKS).reduce((sum, { length }) => sum + length ** 2, content.length * all(MARKS).length);
  return steps > INTRICATE || all(BREAKS).length > LINES;
}

/** @param content at most a message's size. Whatever it holds, the answer shows all of it. */
export function parse(content: string): Block[] {
  if (isTooIntricate(content)) return [{ kind: "words", inside: linked(content) }];
  try {
    return blocks(tokensOf(content));
  } catch {
    // The parser gave up: then it is text.
    return [{ kind: "words", inside: [{ kind: "text", text: content }] }];
  }
}

/** Text as it was written, with its addresses. */
function linked(content: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  for (const { index, 0: raw } of content.matchAll(LINKS)) {
    if (index > at) found.push({ kind: "text", text: content.slice(at, index) });
    found.push({ kind: "link", href: raw, inside: [{ kind: "text", text: raw }] });
    at = index + raw.length;
  }
  if (at < content.length) found.push({ kind: "text", text: content.slice(at) });
  return found;
}

const isMarked = (_: Token): _ is MarkedToken => true;

function blocks(tokens: readonly Token[]): Block[] {
  const found: Block[] = [];
  let space = "";
  for (const token of tokens) {
    if (!isMarked(token) || token.type === "checkbox") continue;
    if (token.type === "space") {
      space = token.raw;
      continue;
    }
    const block = blockOf(token);
    const last = found.at(-1);
    // Paragraphs are lines with as many empty ones between as were written.
    if (block.kind === "words" && last?.kind === "words") {
      const between = "\n".repeat(Math.max(1, space.split("\n").length - 1));
      last.inside.push({ kind: "text", text: between }, ...block.inside);
    } else found.push(block);
    space = "";
  }
  return found;
}

function blockOf(token: MarkedToken): Block {
  switch (token.type) {
    case "code":
      return { kind: "code", text: token.text, language: token.lang ?? "" };
    case "blockquote":
      return { kind: "quote", inside: blocks(token.tokens) };
    case "list":
      return { kind: "list", start: numberOf(token), items: token.items.map(itemOf) };
    case "paragraph":
    case "text":
      return { kind: "words", inside: inlines(token.tokens ?? [{ type: "text", raw: token.raw, text: token.text }]) };
    default:
      return { kind: "words", inside: [{ kind: "text", text: token.raw }] };
  }
}

const numberOf = ({ ordered, start }: Tokens.List): number | null => ordered && start !== "" ? Number(start) : null;

function itemOf({ tokens, task, checked }: Tokens.ListItem): Block[] {
  const inside = blocks(tokens);
  const first = inside[0];
  if (task && first?.kind === "words") first.inside.unshift({ kind: "text", text: checked ? "☑ " : "☐ " });
  return inside;
}

const inlines = (tokens: readonly Token[]): Inline[] =>
  tokens.flatMap((token) => isMarked(token) ? [inlineOf(token)] : []);

function inlineOf(token: MarkedToken): Inline {
  switch (token.type) {
    case "strong":
    case "em":
    case "del":
      return { kind: token.type, inside: inlines(token.tokens) };
    case "codespan":
      return { kind: "code", text: token.text };
    case "br":
      return { kind: "text", text: token.raw.slice(token.raw.indexOf("\n")) };
    case "link":
      if (!ALLOWED.test(token.href)) return { kind: "text", text: token.raw };
      return { kind: "link", href: token.href, inside: inlines(token.tokens) };
    case "text":
    case "escape":
      return { kind: "text", text: token.text };
    default:
      return { kind: "text", text: token.raw };
  }
}

/** The words alone, on one line: for quotes and lists. @param withAddresses those of links as well, behind their words */
export const plain = (content: string, withAddresses = false): string =>
  words(parse(content), withAddresses).replace(/\s+/g, " ").trim();

const words = (of: readonly Block[], withAddresses: boolean): string =>
  of.map((block) => {
    if (block.kind === "words") return said(block.inside, withAddresses);
    if (block.kind === "code") return block.text;
    const parts = block.kind === "quote" ? [block.inside] : block.items;
    return parts.map((it) => words(it, withAddresses)).join(" ");
  }).join(" ");

const said = (of: readonly Inline[], withAddresses: boolean): string =>
  of.map((it) => {
    if ("text" in it) return it.text;
    const inside = said(it.inside, withAddresses);
    return withAddresses && it.kind === "link" && it.href !== inside ? `${inside} (${it.href})` : inside;
  }).join("");
