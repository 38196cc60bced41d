// Blocking: silent for the one who is blocked. They are found and shown as before, but never here; what they send or where they
// invite is refused as for everybody who cannot be reached.

import * as rows from "../../db/blocks.ts";
import { pairOf } from "../../db/conversations.ts";
import { nextMeRevs, touch } from "../../db/heads.ts";
import { lockPlace } from "../../db/hidden.ts";
import { lockConversations } from "../../db/messages.ts";
import { statusesOf } from "../../db/presence.ts";
import { reachOf } from "../../db/reachability.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import type { VisibilityEvent } from "../bus/bus.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { UserView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { userView } from "./user_view.ts";

/**
 * Blocks a person; again: nothing.
 * @throws ParleyError `not_found`, `invalid_field` (oneself), `limit_reached`
 */
export async function block(deps: ChatDeps, actor: Actor, userId: string): Promise<void> {
  if (userId === actor.userId) throw invalidField("id", "yourself");
  const max = deps.limits.blocksPerPerson;
  await changing(deps, actor, userId, async (tx) => {
    if (!await rows.insertBlock(tx, actor.userId, userId)) return undefined;
    const meRev = await nextMeRev(tx, actor.userId);
    if (await rows.countBlocks(tx, actor.userId) > max) {
      throw new ParleyError("limit_reached", `You can block ${max} people.`);
    }
    return meRev;
  });
}

/** Ends a block; where there is none: nothing. @throws ParleyError `not_found` */
export const unblock = (deps: ChatDeps, actor: Actor, userId: string): Promise<void> =>
  changing(deps, actor, userId, async (tx) => {
    if (!await rows.deleteBlock(tx, actor.userId, userId)) return undefined;
    return await nextMeRev(tx, actor.userId);
  });

/** Whom one has blocked, the last one first. */
export async function list(deps: Pick<ChatDeps, "db">, actor: Actor): Promise<UserView[]> {
  const found = await rows.blockedBy(deps.db, actor.userId);
  return found.map((row) => userView(row, actor.userId));
}

/** @param change answers the blocker's new number, or undefined if nothing has changed */
async function changing(
  deps: ChatDeps,
  actor: Actor,
  userId: string,
  change: (tx: Sql) => Promise<number | undefined>,
): Promise<void> {
  const [person] = await reachOf(deps.db, actor.userId, [userId]);
  if (person === undefined) throw notFound("This person");
  const meRev = await retrying(() =>
    deps.db.transaction(async (tx) => {
      // Under the lock of their conversation, as messages are stored: once this is answered, none comes in.
      const pair = await pairOf(tx, actor.userId, userId);
      if (pair !== undefined) {
        await lockConversations(tx, [pair]);
        await lockPlace(tx, actor.userId, pair); // people are locked last
      }
      const meRev = await change(tx);
      if (meRev === undefined) return undefined;
      if (pair !== undefined) await rows.markEntry(tx, pair, actor.userId, meRev);
      await touch(tx, "p", actor.userId, meRev, userId);
      return meRev;
    })
  );
  if (meRev === undefined) return;
  deps.bus.publish({ kind: "person", user_id: actor.userId, me_rev: meRev });
  const event = await visibility(deps, actor.userId, userId, meRev);
  if (event !== undefined) deps.bus.publish(event);
}

async function nextMeRev(tx: Sql, userId: string): Promise<number> {
  const meRev = (await nextMeRevs(tx, [userId])).get(userId);
  if (meRev === undefined) throw notFound("This account");
  return meRev;
}

/**
 * What one viewer is to be told of a person whom they see otherwise than before, as it is now.
 * @param rev the person's number at that change
 */
export async function visibility(
  { db, limits }: Pick<ChatDeps, "db"> & { limits: { smallGroup: number } },
  userId: string,
  viewerId: string,
  rev: number,
): Promise<VisibilityEvent | undefined> {
  const [row] = await statusesOf(db, [userId], limits.smallGroup);
  if (row === undefined) return undefined;
  const is_hidden = row.hidden_from.includes(viewerId);
  const { status, last_seen } = is_hidden ? { status: "offline" as const, last_seen: null } : row;
  return {
    kind: "visibility",
    user_id: userId,
    viewer_id: viewerId,
    rev,
    is_hidden,
    conversations: row.conversations,
    frame: { type: "user_status", from: "system", content: { user_id: userId, status, last_seen } },
  };
}
