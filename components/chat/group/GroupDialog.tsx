// Makes a group with its first members.

import { useSignal } from "@preact/signals";
import { UsersRound, X } from "../../icons.ts";
import * as api from "../../../lib/client/group_api.ts";
import { fullName } from "../../../lib/client/names.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { DEFAULT_LIMITS } from "../../../lib/protocol/limits.ts";
import type { UserView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { Field } from "../../Field.tsx";
import { Notice } from "../../Notice.tsx";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { PeopleSearch } from "../people/PeopleSearch.tsx";
import { reasonOf } from "../reason.ts";

export function GroupDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { chat, go } = useChat();
  const name = useSignal("");
  const chosen = useSignal<readonly UserView[]>([]);
  const busy = useSignal(false);
  const failed = useSignal("");
  const toggle = (person: UserView) => {
    const without = chosen.value.filter((it) => it.id !== person.id);
    chosen.value = without.length < chosen.value.length ? without : [...chosen.value, person];
  };
  const create = async (event: Event) => {
    event.preventDefault();
    busy.value = true;
    try {
      const { group } = await api.create({ name: name.value, members: chosen.value.map((it) => it.id) });
      await chat.conversations.catchUpList();
      onClose();
      go({ kind: "group", id: group.id });
    } catch (error) {
      failed.value = reasonOf(error, t);
      busy.value = false;
    }
  };
  return (
    <Dialog title={t.group.title} onClose={onClose}>
      <form class="stack" onSubmit={create}>
        {failed.value && <Notice bad text={failed.value} />}
        <Field
          name="group-name"
          label={t.group.name}
          required
          autofocus
          maxLength={DEFAULT_LIMITS.nameMax}
          autocomplete="off"
          value={name}
          onInput={(event) => name.value = event.currentTarget.value}
        />
        <Chosen people={chosen.value} onRemove={toggle} />
        <PeopleSearch
          row={(person) => (
            <label class="person">
              <PersonLine person={person}>
                <input
                  type="checkbox"
                  checked={chosen.value.some((it) => it.id === person.id)}
                  onChange={() => toggle(person)}
                />
              </PersonLine>
            </label>
          )}
        />
        <div class="actions">
          <button type="submit" class="button primary" disabled={busy.value || name.value.trim() === ""}>
            {t.group.create}
          </button>
        </div>
      </form>
      <a class="button quiet" href="/groups/discover">
        <UsersRound size={18} aria-hidden="true" /> {t.list.discover}
      </a>
    </Dialog>
  );
}

function Chosen({ people, onRemove }: { people: readonly UserView[]; onRemove: (person: UserView) => void }) {
  const t = useText();
  if (people.length === 0) return <span class="label">{t.group.addPeople}</span>;
  return (
    <div class="stack">
      <span class="label">{t.group.chosen(people.length)}</span>
      <div class="chips">
        {people.map((person) => (
          <button key={person.id} type="button" class="chip" onClick={() => onRemove(person)}>
            <span>{fullName(person)}</span>
            <X aria-hidden="true" />
            <span class="sr">{t.group.remove}</span>
          </button>
        ))}
      </div>
    </div>
  );
}
