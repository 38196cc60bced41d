// What one may do with a member: write to them, give or take the admin's role, mute, remove, hand the group over.

import { useSignal } from "@preact/signals";
import { Crown, MessageSquare, ShieldCheck, ShieldOff, UserRoundMinus, Volume2 } from "../../icons.ts";
import * as api from "../../../lib/client/group_api.ts";
import { fullName } from "../../../lib/client/names.ts";
import { overMember } from "../../../lib/client/rights.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { GroupView, MembershipView, Role } from "../../../lib/protocol/views.ts";
import { Confirm } from "../../Confirm.tsx";
import { Notice } from "../../Notice.tsx";
import { useChat } from "../context.ts";
import { reasonOf } from "../reason.ts";
import { moment } from "../when.ts";

interface MemberActionsProps {
  group: GroupView;
  /** undefined: not a member any more */
  member: MembershipView | undefined;
  /** one's own role */
  mine: Role;
  onDone: () => void;
  onClose: () => void;
}

const HOUR_MS = 3_600_000;
const MUTINGS = { hour: HOUR_MS, work: 8 * HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS } as const;
const LENGTHS = ["hour", "work", "day", "week"] as const;

export function MemberActions({ group, member, mine, onDone, onClose }: MemberActionsProps) {
  const t = useText();
  const reader = useReader();
  const { chat, go } = useChat();
  const asking = useSignal<"remove" | "handOver" | null>(null);
  const failed = useSignal("");
  const person = member && chat.people.get(member.user_id);
  if (member === undefined || person === undefined) return null;
  const { role, user_id, muted_until } = member;
  const name = fullName(person);
  const may = overMember(mine, role);
  const isMuted = muted_until !== null && Date.parse(muted_until) > chat.clock.now();
  const attempt = (work: Promise<unknown>) => {
    failed.value = "";
    work.then(onDone, (error) => failed.value = reasonOf(error, t));
  };
  const muteFor = (ms: number) => attempt(api.mute(group.id, user_id, new Date(chat.clock.now() + ms).toISOString()));
  const write = () => {
    onClose();
    go({ kind: "private", id: user_id });
  };
  const other = role === "admin" ? "member" : "admin";
  return (
    <>
      {failed.value && <Notice bad text={failed.value} />}
      <p class="hint">
        <bdi>@{person.username}</bdi> · {t.role[role]}
        {isMuted && ` · ${t.group.mutedUntil(moment(muted_until, reader))}`}
      </p>
      <div class="choices">
        <button type="button" class="button" onClick={write}>
          <MessageSquare size={18} aria-hidden="true" /> {t.group.write}
        </button>
        {may.setRole && (
          <button
            type="button"
            class="button"
            onClick={() => attempt(api.setRole(group.id, user_id, other))}
          >
            {other === "admin"
              ? <ShieldCheck size={18} aria-hidden="true" />
              : <ShieldOff size={18} aria-hidden="true" />}
            {other === "admin" ? t.group.makeAdmin : t.group.makeMember}
          </button>
        )}
        {may.mute && isMuted && (
          <button
            type="button"
            class="button"
            onClick={() => attempt(api.mute(group.id, user_id, null))}
          >
            <Volume2 size={18} aria-hidden="true" /> {t.group.unmute}
          </button>
        )}
      </div>
      {may.mute && !isMuted && (
        <fieldset class="stack">
          <legend class="label">{t.group.mute}</legend>
          <div class="tiles">
            {LENGTHS.map((it) => (
              <button
                key={it}
                type="button"
                class="button small"
                onClick={() => muteFor(MUTINGS[it])}
              >
                {t.group.muteFor[it]}
              </button>
            ))}
          </div>
        </fieldset>
      )}
      <div class="choices">
        {may.transfer && (
          <button type="button" class="button" onClick={() => asking.value = "handOver"}>
            <Crown size={18} aria-hidden="true" /> {t.group.handOver}
          </button>
        )}
        {may.remove && (
          <button type="button" class="button danger" onClick={() => asking.value = "remove"}>
            <UserRoundMinus size={18} aria-hidden="true" /> {t.group.remove}
          </button>
        )}
      </div>
      {asking.value === "remove" && (
        <Confirm
          title={t.group.confirmRemove(name)}
          text={t.group.confirmRemoveText}
          action={t.group.remove}
          onConfirm={() => api.removeMember(group.id, user_id).then(onDone)}
          onClose={() => asking.value = null}
        />
      )}
      {asking.value === "handOver" && (
        <Confirm
          title={t.group.confirmHandOver(name)}
          text={t.group.confirmHandOverText}
          action={t.group.handOver}
          onConfirm={() => api.transfer(group.id, user_id).then(onDone)}
          onClose={() => asking.value = null}
        />
      )}
    </>
  );
}
