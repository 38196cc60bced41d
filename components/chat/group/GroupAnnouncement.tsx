// A group's announcement in full: who has read it, and for admins changing it.

import { useSignal } from "@preact/signals";
import * as api from "../../../lib/client/group_api.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { Labelled } from "../../Field.tsx";
import { Notice } from "../../Notice.tsx";
import { useChat } from "../context.ts";
import { LoadedView } from "../LoadedView.tsx";
import { MessageText } from "../message/MessageText.tsx";
import { nameOf } from "../names.ts";
import { reasonOf } from "../reason.ts";
import { useLoaded } from "../use_loaded.ts";
import { moment } from "../when.ts";

interface AnnouncementProps {
  group: GroupView;
  mayWrite: boolean;
  onDone: () => void;
}

export function GroupAnnouncement({ group, mayWrite, onDone }: AnnouncementProps) {
  const t = useText();
  const isWriting = useSignal(group.announcement === "");
  if (isWriting.value && mayWrite) return <Writing group={group} onDone={onDone} />;
  return (
    <>
      <Announced group={group} />
      {mayWrite && (
        <div class="actions">
          <button type="button" class="button" onClick={() => isWriting.value = true}>{t.announcement.edit}</button>
        </div>
      )}
    </>
  );
}

function Announced({ group }: { group: GroupView }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const { announcement, announcement_at, announcement_by } = group;
  const loaded = useLoaded(() => api.announcementReaders(group.id), announcement_at);
  const by = announcement_by === null ? t.thread.unknown : nameOf(chat, announcement_by, t);
  return (
    <>
      <div class="announced">
        <MessageText content={announcement} />
        <small class="hint">{announcement_at && t.announcement.by(by, moment(announcement_at, reader))}</small>
      </div>
      <LoadedView of={loaded}>
        {({ readers, total }) => (
          <div class="stack">
            <span class="label">{total === 0 ? t.announcement.nobody : t.announcement.readers(total)}</span>
            <ul class="names">
              {readers.map((it) => <li key={it.user_id}>{nameOf(chat, it.user_id, t)}</li>)}
            </ul>
          </div>
        )}
      </LoadedView>
    </>
  );
}

function Writing({ group, onDone }: { group: GroupView; onDone: () => void }) {
  const t = useText();
  const text = useSignal(group.announcement);
  const failed = useSignal("");
  const save = (event: Event) => {
    event.preventDefault();
    api.announce(group.id, text.value.trim()).then(onDone, (error) => failed.value = reasonOf(error, t));
  };
  return (
    <form class="stack" onSubmit={save}>
      {failed.value && <Notice bad text={failed.value} />}
      <Labelled name="announcement" label={t.announcement.text} hint={t.announcement.hint}>
        <textarea
          class="input"
          id="announcement"
          rows={5}
          value={text}
          aria-describedby="announcement-hint"
          onInput={(event) => text.value = event.currentTarget.value}
        />
      </Labelled>
      <div class="actions">
        <button type="submit" class="button primary">{t.announcement.save}</button>
      </div>
    </form>
  );
}
