// What changed in a conversation: for a client that fell behind (`/changes`, `sync`), and for an instance whose hints got lost.

import { type ChangesRead, readChanges } from "../../db/changes.ts";
import type { ChangesEvent } from "../bus/bus.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { ChangesView } from "../protocol/views.ts";
import { framesOfChanges } from "./change_frames.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Seen } from "./changes_read.ts";
import type { Actor, Deps } from "./deps.ts";
import { groupView, membershipView, messageViewFor } from "./views.ts";

export interface ChangesWanted {
  after_rev: number;
  /** of what the client holds; undefined: it does not say */
  epoch?: string;
  limit: number;
}

export const cursorInvalid = () =>
  new ParleyError("cursor_invalid", "What this device holds is not from this database any more. It loads anew.");

/**
 * What changed since `after_rev`, as far as one page goes; all of it in one snapshot.
 * @throws ParleyError `not_found` (not, or no longer, a member), `cursor_invalid`
 */
export async function changesFor(
  deps: Pick<Deps, "changes" | "epoch">,
  actor: Actor,
  conversationId: string,
  { after_rev, epoch, limit }: ChangesWanted,
): Promise<ChangesView> {
  const found = await deps.changes({ conversationId, viewerId: actor.userId, afterRev: after_rev, limit });
  const seen = found?.seen.get(actor.userId);
  if (found === undefined || seen === undefined) throw notFound("This conversation");
  const { read } = found;
  if ((epoch !== undefined && epoch !== deps.epoch()) || after_rev > read.head_rev) throw cursorInvalid();
  return changesView(read, deps.epoch(), seen);
}

function changesView(
  read: ChangesRead,
  epoch: string,
  { user_id, role, first_seq, delivered_seq, read_seq, hidden, reactions }: Seen,
): ChangesView {
  const shown = read.messages.filter(({ id, seq }) => seq >= first_seq && !hidden.has(id));
  return {
    epoch,
    after_rev: read.after_rev,
    rev: read.rev,
    head_rev: read.head_rev,
    last_seq: read.last_seq,
    first_seq,
    messages: shown.map((message) =>
      messageViewFor({ ...message, my_reactions: reactions.get(message.id) }, read, user_id, read.top)
    ),
    members: read.members.map(membershipView),
    ...(read.group === null ? {} : { group: groupView(read.group, role) }),
    marks: read.marks.map((mark) => mark.user_id === user_id ? { user_id, delivered_seq, read_seq } : mark),
    has_more: read.rev < read.head_rev,
  };
}

/** Rows of one repair read. */
const REPAIR_PAGE = 500;

/**
 * An instance's own repair: the changes after `afterRev` as the bus would have told them, as far as one page goes.
 * @param gapFrom where the first page began: a reaction given there is told with its message, which may have changed again since
 * @returns them, how many members there are, the head, and whose membership began since `afterRev`; an event that covers nothing if
 *   the conversation is not there
 */
export async function repair(
  deps: Pick<ChatDeps, "db">,
  conversationId: string,
  afterRev: number,
  gapFrom: number,
): Promise<{ event: ChangesEvent; size: number; head: number; began: ChangesRead["began"] }> {
  const read = await readChanges(deps.db, {
    conversationId,
    viewerIds: undefined,
    afterRev,
    reactedAfter: gapFrom,
    limit: REPAIR_PAGE,
    smallGroup: 0,
  });
  if (read !== undefined) {
    return { event: framesOfChanges(read), size: read.size, head: read.head_rev, began: read.began };
  }
  const none = { conversation_id: conversationId, after_rev: afterRev, rev: afterRev, changes: [] };
  return { event: { kind: "changes", ...none }, size: 0, head: afterRev, began: [] };
}
