// A group's details: what it is about, who is in it, and what one may do there.

import { useSignal } from "@preact/signals";
import { LogOut, UserRoundPlus } from "lucide-preact";
import * as api from "../../lib/client/api.ts";
import { type Conversation, present } from "../../lib/client/conversation.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { GroupView, MembershipView } from "../../lib/protocol/views.ts";
import { Confirm } from "../Confirm.tsx";
import { Dialog } from "../Dialog.tsx";
import { Notice } from "../Notice.tsx";
import { PersonLine } from "../Person.tsx";
import { useChat } from "./context.ts";
import { MemberLine } from "./MemberLine.tsx";
import { PeopleSearch } from "./PeopleSearch.tsx";
import { reasonOf } from "./reason.ts";

interface DetailsProps {
  of: Conversation;
  group: GroupView;
  onClose: () => void;
}

export function DetailsDialog({ of, group, onClose }: DetailsProps) {
  const t = useText();
  const { chat } = useChat();
  const isAdding = useSignal(false);
  const failed = useSignal("");
  const members = present(of);
  const mine = members.find((it) => it.user_id === chat.me.id)?.role ?? group.my_role ?? "member";
  const attempt = async (work: Promise<unknown>) => {
    failed.value = "";
    try {
      await work;
    } catch (error) {
      failed.value = reasonOf(error, t);
    }
  };
  return (
    <Dialog
      key={String(isAdding.value)}
      title={isAdding.value ? t.group.adding : group.name}
      onClose={isAdding.value ? () => isAdding.value = false : onClose}
    >
      {failed.value && <Notice bad text={failed.value} />}
      {isAdding.value ? <Adding group={group} members={members} attempt={attempt} /> : (
        <>
          {group.description && <p>{group.description}</p>}
          <section class="stack" aria-label={t.group.members}>
            <span class="label">{t.thread.members(group.member_count)}</span>
            {mine !== "member" && (
              <button type="button" class="button" onClick={() => isAdding.value = true}>
                <UserRoundPlus size={18} aria-hidden="true" /> {t.group.adding}
              </button>
            )}
            <ul class="people">
              {members.map((it) => (
                <MemberLine key={it.user_id} member={it} group={group} mine={mine} attempt={attempt} />
              ))}
            </ul>
            {members.length < group.member_count && (
              <p class="hint">{t.group.moreMembers(group.member_count - members.length)}</p>
            )}
          </section>
          {mine === "owner" ? <p class="hint">{t.group.ownerStays}</p> : <Leave group={group} onLeft={onClose} />}
        </>
      )}
    </Dialog>
  );
}

interface AddingProps {
  group: GroupView;
  members: readonly MembershipView[];
  attempt: (work: Promise<unknown>) => Promise<void>;
}

function Adding({ group, members, attempt }: AddingProps) {
  const t = useText();
  const inside = new Set(members.map((it) => it.user_id));
  return (
    <PeopleSearch
      row={(person) => (
        <div class="person">
          <PersonLine person={person}>
            {inside.has(person.id) ? <span class="tag">{t.group.inGroup}</span> : (
              <button
                type="button"
                class="button small"
                onClick={() => void attempt(api.addMember(group.id, person.id))}
              >
                {t.group.add}
              </button>
            )}
          </PersonLine>
        </div>
      )}
    />
  );
}

function Leave({ group, onLeft }: { group: GroupView; onLeft: () => void }) {
  const t = useText();
  const { go } = useChat();
  const isAsking = useSignal(false);
  const leave = async () => {
    await api.leaveGroup(group.id);
    onLeft();
    go(null);
  };
  return (
    <>
      <button type="button" class="button danger" onClick={() => isAsking.value = true}>
        <LogOut size={18} class="flip" aria-hidden="true" /> {t.group.leave}
      </button>
      {isAsking.value && (
        <Confirm
          title={t.group.confirmLeave(group.name)}
          text={t.group.confirmLeaveText}
          action={t.group.leave}
          onConfirm={leave}
          onClose={() => isAsking.value = false}
        />
      )}
    </>
  );
}
