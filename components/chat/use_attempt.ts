// Does something that the server may refuse, and says so: what did not work, and why.

import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";
import { reasonOf } from "./reason.ts";

/** @returns runs `work`; answers whether it was done */
export function useAttempt(): (work: () => Promise<unknown>, undone: string, done?: string) => Promise<boolean> {
  const t = useText();
  const { chat } = useChat();
  return async (work, undone, done) => {
    try {
      if (await work() === "later" && !chat.socket.isOpen) chat.notices.say(t.link.later);
      else if (done !== undefined) chat.notices.say(done);
      return true;
    } catch (error) {
      chat.notices.say(`${undone} ${reasonOf(error, t)}`, { isBad: true });
      return false;
    }
  };
}
