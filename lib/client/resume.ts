// Coming back: tells the server how far each conversation is held, and asks for those that are behind.

import { RESUME_MOST } from "../protocol/limits.ts";
import { isErrorFrame, type ParleySocket } from "./socket.ts";
import type { Conversations } from "./stores/conversations.ts";

/** @returns false if what is held is not from this database any more; throws if the socket ended meanwhile */
export async function resume(socket: ParleySocket, conversations: Conversations): Promise<boolean> {
  const { epoch, meRev: me_rev } = conversations;
  const revs = Object.entries(conversations.revs);
  for (let at = 0; at === 0 || at < revs.length; at += RESUME_MOST) {
    const part = Object.fromEntries(revs.slice(at, at + RESUME_MOST));
    try {
      const answer = await socket.ask("resumed", { type: "resume", epoch, me_rev, revs: part });
      await conversations.catchUp(answer.behind, answer.me_rev);
    } catch (error) {
      if (isErrorFrame(error) && error.code === "cursor_invalid") return false;
      throw error;
    }
  }
  return true;
}
