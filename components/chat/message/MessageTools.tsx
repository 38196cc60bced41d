// The few actions beside the message that is pointed at; the menu has the rest. Left and right move between them.

import { Ellipsis, Reply, SmilePlus } from "../../icons.ts";
import type { ComponentChildren } from "preact";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { useRights } from "./rights.ts";
import { roveOver } from "../rove.ts";
import { type OpenMenu, useThread } from "../thread/thread_context.ts";

export function MessageTools({ message }: { message: MessageView }) {
  const t = useText();
  const { menu } = useThread();
  const rights = useRights(message);
  const reply = useReply(message);
  const open = (kind: OpenMenu["kind"]) => (event: MouseEvent & { currentTarget: HTMLElement }) => {
    menu.value = { message, at: event.currentTarget, kind };
  };
  return (
    <div class="tools" role="toolbar" aria-label={t.act.toolbar} onKeyDown={roveOver("button", "row")}>
      {rights.react && (
        <Tool label={t.act.react} isStop hasMenu onClick={open("emoji")}>
          <SmilePlus />
        </Tool>
      )}
      {rights.reply && (
        <Tool label={t.act.reply} onClick={reply}>
          <Reply class="flip" />
        </Tool>
      )}
      <Tool label={t.act.more} isStop={!rights.react} hasMenu onClick={open("all")}>
        <Ellipsis />
      </Tool>
    </div>
  );
}

interface ToolProps {
  label: string;
  /** Tab comes here; the arrows lead on */
  isStop?: boolean;
  hasMenu?: boolean;
  onClick: (event: MouseEvent & { currentTarget: HTMLElement }) => void;
  children: ComponentChildren;
}

const Tool = ({ label, isStop = false, hasMenu = false, onClick, children }: ToolProps) => (
  <button
    type="button"
    class="tool"
    tabIndex={isStop ? 0 : -1}
    aria-label={label}
    aria-haspopup={hasMenu ? "menu" : undefined}
    title={label}
    onClick={onClick}
  >
    {children}
  </button>
);

/** Makes the box an answer to this message. */
export function useReply(message: MessageView): () => void {
  const { chat } = useChat();
  const { where } = useThread();
  return () => {
    chat.composing.set(where, { kind: "reply", id: message.id });
    document.querySelector<HTMLElement>("#composer")?.focus();
  };
}
