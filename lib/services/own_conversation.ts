// What of a conversation only one person decides: muting, notifications, pinning, archiving, marking unread. Nobody else learns of it;
// their own devices do, by me_rev.

import { nextMeRevs } from "../../db/heads.ts";
import { countPinned, lockOwn, type OwnRow, storeOwn } from "../../db/own_settings.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { OwnConversationBody } from "../protocol/rest.ts";
import type { ConversationView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { conversationEntries } from "./entries.ts";

type Locked = OwnRow & { last_seq: number };

/**
 * Changes what is given; the rest stays. Archived is archived up to now: a later message brings it back. Marking unread does not move
 * the read mark, and a mark that moves ends it.
 * @throws ParleyError `not_found` `limit_reached` (pinned conversations)
 */
export async function changeOwn(
  deps: ChatDeps,
  actor: Actor,
  conversationId: string,
  { archived, ...body }: OwnConversationBody,
): Promise<ConversationView> {
  const max = deps.limits.pinnedConversations;
  await changingOwn(deps, actor, conversationId, (own) => ({
    ...own,
    ...body,
    ...(archived === undefined ? {} : { archived_seq: archived ? own.last_seq : null }),
  }), async (tx, before, after) => {
    if (!after.pinned || before.pinned || await countPinned(tx, actor.userId) <= max) return;
    throw new ParleyError("limit_reached", `You can pin ${max} conversations.`);
  });
  const [entry] = await conversationEntries(deps, actor.userId, [conversationId]);
  if (entry === undefined) throw notFound("This conversation");
  return entry.view;
}

/**
 * Stores what `change` makes of one's own row, and lets one's other devices know; what changes nothing takes no number.
 * @param check runs once it is stored and the person's row is locked, so that what it counts cannot race; its throwing undoes all
 * @returns the row as it is now
 * @throws ParleyError `not_found`
 */
export async function changingOwn(
  deps: ChatDeps,
  { userId }: Actor,
  conversationId: string,
  change: (own: Locked) => Locked,
  check: (tx: Sql, before: OwnRow, after: OwnRow) => Promise<void> = async () => {},
): Promise<OwnRow> {
  const { own, meRev } = await retrying(() =>
    deps.db.transaction(async (tx) => {
      const before = await lockOwn(tx, userId, conversationId);
      if (before === undefined) throw notFound("This conversation");
      const after = change(before);
      if (isSame(before, after)) return { own: after, meRev: undefined };
      const meRev = (await nextMeRevs(tx, [userId])).get(userId);
      if (meRev === undefined) throw new Error("a member is nobody");
      await storeOwn(tx, userId, conversationId, after, meRev);
      await check(tx, before, after);
      return { own: after, meRev };
    })
  );
  if (meRev !== undefined) deps.bus.publish({ kind: "person", user_id: userId, me_rev: meRev });
  return own;
}

const isSame = (one: Locked, other: Locked): boolean =>
  one.muted === other.muted && one.notify === other.notify && one.pinned === other.pinned &&
  one.archived_seq === other.archived_seq && one.marked_unread === other.marked_unread && one.draft === other.draft &&
  one.draft_version === other.draft_version;
