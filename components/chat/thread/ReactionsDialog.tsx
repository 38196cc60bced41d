// Who gave which emoji to a message.

import { reactions } from "../../../lib/client/message_api.ts";
import { useText } from "../../../lib/i18n/language.ts";
import type { MessageView } from "../../../lib/protocol/views.ts";
import { Dialog } from "../../Dialog.tsx";
import { PersonLine } from "../../Person.tsx";
import { LoadedView } from "../LoadedView.tsx";
import { useMessage } from "../message/Quote.tsx";
import { useLoaded } from "../use_loaded.ts";

export function ReactionsDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const t = useText();
  const now = useMessage(() => message.id) ?? message;
  const loaded = useLoaded(() => reactions(message.id), now.rev);
  return (
    <Dialog title={t.reactionsOf.title} onClose={onClose}>
      <LoadedView of={loaded}>
        {({ reactions }) =>
          reactions.map(({ emoji, users }) => (
            <section key={emoji} aria-label={t.message.reactionCount(emoji, users.length)}>
              <span class="label" aria-hidden="true">{emoji} {users.length}</span>
              <ul class="people">
                {users.map((person) => (
                  <li key={person.id} class="person">
                    <PersonLine person={person} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
      </LoadedView>
    </Dialog>
  );
}
