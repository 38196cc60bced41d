// Each deed as a request, and what its answer does to what is held: the frame that follows finds it done.

import { assertNever } from "../protocol/errors.ts";
import type { MessageView } from "../protocol/views.ts";
import { find } from "./around.ts";
import { setConversation } from "./api.ts";
import type { Deed } from "./deed.ts";
import { removed } from "./foreseen.ts";
import * as api from "./message_api.ts";
import type { ParleySocket } from "./socket.ts";
import type { Conversations } from "./stores/conversations.ts";
import type { Quoted } from "./stores/quoted.ts";

export interface Performing {
  conversations: Conversations;
  quoted: Quoted;
  socket: ParleySocket;
}

/** @throws ApiError, or the error frame */
export async function perform({ conversations, quoted, socket }: Performing, deed: Deed): Promise<void> {
  const { conversation_id } = deed;
  const news = (message: MessageView) => {
    conversations.news(message);
    quoted.changed(message);
  };
  switch (deed.kind) {
    case "edit":
      return news((await api.edit(deed.id, deed.content)).message);
    case "react":
      return news((await (deed.on ? api.react : api.unreact)(deed.id, deed.emoji)).message);
    case "pin":
      return news((await (deed.on ? api.pin : api.unpin)(deed.id)).message);
    case "recall":
      return news((await api.recall(deed.id)).message);
    case "remove": {
      await api.remove(deed.id);
      const held = conversations.get(conversation_id);
      const message = held && find(held, deed.id);
      return message && news(removed(message));
    }
    case "hide":
      await api.hide(deed.id);
      return conversations.hide(conversation_id, new Set([deed.id]));
    case "own":
      await setConversation(conversation_id, deed.own);
      return conversations.update(conversation_id, (it) => ({ ...it, entry: { ...it.entry, ...deed.own } }));
    case "read":
      await socket.ask("ok", { type: "read", conversation_id, seq: deed.seq });
      return conversations.markRead(conversation_id, deed.seq);
    default:
      return assertNever(deed);
  }
}
