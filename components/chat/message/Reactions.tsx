// What was given to a message: an emoji each, with how many and by whom. A click gives the same or takes it back, on screen at once.

import { fullName } from "../../../lib/client/names.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView, ReactionView } from "../../../lib/protocol/views.ts";
import { useChat } from "../context.ts";
import { useAttempt } from "../use_attempt.ts";

export function Reactions({ message }: { message: MessageView }) {
  const { reactions, my_reactions = [] } = message;
  return (
    <div class="reactions">
      {reactions.map((it) => (
        <Reaction key={it.emoji} message={message} of={it} isMine={my_reactions.includes(it.emoji)} />
      ))}
    </div>
  );
}

function Reaction({ message, of, isMine }: { message: MessageView; of: ReactionView; isMine: boolean }) {
  const t = useText();
  const { chat } = useChat();
  const attempt = useAttempt();
  const names = of.user_ids.flatMap((id) => {
    if (id === chat.me.id) return [t.message.you];
    const person = chat.people.get(id);
    return person === undefined ? [] : [fullName(person)];
  });
  const who = t.message.reactedBy(names, of.count - names.length, of.emoji);
  return (
    <button
      type="button"
      class="reaction"
      aria-pressed={isMine ? "true" : "false"} // the server would leave a false out
      title={who}
      onClick={() => void attempt(() => chat.actions.react(message, of.emoji), t.undone.react)}
    >
      <span>{of.emoji}</span>
      <span class="reaction-count">{of.count}</span>
      <span class="sr">{who}</span>
    </button>
  );
}
