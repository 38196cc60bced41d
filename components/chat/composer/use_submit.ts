// What Enter does: a new message into the outbox, or the change of one's own to the server. A change that is refused stays in the box.

import type { RefObject } from "preact";
import { find } from "../../../lib/client/around.ts";
import { useText } from "../../../lib/i18n/language.ts";
import { bytesOver } from "./Composer.tsx";
import { useChat } from "../context.ts";
import { useGiveUp } from "../message/give_up.ts";
import { reasonOf } from "../reason.ts";
import { useThread } from "../thread/thread_context.ts";

export function useSubmit(box: RefObject<HTMLTextAreaElement>, onSent: () => void): () => void {
  const t = useText();
  const { chat } = useChat();
  const { target, where, of, asked } = useThread();
  const giveUp = useGiveUp();

  /** As long as it is on its way, an answer or another change may be begun: that stays, and a refused one is offered beside it. */
  const save = async (id: string, text: string, before: string | undefined) => {
    const conversation_id = of.peek()?.entry.id ?? "";
    if (text === before) return chat.composing.set(where, undefined);
    chat.composing.set(where, { kind: "edit", id, text, isSaving: true });
    const isInBox = () => {
      const now = chat.composing.all.peek().get(where);
      return now === undefined || (now.kind === "edit" && now.isSaving && now.id === chat.deeds.nameOf(id));
    };
    // It may have been sent meanwhile.
    const run = () => chat.composing.set(where, { kind: "edit", id: chat.deeds.nameOf(id), text, isSaving: false });
    try {
      const outcome = await chat.actions.edit({ id, conversation_id }, text);
      // Later is soon, of a message that is just on its way.
      if (outcome === "later" && !chat.socket.isOpen) chat.notices.say(t.link.later);
      if (isInBox()) chat.composing.set(where, undefined);
    } catch (error) {
      const why = reasonOf(error, t);
      if (!isInBox()) return sayAside(why, run);
      chat.notices.say(`${t.undone.edit} ${why}`, { isBad: true });
      run();
    }
  };

  const sayAside = (why: string, run: () => void) =>
    chat.notices.say(`${t.undone.editAside} ${why}`, { isBad: true, stays: true, action: { label: t.act.edit, run } });

  const send = (written: string) => {
    if (written === "" && !chat.goingOut.hasFiles(where)) return;
    chat.write(target, written);
    onSent();
    box.current?.focus();
  };

  return () => {
    // What is in the box counts, even if this render does not know of it yet.
    const written = (box.current?.value ?? "").trim();
    const about = chat.composing.all.peek().get(where);
    if (bytesOver(written, chat.limits.messageBytes) > 0) return;
    if (about?.kind === "edit") {
      const message = of.peek() && find(of.peek()!, about.id);
      const unsent = chat.waiting(where).find((it) => it.client_id === about.id);
      const before = (message ?? unsent)?.content;
      // Files alone have no words to begin with.
      if (written !== "" || before === "") return void save(about.id, written, before);
      if (message !== undefined) return asked.value = { kind: "remove", message };
      chat.composing.set(where, undefined);
      if (unsent !== undefined) void giveUp(unsent);
      return;
    }
    const { coming } = chat.goingOut;
    if (coming === undefined) return send(written);
    // The reader may be elsewhere by then: what counts is what was begun here.
    const later = () => send(chat.drafts.get(where).trim());
    void coming.then(later, later);
  };
}
