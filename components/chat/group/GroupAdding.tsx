// Adds people to a group, one by one.

import { type Signal, useSignal } from "@preact/signals";
import * as api from "../../../lib/client/group_api.ts";
import { fullName } from "../../../lib/client/names.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { GroupView, MembershipView, UserView } from "../../../lib/protocol/views.ts";
import { Notice } from "../../Notice.tsx";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { PeopleSearch } from "../people/PeopleSearch.tsx";
import { reasonOf } from "../reason.ts";

export function GroupAdding({ group, members }: { group: GroupView; members: readonly MembershipView[] }) {
  const failed = useSignal("");
  const inside = new Set(members.map((it) => it.user_id));
  return (
    <>
      {failed.value && <Notice bad text={failed.value} />}
      <PeopleSearch
        row={(person) => (
          <div class="person">
            <PersonLine person={person}>
              <Add group={group} person={person} isInside={inside.has(person.id)} failed={failed} />
            </PersonLine>
          </div>
        )}
      />
    </>
  );
}

interface AddProps {
  group: GroupView;
  person: UserView;
  isInside: boolean;
  /** where it is told why it did not work */
  failed: Signal<string>;
}

/** It stays where it is when there is nothing left to do for it, so that focus does. */
function Add({ group, person, isInside, failed }: AddProps) {
  const t = useText();
  const { chat } = useChat();
  const isAsked = useSignal(false);
  const isOff = isInside || isAsked.value;
  const add = async () => {
    failed.value = "";
    isAsked.value = true;
    try {
      await api.addMember(group.id, person.id);
      chat.notices.say(t.group.added(fullName(person)));
    } catch (error) {
      failed.value = reasonOf(error, t);
      isAsked.value = false;
    }
  };
  const label = isInside ? t.group.inGroup : t.group.add;
  return (
    <button
      type="button"
      class="button small"
      aria-label={`${label}: ${fullName(person)}`}
      aria-disabled={isOff}
      onClick={() => isOff || void add()}
    >
      {label}
    </button>
  );
}
