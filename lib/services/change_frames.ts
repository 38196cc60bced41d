// From stored changes to the frames that would have told them: what an instance hands out after a gap. A row shows only its
// newest state, so that what was overtaken in between is covered by `after_rev` of the next frame. Pure.

import type { ChangesRead, StoredMembership } from "../../db/changes.ts";
import type { GroupRow } from "../../db/group_rows.ts";
import type { StoredMessage } from "../../db/message_rows.ts";
import type { Change, ChangesEvent } from "../bus/bus.ts";
import type { MemberFrame, MessageFrame } from "../protocol/server_frames.ts";
import { encodeChange, encodeMessageUpdate, groupFrame, memberFrame, messageFrame, revFrame } from "./frames.ts";
import { filesView, groupView, messageView, otherOf } from "./views.ts";

/** One rev that is to be told, once it is known from where its frame covers. */
interface Step {
  rev: number;
  change(afterRev: number | undefined): Change;
}

/** @returns all of `(read.after_rev, read.rev]` as an event, in rev order */
export function framesOfChanges(read: ChangesRead): ChangesEvent {
  const changes: Change[] = [];
  let covered = read.after_rev;
  for (const step of stepsOf(read)) {
    changes.push(step.change(step.rev === covered + 1 ? undefined : covered));
    covered = step.rev;
  }
  if (covered < read.rev) changes.push(encodeChange(revFrame(read.id, covered, read.rev)));
  return { kind: "changes", conversation_id: read.id, after_rev: read.after_rev, rev: read.rev, changes };
}

/** Creation (rev 1) is one change of many rows, and every first member was told of it by `conversation_added`. */
function stepsOf(read: ChangesRead): Step[] {
  const creation: Step[] = read.after_rev === 0
    ? [{ rev: 1, change: (after) => encodeChange(revFrame(read.id, after ?? 0, 1)) }]
    : [];
  const { group } = read;
  const groupChanged = group !== null && group.rev > read.after_rev && group.rev <= read.rev;
  return [
    ...creation,
    ...read.messages.map((message) => messageStep(message, read)),
    ...read.members.map((member) => memberStep(member, read)),
    ...(groupChanged ? [groupStep(group)] : []),
  ].filter((step, i) => i === 0 || step.rev > 1).toSorted((a, b) => a.rev - b.rev);
}

function messageStep(row: StoredMessage, read: ChangesRead): Step {
  const { rev, sender_id } = row;
  if (rev !== row.sent_rev) {
    const changed = {
      message: messageView(row, read),
      from: row.changed_by ?? sender_id,
      reacted: read.reacted.filter((it) => it.message_id === row.id).map(({ user_id, emoji, on }) => ({
        user_id,
        emoji,
        on,
      })),
    };
    const hiddenFrom = read.hidden.filter((it) => it.message_id === row.id).map((it) => it.user_id);
    // Told as new to those who know no changes, if it is: its own frame got lost.
    const isNew = row.sent_rev > read.after_rev && row.deleted_at === null && row.recalled_at === null;
    const seed = isNew ? { seed: JSON.stringify(newMessageFrame(row, read)) } : {};
    return { rev, change: (after_rev) => ({ ...encodeMessageUpdate({ ...changed, after_rev }, hiddenFrom), ...seed }) };
  }
  return { rev, change: (after_rev) => encodeChange(newMessageFrame(row, read, after_rev)) };
}

function newMessageFrame(row: StoredMessage, read: ChangesRead, after_rev?: number): MessageFrame {
  const to = otherOf(read, row.sender_id) ?? undefined;
  const event = messageView(row, read).event ?? undefined;
  return messageFrame({ ...row, attachments: filesView(row.attachments), to, after_rev, event });
}

function memberStep(row: StoredMembership, read: ChangesRead): Step {
  const type = memberFrameType(row, read.after_rev);
  const began = type === "group_member_added";
  const member = began || row.left ? { member: { user_id: row.user_id, left: row.left } } : {};
  const changed = { ...row, group_id: read.id, member_count: read.size, from: row.changed_by };
  return { rev: row.rev, change: (after_rev) => encodeChange(memberFrame(type, { ...changed, after_rev }), member) };
}

/** A membership that began after `afterRev` is new to whoever holds that rev, even if it was changed again since. */
function memberFrameType(row: StoredMembership, afterRev: number): MemberFrame["type"] {
  if (row.left) {
    return row.removed_by === null || row.removed_by === row.user_id ? "group_member_left" : "group_member_removed";
  }
  return row.joined_rev > afterRev ? "group_member_added" : "group_member_updated";
}

function groupStep(row: GroupRow): Step {
  const type = row.deleted_at === null ? "group_updated" : "group_deleted";
  const at = { rev: row.rev, from: row.changed_by ?? row.owner_id };
  return { rev: row.rev, change: (after_rev) => encodeChange(groupFrame(type, groupView(row), { ...at, after_rev })) };
}
