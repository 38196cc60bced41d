// What the system says in a thread, in the reader's language; what this client does not know it says as the server does.

import type { Chat } from "../../../lib/client/chat.ts";
import type { Dictionary } from "../../../lib/i18n/en.ts";
import { type Language, useReader, useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { nameOf } from "../names.ts";
import { useThread } from "../thread/thread_context.ts";
import { moment } from "../when.ts";

export function SystemLine({ message }: { message: MessageView }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { jump } = useThread();
  const about = message.event?.message_id;
  return (
    <li class="system" data-key={message.id} data-id={message.id} data-seq={message.seq}>
      {systemText(chat, message, reader, t)}
      {about !== undefined && (
        <>
          {" "}
          <a href={`/m/${about}`} onClick={(event) => (event.preventDefault(), jump(about))}>{t.system.show}</a>
        </>
      )}
    </li>
  );
}

/** One sentence. @param message a system message */
export function systemText(chat: Chat, message: MessageView, reader: Language, t: Dictionary): string {
  const { event } = message;
  if (event === null) return message.content;
  const by = nameOf(chat, message.sender_id, t);
  const person = event.user_id === undefined ? undefined : chat.people.get(event.user_id);
  const whom = person === undefined ? event.username ?? t.thread.unknown : nameOf(chat, person.id, t);
  switch (event.kind) {
    case "role_changed":
      return event.role === "admin" ? t.system.role_admin(by, whom) : t.system.role_member(by, whom);
    case "group_renamed":
      return t.system.group_renamed(by, event.name ?? "");
    case "member_muted":
      return t.system.member_muted(by, whom, event.until === undefined ? "" : moment(event.until, reader));
    case "group_created":
    case "member_added":
    case "member_joined":
    case "member_removed":
    case "member_left":
    case "member_unmuted":
    case "group_changed":
    case "announcement":
    case "owner_changed":
    case "message_pinned":
      return t.system[event.kind](by, whom);
    default:
      return message.content;
  }
}
