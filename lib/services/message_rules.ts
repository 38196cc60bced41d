// What must hold of a message and of who wants to change it, apart from roles (`roles.ts`).

import type { ChangeableRow } from "../../db/message_changes.ts";
import { reachOf } from "../../db/reachability.ts";
import type { Sql } from "../../db/sql.ts";
import { ParleyError } from "../protocol/errors.ts";
import { notReachable } from "./conversations.ts";
import type { Standing } from "./roles.ts";
import type { Actor } from "./deps.ts";

/** Where the actor stands; in a private conversation both are members, and nobody is muted. */
export const standingOf = ({ role, is_muted }: ChangeableRow): Standing => ({ role, muted: is_muted });

export const isPrivate = (message: ChangeableRow): boolean => message.user_a !== null;

export const gone = () => new ParleyError("gone", "This message is not there any more.");

/** @throws ParleyError `gone` (deleted or recalled) */
export function demandThere(message: ChangeableRow): void {
  if (message.is_deleted || message.is_recalled) throw gone();
}

/** @throws ParleyError `forbidden` */
export function demandSender(message: ChangeableRow, actor: Actor): void {
  if (message.sender_id !== actor.userId) throw new ParleyError("forbidden", "Only who wrote a message can do that.");
}

/**
 * What is edited, reacted to or pinned comes before the other's eyes like what is sent: somebody who was blocked must not go on that
 * way. Taking back stays possible.
 * @throws ParleyError `not_reachable`
 */
export async function demandReachable(tx: Sql, actor: Actor, { user_a, user_b }: ChangeableRow): Promise<void> {
  const other = user_a === actor.userId ? user_b : user_a;
  if (other === null) return;
  const [reach] = await reachOf(tx, actor.userId, [other]);
  if (!reach?.reachable) throw notReachable();
}
