// Finds somebody to write to.

import { NotebookPen, UsersRound } from "../../icons.ts";
import type { Target } from "../../../lib/client/target.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { Dialog } from "../../Dialog.tsx";
import { PersonLine } from "../../Person.tsx";
import { useChat } from "../context.ts";
import { follow } from "../follow.ts";
import { hrefOf } from "../paths.ts";
import { PeopleSearch } from "./PeopleSearch.tsx";

export function PeopleDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { chat, go } = useChat();
  const write = (target: Target) => (event: MouseEvent) =>
    follow(event, () => {
      onClose();
      go(target);
    });
  const notes: Target = { kind: "private", id: chat.me.id };
  return (
    <Dialog title={t.people.title} onClose={onClose}>
      <PeopleSearch
        row={(person) => {
          const target: Target = { kind: "private", id: person.id };
          return (
            <a class="person" href={hrefOf(target)} onClick={write(target)}>
              <PersonLine person={person} />
            </a>
          );
        }}
      />
      <a class="button quiet" href={hrefOf(notes)} onClick={write(notes)}>
        <NotebookPen size={18} aria-hidden="true" /> {t.people.notes}
      </a>
      <a class="button quiet" href="/groups/discover">
        <UsersRound size={18} aria-hidden="true" /> {t.list.discover}
      </a>
    </Dialog>
  );
}
