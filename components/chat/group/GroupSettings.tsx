// What an admin may change of a group.

import { useSignal } from "@preact/signals";
import * as api from "../../../lib/client/group_api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { DEFAULT_LIMITS } from "../../../lib/protocol/limits.ts";
import type { GroupView } from "../../../lib/protocol/views.ts";
import { Field, Labelled } from "../../Field.tsx";
import { Notice } from "../../Notice.tsx";
import { PictureChoice } from "../../PictureChoice.tsx";
import { reasonOf } from "../reason.ts";

export function GroupSettings({ group, onDone }: { group: GroupView; onDone: () => void }) {
  const t = useText();
  const failed = useSignal("");
  const save = async (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    try {
      await api.update(group.id, {
        name: text("name"),
        description: text("description"),
        is_private: form.has("is_private"),
        history_visible: form.has("history_visible"),
        max_members: Number(text("max_members")),
      });
      onDone();
    } catch (error) {
      failed.value = reasonOf(error, t);
    }
  };
  return (
    <form class="stack" onSubmit={save}>
      {failed.value && <Notice bad text={failed.value} />}
      <PictureChoice
        id={group.id}
        name={group.name}
        kind="group"
        picture={group.avatar}
        save={(avatar) => api.update(group.id, { avatar })}
        reason={(error) => reasonOf(error, t)}
      />
      <Field
        name="name"
        label={t.settings.name}
        defaultValue={group.name}
        required
        maxLength={DEFAULT_LIMITS.nameMax}
        autocomplete="off"
      />
      <Labelled name="description" label={t.settings.description}>
        <textarea
          class="input"
          id="description"
          name="description"
          rows={3}
          maxLength={DEFAULT_LIMITS.descriptionMax}
          defaultValue={group.description}
        />
      </Labelled>
      <Field
        name="max_members"
        type="number"
        label={t.settings.max}
        defaultValue={String(group.max_members)}
        min={group.member_count}
        max={DEFAULT_LIMITS.groupMembersMax}
        required
      />
      <label class="check">
        <input type="checkbox" name="is_private" defaultChecked={group.is_private} /> {t.settings.private}
      </label>
      <label class="check">
        <input type="checkbox" name="history_visible" defaultChecked={group.history_visible} /> {t.settings.history}
      </label>
      <div class="actions">
        <button type="submit" class="button primary">{t.settings.save}</button>
      </div>
    </form>
  );
}
