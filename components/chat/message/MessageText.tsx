// The words of a message: Markdown as nodes of our own, so that no text can become markup; names that it speaks to are links.

import { type ComponentChildren, Fragment } from "preact";
import { isOnlyEmoji } from "../../../lib/client/emoji/alone.ts";
import { type Block, type Inline, parse } from "../../../lib/client/markdown.ts";
import { splitMentions } from "../../../lib/client/mentions.ts";
import { CodeBlock } from "./CodeBlock.tsx";
import { isLong, LongText } from "./LongText.tsx";

/** Somebody a message speaks to. @param href absent: everybody */
export interface Named {
  href?: string;
  title: string;
  isMe: boolean;
}
type Names = ReadonlyMap<string, Named>;

const NOBODY: Names = new Map();

/** @param names by folded name, those whom the message speaks to */
export function MessageText({ content, names = NOBODY }: { content: string; names?: Names }) {
  if (isOnlyEmoji(content)) return <span class="text big">{content.trim()}</span>;
  const said = blocks(parse(content), names);
  return isLong(content) ? <LongText>{said}</LongText> : <span class="text" dir="auto">{said}</span>;
}

// Functions and no components: a page renders thousands of these.
const blocks = (of: readonly Block[], names: Names): ComponentChildren =>
  of.map((block, i) => blockOf(block, names, i));

function blockOf(block: Block, names: Names, key: number): ComponentChildren {
  switch (block.kind) {
    case "words":
      return inlines(block.inside, names);
    case "code":
      return <CodeBlock key={key} text={block.text} info={block.language} />;
    case "quote":
      return <blockquote key={key}>{blocks(block.inside, names)}</blockquote>;
    case "list": {
      const items = block.items.map((item, i) => <li key={i}>{blocks(item, names)}</li>);
      return block.start === null ? <ul key={key}>{items}</ul> : <ol key={key} start={block.start}>{items}</ol>;
    }
  }
}

const inlines = (of: readonly Inline[], names: Names): ComponentChildren =>
  of.map((inline, i) => inlineOf(inline, names, i));

function inlineOf(inline: Inline, names: Names, key: number): ComponentChildren {
  switch (inline.kind) {
    case "text":
      return splitMentions(inline.text, names).map(mention);
    case "code":
      return <code key={key} dir="auto">{inline.text}</code>;
    case "strong":
      return <strong key={key}>{inlines(inline.inside, names)}</strong>;
    case "em":
      return <em key={key}>{inlines(inline.inside, names)}</em>;
    case "del":
      return <del key={key}>{inlines(inline.inside, names)}</del>;
    case "link":
      return (
        <a
          key={key}
          href={inline.href}
          dir="auto"
          title={inline.href}
          target="_blank"
          rel="noopener noreferrer nofollow"
        >
          {inlines(inline.inside, NOBODY)}
        </a>
      );
  }
}

function mention({ text, who }: { text: string; who?: Named }, key: number) {
  // Never a bare string in a list: precompiled JSX escapes it, and rendering does once more.
  if (who === undefined) return <Fragment key={key}>{text}</Fragment>;
  // Each its own way round: without, the @ of a name would stand behind it in a text of the other direction.
  const look = who.isMe ? "mention me" : "mention";
  return who.href === undefined
    ? <span key={key} class={look} dir="auto" title={who.title}>{text}</span>
    : <a key={key} class={look} dir="auto" href={who.href} title={who.title}>{text}</a>;
}
