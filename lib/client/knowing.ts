// Whom an answer of the list shows is known from then on, as they are at that moment: what of them changed unheard is told by nothing else.

import type { ConversationView } from "../protocol/views.ts";
import type { ChatSource } from "./chat.ts";
import type { People } from "./stores/people.ts";

export function knowing(source: ChatSource, people: People): ChatSource {
  const met = <Answer extends { conversations: readonly ConversationView[] }>(answer: Answer): Answer => {
    people.know(answer.conversations.flatMap((it) => it.peer ?? []));
    return answer;
  };
  return {
    ...source,
    listPage: (cursor) => source.listPage(cursor).then(met),
    listChanges: (...after) => source.listChanges(...after).then(met),
  };
}
