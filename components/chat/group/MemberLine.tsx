// Somebody in a group: their role, whether they are there, and the way to what one may do with them.

import { Ellipsis } from "../../icons.ts";
import { fullName } from "../../../lib/client/names.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { MembershipView } from "../../../lib/protocol/views.ts";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { useDetailsView } from "./details_view.ts";
import { moment } from "../when.ts";

export function MemberLine({ member }: { member: MembershipView }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const view = useDetailsView();
  const person = chat.people.get(member.user_id);
  if (person === undefined) return null;
  const isMe = member.user_id === chat.me.id;
  const isMuted = member.muted_until !== null && Date.parse(member.muted_until) > Date.parse(reader.now);
  const note = isMe ? t.group.you : isMuted ? t.group.mutedUntil(moment(member.muted_until ?? "", reader)) : undefined;
  return (
    <li class="person">
      <PersonLine person={person} note={note}>
        {member.role !== "member" && <span class="tag">{t.role[member.role]}</span>}
        {!isMe && (
          <button
            type="button"
            class="icon-button"
            aria-label={t.group.manage(fullName(person))}
            onClick={() => view.value = { kind: "member", id: member.user_id }}
          >
            <Ellipsis aria-hidden="true" />
          </button>
        )}
      </PersonLine>
    </li>
  );
}
