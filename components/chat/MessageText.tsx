// The words of a message: links and code are told apart, everything else is text as it was written.

import { isOnlyEmoji, pieces } from "../../lib/client/timeline.ts";

export function MessageText({ content }: { content: string }) {
  if (isOnlyEmoji(content)) return <span class="text big">{content.trim()}</span>;
  return (
    <span class="text" dir="auto">
      {pieces(content).map(({ kind, text }, i) => {
        if (kind === "block") return <pre key={i} tabIndex={0}><code>{text}</code></pre>;
        if (kind === "code") return <code key={i}>{text}</code>;
        if (kind === "link") {
          return <a key={i} href={text} target="_blank" rel="noopener noreferrer nofollow">{text}</a>;
        }
        return text;
      })}
    </span>
  );
}
