// People whom the server finds by name, as one types.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import * as api from "../../lib/client/api.ts";
import type { UserView } from "../../lib/protocol/views.ts";
import { useChat } from "./context.ts";

const PAUSE_MS = 200;

/** Those whom one knows, as long as nothing is typed; nobody, while the server cannot be reached. */
export function usePeopleFound(query: string): readonly UserView[] {
  const { chat } = useChat();
  const found = useSignal<readonly UserView[]>([]);
  const wanted = query.trim();
  useEffect(() => {
    let isOld = false;
    const search = async () => {
      const people = wanted === "" ? (await api.contacts()).contacts : (await api.searchUsers(wanted)).users;
      if (isOld) return;
      chat.people.know(people);
      found.value = people;
    };
    const timer = setTimeout(() => search().catch(() => {}), wanted === "" ? 0 : PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [wanted]);
  return found.value;
}
