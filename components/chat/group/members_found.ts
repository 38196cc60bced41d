// Members of a group that is too large for all of them to be known: the server is asked by name, as one types.

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Chat } from "../../../lib/client/chat.ts";
import { type Conversation, present } from "../../../lib/client/conversation.ts";
import { members } from "../../../lib/client/group_api.ts";
import { useChat } from "../context.ts";

const PAUSE_MS = 150;

/** Whether there are members that are not known here. */
export const hasUnknown = (of: Conversation): boolean => present(of).length < (of.entry.group?.member_count ?? 0);

/** Puts a page of members where all others look for them. @returns the next page's cursor @throws ApiError */
export async function loadMembers(
  { conversations, people }: Chat,
  id: string,
  of: { q?: string; cursor?: string; limit?: number },
): Promise<string | null> {
  const rev = conversations.windows.revOf(id);
  const page = await members(id, of);
  people.know(page.members.map((it) => it.user));
  conversations.windows.addMembers(id, page.members, rev);
  return page.next_cursor;
}

/**
 * Makes those known whose names hold what is typed.
 * @param query undefined: nobody is looked for
 * @returns whether they are still to come, or the server could not be asked
 */
export function useMembersFound(
  of: Conversation | undefined,
  query: string | undefined,
): { isAsking: boolean; isFailed: boolean } {
  const { chat } = useChat();
  const answer = useSignal<{ to: string; isFailed: boolean } | undefined>(undefined);
  const id = of !== undefined && query !== undefined && hasUnknown(of) ? of.entry.id : undefined;
  useEffect(() => {
    if (id === undefined || query === undefined) return;
    let isOld = false;
    const timer = setTimeout(() => {
      const answered = (isFailed: boolean) => isOld || (answer.value = { to: query, isFailed });
      loadMembers(chat, id, { q: query, limit: 50 }).then(() => answered(false), () => answered(true));
    }, PAUSE_MS);
    return () => {
      isOld = true;
      clearTimeout(timer);
    };
  }, [id, query]);
  const isAnswered = answer.value?.to === query;
  return { isAsking: id !== undefined && !isAnswered, isFailed: isAnswered && answer.value?.isFailed === true };
}
