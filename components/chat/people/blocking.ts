// Whether one has blocked a person, and doing so.

import { useEffect } from "preact/hooks";
import * as api from "../../../lib/client/api.ts";
import type { Conversation } from "../../../lib/client/conversation.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { nameOf } from "../names.ts";
import { useAttempt } from "../use_attempt.ts";

interface Blocking {
  /** undefined: not known yet */
  isBlocked: boolean | undefined;
  /** Throws what the server says. */
  block: () => Promise<void>;
  /** Says whether it was done. */
  unblock: () => Promise<boolean>;
}

/** @param of the conversation with them, which says whether; where there is none yet, the server is asked */
export function useBlocking(id: string, of: Conversation | undefined): Blocking {
  const t = useText();
  const { chat } = useChat();
  const attempt = useAttempt();
  const known = chat.blocked.value.get(id);
  const know = (isBlocked: boolean) => chat.blocked.value = new Map(chat.blocked.peek()).set(id, isBlocked);
  useEffect(() => {
    if (of !== undefined || known !== undefined) return;
    api.blocks().then(({ users }) => know(users.some((it) => it.id === id)), () => {});
  }, [id]);
  const set = async (isBlocked: boolean) => {
    await api.setBlocked(id, isBlocked);
    know(isBlocked);
    await chat.conversations.catchUpList().catch(() => {}); // comes by a frame as well
  };
  return {
    isBlocked: of?.entry.blocked ?? known,
    block: () => set(true),
    unblock: () => attempt(() => set(false), t.person.notUnblocked, t.person.isUnblocked(nameOf(chat, id, t))),
  };
}
