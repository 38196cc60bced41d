// Parts that most visits never open come as scripts of their own, when they are first shown. Each of them begins with an import of the
// whole chat, which is on the page already: a bundler puts whatever two scripts share into one of its own, and the chat would come in
// thirty crumbs, which together are a tenth larger than one piece.

import { type Signal, useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { useText } from "../../lib/i18n/language.ts";
import { useChat } from "./context.ts";

/** @param load imports the part; it shows nothing until it is there, and says so if it cannot be had */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props: P) {
    const t = useText();
    const { chat } = useChat();
    const part: Signal<ComponentType<P> | undefined> = useSignal(loaded);
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then((it) => part.value = loaded = it, () => chat.notices.say(t.undone.part, { isBad: true }));
    }, []);
    const Part = part.value;
    return Part === undefined ? null : <Part {...props} />;
  };
}
