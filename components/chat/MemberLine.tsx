// Somebody in a group: their role, whether they are there, and what one may do with them.

import { useSignal } from "@preact/signals";
import { ShieldCheck, ShieldOff, UserRoundMinus } from "lucide-preact";
import * as api from "../../lib/client/api.ts";
import { fullName } from "../../lib/client/names.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { GroupView, MembershipView, Role } from "../../lib/protocol/views.ts";
import { Confirm } from "../Confirm.tsx";
import { PersonLine } from "../Person.tsx";
import { useChat } from "./context.ts";

interface MemberLineProps {
  member: MembershipView;
  group: GroupView;
  /** one's own role */
  mine: Role;
  attempt: (work: Promise<unknown>) => Promise<void>;
}

export function MemberLine({ member, group, mine, attempt }: MemberLineProps) {
  const t = useText();
  const { chat } = useChat();
  const isAsking = useSignal(false);
  const person = chat.people.get(member.user_id);
  if (person === undefined) return null;
  const name = fullName(person);
  const isMe = member.user_id === chat.me.id;
  const mayRemove = !isMe && member.role !== "owner" &&
    (mine === "owner" || (mine === "admin" && member.role === "member"));
  const mayPromote = mine === "owner" && !isMe;
  const other = member.role === "admin" ? "member" : "admin";
  const promote = other === "admin" ? t.group.makeAdmin : t.group.makeMember;
  const Shield = other === "admin" ? ShieldCheck : ShieldOff;
  return (
    <li class="person">
      <PersonLine person={person} note={isMe ? t.group.you : undefined}>
        {member.role !== "member" && <span class="tag">{t.role[member.role]}</span>}
        <span class="person-actions">
          {mayPromote && (
            <button
              type="button"
              class="icon-button"
              aria-label={`${promote}: ${name}`}
              title={promote}
              onClick={() => void attempt(api.setRole(group.id, member.user_id, other))}
            >
              <Shield aria-hidden="true" />
            </button>
          )}
          {mayRemove && (
            <button
              type="button"
              class="icon-button"
              aria-label={`${t.group.remove}: ${name}`}
              title={t.group.remove}
              onClick={() => isAsking.value = true}
            >
              <UserRoundMinus aria-hidden="true" />
            </button>
          )}
        </span>
      </PersonLine>
      {isAsking.value && (
        <Confirm
          title={t.group.confirmRemove(name)}
          text={t.group.confirmRemoveText}
          action={t.group.remove}
          onConfirm={() => api.removeMember(group.id, member.user_id)}
          onClose={() => isAsking.value = false}
        />
      )}
    </li>
  );
}
