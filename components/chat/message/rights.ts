// What the reader may do with a message, as of this rendering.

import { type Rights, rightsOver } from "../../../lib/client/rights.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { useSilence } from "../composer/silence.ts";
import { useThread } from "../thread/thread_context.ts";

export function useRights(message: MessageView): Rights {
  const { chat } = useChat();
  const { of } = useThread();
  const isSilent = useSilence() !== undefined;
  const viewer = { id: chat.me.id, now: chat.clock.now(), recallSeconds: chat.limits.recallSeconds, isSilent };
  return rightsOver(message, of.value, viewer);
}
