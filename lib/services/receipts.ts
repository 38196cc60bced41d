// Whom a message has reached, on demand: in large groups nobody is told of each mark.

import { receiptsOf } from "../../db/receipts.ts";
import type { ReceiptsAnswer } from "../protocol/answers.ts";
import { notFound } from "../protocol/errors.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { ofTheSystem } from "./message_change.ts";

/**
 * Who of the members now has a message, and who has read it, in the order of their ids; whoever has read it has it; its sender is left
 * out.
 * @throws ParleyError `not_found` `forbidden` (of the system)
 */
export async function receipts(
  deps: Pick<ChatDeps, "db">,
  actor: Actor,
  messageId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<ReceiptsAnswer> {
  const found = await receiptsOf(deps.db, actor.userId, messageId, { after, limit: limit + 1 });
  if (found === undefined) throw notFound("This message");
  if (found.message_type === "system") throw ofTheSystem();
  const page = found.receipts.slice(0, limit);
  return {
    delivered: page.map(({ user_id, delivered_at }) => ({ user_id, at: delivered_at })),
    read: page.filter((row) => row.read_at !== null).map(({ user_id, read_at }) => ({ user_id, at: read_at })),
    next_after: found.receipts.length > limit ? page.at(-1)?.user_id ?? null : null,
  };
}
