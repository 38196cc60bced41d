// People whom the server finds by name, as one types.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as api from "../../../lib/client/api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { UserView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { reasonOf } from "../reason.ts";

const PAUSE_MS = 200;

interface PeopleFound {
  /** of older words as long as newer ones are on their way */
  people: readonly UserView[];
  /** whether those of these words are still to come */
  isAsking: boolean;
  /** why the server could not be asked; undefined: it was, or is about to be */
  why: string | undefined;
  retry: () => void;
}

/** Those whom one knows, as long as nothing is typed. */
export function usePeopleFound(query: string): PeopleFound {
  const t = useText();
  const { chat } = useChat();
  const found = useSignal<{ by?: string; people: readonly UserView[] }>({ people: [] });
  const why = useSignal<string | undefined>(undefined);
  const tries = useSignal(0);
  const wanted = query.trim();
  useEffect(() => {
    let isOld = false;
    why.value = undefined;
    const search = async () => {
      const people = wanted === "" ? (await api.contacts()).contacts : (await api.searchUsers(wanted)).users;
      if (isOld) return;
      chat.people.know(people);
      found.value = { by: wanted, people };
    };
    const timer = setTimeout(
      () => void search().catch((error) => isOld || (why.value = reasonOf(error, t))),
      wanted === "" ? 0 : PAUSE_MS,
    );
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [wanted, tries.value]);
  const isAsking = found.value.by !== wanted && why.value === undefined;
  return { people: found.value.people, isAsking, why: why.value, retry: () => tries.value++ };
}
