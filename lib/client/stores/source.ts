// Where the stores ask for the truth. The browser's is `api.ts` and the socket; a test's may lose, repeat and reorder at will.

import type { ChangesView, MessageView } from "../../protocol/views.ts";
import type { GroupPage, ListChanges, ListPage, MessagesPage } from "../api.ts";
import type { Target } from "../target.ts";

/** Which messages, by `seq`: the latest, unless one is given. */
export type MessageRange = { before?: number; after?: number; around?: number };

export interface Source {
  changes(conversationId: string, afterRev: number, epoch: string): Promise<ChangesView>;
  messages(target: Target, range?: MessageRange): Promise<MessagesPage>;
  pins(conversationId: string): Promise<{ messages: MessageView[] }>;
  group(id: string): Promise<GroupPage>;
  listPage(cursor?: string): Promise<ListPage>;
  listChanges(afterMeRev: number, epoch: string): Promise<ListChanges>;
}

/** The code of a refusal, whether it came by REST (ApiError) or as an error frame. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
