// A group's invitation links: made, shown, copied, revoked.

import { useSignal } from "@preact/signals";
import { ClipboardCopy, QrCode, Trash2 } from "../../icons.ts";
import { copyText } from "../../../lib/client/clipboard.ts";
import * as api from "../../../lib/client/group_api.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { GroupView, InviteView } from "../../../lib/protocol/views.ts";
import { Confirm } from "../../Confirm.tsx";
import { Labelled } from "../../Field.tsx";
import { useChat } from "../context.ts";
import { LoadedView } from "../LoadedView.tsx";
import { useAttempt } from "../use_attempt.ts";
import { useLoaded } from "../use_loaded.ts";
import { moment } from "../when.ts";

const DAY_S = 86_400;
const LENGTHS = { week: 7 * DAY_S, day: DAY_S, month: 30 * DAY_S, ever: undefined } as const;
const USES = { any: undefined, once: 1, ten: 10 } as const;

export function GroupInvites({ group }: { group: GroupView }) {
  const t = useText();
  const version = useSignal(0);
  const attempt = useAttempt();
  const loaded = useLoaded(() => api.invites(group.id), version.value);
  const change = async (work: () => Promise<unknown>) => {
    if (await attempt(work, t.error.generic)) version.value++;
  };
  return (
    <>
      <p class="hint">{t.invites.hint}</p>
      <NewInvite onMake={(wish) => change(() => api.invite(group.id, wish))} />
      <LoadedView of={loaded}>
        {({ invites }) =>
          invites.length === 0 ? <p class="hint">{t.invites.none}</p> : (
            <ul class="invites">
              {invites.toReversed().map((it) => (
                <Line
                  key={it.code}
                  group={group}
                  invite={it}
                  onRevoke={() => change(() => api.revokeInvite(group.id, it.code))}
                />
              ))}
            </ul>
          )}
      </LoadedView>
    </>
  );
}

function NewInvite({ onMake }: { onMake: (wish: api.InviteWish) => void }) {
  const t = useText();
  const length = useSignal<keyof typeof LENGTHS>("week");
  const uses = useSignal<keyof typeof USES>("any");
  return (
    <div class="stack">
      <div class="two">
        <Labelled name="invite-length" label={t.invites.expires}>
          <Choice
            id="invite-length"
            of={LENGTHS}
            words={t.invites.for}
            value={length.value}
            onChange={(it) => length.value = it}
          />
        </Labelled>
        <Labelled name="invite-uses" label={t.invites.uses}>
          <Choice
            id="invite-uses"
            of={USES}
            words={t.invites.times}
            value={uses.value}
            onChange={(it) => uses.value = it}
          />
        </Labelled>
      </div>
      <div class="actions">
        <button
          type="button"
          class="button primary"
          onClick={() => onMake({ expires_in: LENGTHS[length.value], max_uses: USES[uses.value] })}
        >
          {t.invites.create}
        </button>
      </div>
    </div>
  );
}

interface ChoiceProps<K extends string> {
  id: string;
  of: Record<K, unknown>;
  words: Record<K, string>;
  value: K;
  onChange: (value: K) => void;
}

function Choice<K extends string>({ id, of, words, value, onChange }: ChoiceProps<K>) {
  const keys = Object.keys(of).filter((key): key is K => key in of);
  return (
    <select
      class="input"
      id={id}
      value={value}
      onChange={(event) => onChange(keys.find((key) => key === event.currentTarget.value) ?? value)}
    >
      {keys.map((key) => <option key={key} value={key}>{words[key]}</option>)}
    </select>
  );
}

function Line({ group, invite, onRevoke }: { group: GroupView; invite: InviteView; onRevoke: () => Promise<void> }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const isShown = useSignal(false);
  const isAsking = useSignal(false);
  const facts = [
    invite.expires_at !== null && t.invites.until(moment(invite.expires_at, reader)),
    invite.max_uses !== null && t.invites.atMost(invite.max_uses),
    invite.uses === 0 ? t.invites.unused : t.invites.used(invite.uses),
  ];
  const copy = () =>
    copyText(invite.url).then(
      () => chat.notices.say(t.invites.copied),
      () => chat.notices.say(t.invites.notCopied, { isBad: true }),
    );
  return (
    <li class="invite">
      <input class="input" dir="ltr" readOnly aria-label={t.invites.link} value={invite.url} />
      <small class="hint">{facts.filter(Boolean).join(" · ")}</small>
      <div class="actions">
        <button type="button" class="button small" onClick={() => void copy()}>
          <ClipboardCopy size={18} aria-hidden="true" /> {t.invites.copy}
        </button>
        <button
          type="button"
          class="button small"
          aria-pressed={isShown.value}
          onClick={() => isShown.value = !isShown.value}
        >
          <QrCode size={18} aria-hidden="true" /> {t.invites.showQr}
        </button>
        <button type="button" class="button small danger" onClick={() => isAsking.value = true}>
          <Trash2 size={18} aria-hidden="true" /> {t.invites.revoke}
        </button>
      </div>
      {isAsking.value && (
        <Confirm
          title={t.invites.confirmRevoke}
          text={t.invites.confirmRevokeText}
          action={t.invites.revoke}
          onConfirm={onRevoke}
          onClose={() => isAsking.value = false}
        />
      )}
      {isShown.value && (
        <img class="qr" width={220} height={220} alt={t.invites.qr} src={api.inviteQr(group.id, invite.code)} />
      )}
    </li>
  );
}
