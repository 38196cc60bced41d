// How what is said looks: mine and others', first and next, marked text, what failed, what is gone.

import { Check, CheckCheck } from "../icons.ts";
import type { ComponentChildren } from "preact";
import { useText } from "../../lib/i18n/language.ts";
import { Avatar } from "../Avatar.tsx";
import { MessageText } from "../chat/message/MessageText.tsx";
import { HUES, LONG_WORD, PEOPLE } from "./samples.ts";

const LIST = "1. one\n2. two\n\n> quoted\n\n**bold**, `code`, https://example.com/a";
const CODE = "```sql\nselect *\n  from messages;\n```";

export function Bubbles() {
  const t = useText();
  return (
    <ol class="messages">
      <li class="day">
        <span>{t.list.yesterday}</span>
      </li>
      <Bubble looks="first with-avatar" author>
        <MessageText content="你好，世界 👋" />
      </Bubble>
      <Bubble looks="with-avatar to-me">
        <MessageText content={LIST} />
      </Bubble>
      <li class="new-line">{t.thread.newMessages}</li>
      <Bubble looks="mine first" Tick={Check}>
        <MessageText content={CODE} />
      </Bubble>
      <Bubble looks="mine is-focused" Tick={CheckCheck} isRead reactions>
        <MessageText content={LONG_WORD} />
      </Bubble>
      <Bubble looks="mine pending failed">
        <MessageText content="مرحبا بالعالم" />
      </Bubble>
      <Bubble looks="mine">
        <span class="text gone">{t.thread.deleted}</span>
      </Bubble>
      <Bubble looks="mine first">
        <MessageText content="🎉" />
      </Bubble>
      {["", "mine"].map((whose) => (
        <Bubble key={whose} looks={`${whose} first`}>
          {HUES.map((hue) => <b key={hue} class={`author hue-${hue}`}>{PEOPLE[hue % 3]!.name}</b>)}
          {HUES.map((hue) => (
            <span key={hue} class={`quote hue-${hue}`}>
              <b>{PEOPLE[hue % 3]!.name}</b>
            </span>
          ))}
        </Bubble>
      ))}
    </ol>
  );
}

interface BubbleProps {
  looks: string;
  author?: boolean;
  Tick?: typeof Check;
  isRead?: boolean;
  reactions?: boolean;
  children: ComponentChildren;
}

function Bubble({ looks, author = false, Tick, isRead = false, reactions = false, children }: BubbleProps) {
  return (
    <li class={`message ${looks}`}>
      {author && <Avatar id={PEOPLE[0].id} name={PEOPLE[0].name} size="small" />}
      <div class="bubble">
        {author && <b class="author hue-3">{PEOPLE[0].name}</b>}
        {children}
        <span class="meta">
          <time>09:30</time>
          {Tick && (
            <span class={isRead ? "ticks is-read" : "ticks"}>
              <Tick aria-hidden="true" />
            </span>
          )}
        </span>
      </div>
      {reactions && (
        <div class="reactions">
          <Reaction emoji="👍" count={3} isMine />
          <Reaction emoji="🎉" count={12} />
        </div>
      )}
    </li>
  );
}

const Reaction = ({ emoji, count, isMine = false }: { emoji: string; count: number; isMine?: boolean }) => (
  <button type="button" class="reaction" aria-pressed={isMine ? "true" : "false"}>
    <span>{emoji}</span> <span class="reaction-count">{count}</span>
  </button>
);
