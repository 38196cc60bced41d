// Tells a screen reader what arrives in the open conversation: apart from the list, and several messages of one moment at once. What is
// told is another element each time: the same words in the same one would change nothing, and nobody would hear them.

import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import { type Target, targetKey } from "../../../lib/client/target.ts";
import { useReader, useText } from "../../../lib/i18n/language.ts";
import { useChat } from "../context.ts";
import { inShort } from "../../../lib/client/files/words.ts";
import { nameOf } from "../names.ts";
import { systemText } from "../message/SystemLine.tsx";

const TOGETHER_MS = 1_000;
/** Where it never is quiet for so long, what has come is told all the same. */
const AT_LATEST_MS = 5_000;
const MOST = 3;

export function Announcer({ open }: { open: Target | null }) {
  const t = useText();
  const reader = useReader();
  const { chat } = useChat();
  const told = useSignal({ n: 0, words: "" });
  const said = useRef({ where: "", seq: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const waitingSince = useRef<number>();
  const latest = useRef(open);
  latest.current = open;
  useSignalEffect(() => {
    chat.conversations.list.value;
    clearTimeout(timer.current);
    waitingSince.current ??= Date.now();
    timer.current = setTimeout(say, Math.min(TOGETHER_MS, waitingSince.current + AT_LATEST_MS - Date.now()));
  });

  const say = () => {
    waitingSince.current = undefined;
    const target = latest.current;
    const of = target === null ? undefined : chat.conversations.at(target);
    if (target === null || of?.log == null) return;
    const where = targetKey(target);
    const before = said.current;
    said.current = { where, seq: of.entry.last_seq };
    if (before.where !== where) return;
    const news = of.log.filter((it) => it.seq > before.seq && it.sender_id !== chat.me.id && !it.is_deleted).slice(
      -MOST,
    );
    if (news.length === 0) return;
    const words = news.map((it) =>
      it.message_type === "system"
        ? systemText(chat, it, reader, t)
        : t.thread.arrived(nameOf(chat, it.sender_id, t), inShort(it, t))
    ).join("\n");
    told.value = { n: told.peek().n + 1, words };
  };
  return (
    <div class="sr" role="log" aria-live="polite">
      <p key={told.value.n}>{told.value.words}</p>
    </div>
  );
}
