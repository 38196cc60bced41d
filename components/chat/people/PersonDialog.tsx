// Who somebody is: names, whether they are there, the groups that both are in; and blocking them.

import { Ban, Mail } from "../../icons.ts";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as api from "../../../lib/client/api.ts";
import { type Conversation, present } from "../../../lib/client/conversation.ts";
import { fullName } from "../../../lib/client/names.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { GroupView, UserView } from "../../../lib/protocol/views.ts";
import { Avatar } from "../../Avatar.tsx";
import { Confirm } from "../../Confirm.tsx";
import { Dialog } from "../../Dialog.tsx";
import { useBlocking } from "./blocking.ts";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { hrefOf } from "../paths.ts";
import { shortWhen } from "../when.ts";

interface PersonDialogProps {
  id: string;
  /** the conversation with them, if there is one */
  of: Conversation | undefined;
  onClose: () => void;
}

export function PersonDialog({ id, of, onClose }: PersonDialogProps) {
  const { chat } = useChat();
  useEffect(() => {
    // What is held may be from when they were first heard of.
    api.user(id).then(({ user }) => chat.people.know([user]), () => {});
  }, [id]);
  const person = chat.people.get(id) ?? of?.entry.peer;
  if (person === undefined) return null;
  return (
    <Dialog title={fullName(person)} onClose={onClose}>
      <Identity person={person} />
      <Common id={id} onClose={onClose} />
      {person.is_active && <Block person={person} of={of} />}
    </Dialog>
  );
}

function Identity({ person }: { person: UserView }) {
  const t = useText();
  const reader = useReader();
  const isAway = person.status === "offline" && person.last_seen !== null;
  return (
    <div class="identity">
      <Avatar
        id={person.id}
        name={fullName(person)}
        picture={person.avatar}
        size="large"
        status={person.status}
      />
      <div>
        <p class="handle">@{person.username}</p>
        <p>
          {t.status[person.status]}
          {isAway && `, ${t.thread.lastSeen(shortWhen(person.last_seen ?? "", reader, t))}`}
        </p>
        {person.email && (
          <a class="mail" href={`mailto:${person.email}`}>
            <Mail size={16} aria-hidden="true" />
            <span class="sr">{t.person.email}:</span>
            <span>{person.email}</span>
          </a>
        )}
        {!person.is_active && <p>{t.person.inactive}</p>}
      </div>
    </div>
  );
}

/** Only those whose members are known here: the server is asked for nobody's groups. */
function Common({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText();
  const { chat, go } = useChat();
  const groups = chat.conversations.list.value.filter((it) => it.entry.type === "group");
  const common = groups.filter((it) => present(it).some((member) => member.user_id === id));
  const open = (group: GroupView) => (event: MouseEvent) =>
    follow(event, () => {
      onClose();
      go({ kind: "group", id: group.id });
    });
  return (
    <section class="stack" aria-label={t.person.common}>
      <h3 class="label">{t.person.common}</h3>
      {common.length === 0 ? <p class="hint">{t.person.noCommon}</p> : (
        <ul class="people">
          {common.flatMap(({ entry: { group } }) =>
            group === undefined ? [] : [
              <li key={group.id}>
                <a class="person" href={hrefOf({ kind: "group", id: group.id })} onClick={open(group)}>
                  <Avatar id={group.id} name={group.name} kind="group" picture={group.avatar} />
                  <span class="person-name">
                    <b>{group.name}</b>
                    <small>{t.thread.members(group.member_count)}</small>
                  </span>
                </a>
              </li>,
            ]
          )}
        </ul>
      )}
      {common.length > 0 && groups.some((it) => it.members === null) && <p class="hint">{t.person.moreCommon}</p>}
    </section>
  );
}

function Block({ person, of }: { person: UserView; of: Conversation | undefined }) {
  const t = useText();
  const isAsking = useSignal(false);
  const { isBlocked, block, unblock } = useBlocking(person.id, of);
  const name = fullName(person);
  return (
    <>
      {isBlocked && <p class="hint">{t.person.blocked(name)} {t.privacy.blockedHint}</p>}
      <button
        type="button"
        class={isBlocked ? "button" : "button danger"}
        disabled={isBlocked === undefined}
        onClick={() => isBlocked ? void unblock() : isAsking.value = true}
      >
        <Ban size={18} aria-hidden="true" /> {isBlocked ? t.person.unblock : t.person.block}
      </button>
      {isAsking.value && (
        <Confirm
          title={t.person.confirmBlock(name)}
          text={t.person.confirmBlockText}
          action={t.person.block}
          onConfirm={block}
          onClose={() => isAsking.value = false}
        />
      )}
    </>
  );
}
