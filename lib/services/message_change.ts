// How a message changes: judged and stored under the lock of its conversation's row, so that racing changes end as some order of them
// would have. Each takes one rev, what is said of it in the conversation the next; all is announced in one hint after the commit. It
// knows no rule of who may do what.

import { hidersOf } from "../../db/hidden.ts";
import { type HistoryRead, readMessage } from "../../db/history.ts";
import { placeOf } from "../../db/marks.ts";
import { takeRev } from "../../db/members.ts";
import { changeable, type ChangeableRow, type MessageChange } from "../../db/message_changes.ts";
import { lockConversations } from "../../db/messages.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import type { Change } from "../bus/bus.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { ReactionChange } from "../protocol/server_frames.ts";
import type { MessageEvent, MessageView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { encodeMessageUpdate } from "./frames.ts";
import { storeEvent } from "./system_messages.ts";
import { messageView, messageViewFor } from "./views.ts";

/** What else is to be told of a change: the reactions that are part of it, and what is said of it in the conversation. */
export interface Told {
  reacted?: ReactionChange[];
  event?: MessageEvent;
}

/** A message under its conversation's lock, which the actor may see and which somebody wrote. */
export interface MessageScene {
  tx: Sql;
  message: ChangeableRow;
  /** Takes the next rev, writes the change with it, and has it announced after the commit. At most once a scene. */
  store(write: (change: MessageChange) => Promise<unknown>, told?: Told): Promise<void>;
}

/**
 * Runs `work` on a message under its conversation's lock, and announces what it stored once that is committed.
 * @returns the message as it is then, as the actor sees it
 * @throws ParleyError `not_found` (not there, or not the actor's to see) `forbidden` (of the system), and what `work` throws
 */
export async function changingMessage(
  deps: ChatDeps,
  actor: Actor,
  messageId: string,
  work: (scene: MessageScene) => Promise<void>,
): Promise<MessageView> {
  const place = await placeOf(deps.db, actor.userId, messageId);
  if (place === undefined) throw notFound("This message"); // before anything of others is locked
  let changes: Change[] = [];
  const view = await retrying(() =>
    deps.db.transaction(async (tx) => {
      await lockConversations(tx, [place.conversation_id]);
      const message = await seen(tx, actor, messageId);
      let told: Told | undefined;
      await work({
        tx,
        message,
        async store(write, also = {}) {
          const rev = await takeRev(tx, place.conversation_id);
          await write({ messageId, changedBy: actor.userId, rev });
          told = also;
        },
      });
      const read = await readMessage(tx, actor.userId, messageId);
      changes = told === undefined ? [] : await changesOf(tx, actor, message, read, told);
      return viewOf(read, actor);
    })
  );
  publish(deps, place.conversation_id, changes);
  return view;
}

async function seen(tx: Sql, actor: Actor, messageId: string): Promise<ChangeableRow> {
  const message = await changeable(tx, actor.userId, messageId);
  if (message === undefined || message.is_hidden) throw notFound("This message");
  if (message.message_type === "system") throw ofTheSystem();
  return message;
}

export const ofTheSystem = () => new ParleyError("forbidden", "What the system says can only be read.");

async function changesOf(
  tx: Sql,
  actor: Actor,
  message: ChangeableRow,
  read: HistoryRead | undefined,
  { reacted, event }: Told,
): Promise<Change[]> {
  const { conversation_id: conversationId, username: actorName } = message;
  const [row] = read?.messages ?? [];
  if (read === undefined || row === undefined) throw new Error("a message that was changed is not there");
  const changed = { message: messageView(row, read), from: actor.userId, reacted };
  const change = encodeMessageUpdate(changed, await hidersOf(tx, row.id));
  if (event === undefined) return [change];
  return [change, await storeEvent(tx, { conversationId, actorId: actor.userId, actorName, event })];
}

function viewOf(read: HistoryRead | undefined, actor: Actor): MessageView {
  const [row] = read?.messages ?? [];
  if (read === undefined || row === undefined) throw notFound("This message");
  return messageViewFor(row, read, actor.userId, read.top);
}

function publish({ bus }: ChatDeps, conversation_id: string, changes: Change[]): void {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first === undefined || last === undefined) return;
  bus.publish({ kind: "changes", conversation_id, after_rev: first.rev - 1, rev: last.rev, changes });
}
