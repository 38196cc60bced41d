// Adds people to a group, one by one.

import { useSignal } from "@preact/signals";
import * as api from "../../lib/client/group_api.ts";
import { fullName } from "../../lib/client/names.ts";
import { useText } from "../../lib/i18n/language.ts";
import type { GroupView, MembershipView } from "../../lib/protocol/views.ts";
import { Notice } from "../Notice.tsx";
import { PersonLine } from "../Person.tsx";
import { PeopleSearch } from "./PeopleSearch.tsx";
import { reasonOf } from "./reason.ts";

export function GroupAdding({ group, members }: { group: GroupView; members: readonly MembershipView[] }) {
  const t = useText();
  const failed = useSignal("");
  const inside = new Set(members.map((it) => it.user_id));
  const add = async (id: string) => {
    failed.value = "";
    await api.addMember(group.id, id).catch((error) => failed.value = reasonOf(error, t));
  };
  return (
    <>
      {failed.value && <Notice bad text={failed.value} />}
      <PeopleSearch
        row={(person) => (
          <div class="person">
            <PersonLine person={person}>
              {inside.has(person.id) ? <span class="tag">{t.group.inGroup}</span> : (
                <button
                  type="button"
                  class="button small"
                  aria-label={`${t.group.add}: ${fullName(person)}`}
                  onClick={() => void add(person.id)}
                >
                  {t.group.add}
                </button>
              )}
            </PersonLine>
          </div>
        )}
      />
    </>
  );
}
