// How a membership begins, ends and is told of, whoever decided it: for adding, joining, removing, leaving and handing over.

import { resizeGroup } from "../../db/group_changes.ts";
import type { GroupRow } from "../../db/group_rows.ts";
import { beginMembership, endMembership, type MemberChange, type MemberRow } from "../../db/members.ts";
import type { Change } from "../bus/bus.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { MemberFrame } from "../protocol/server_frames.ts";
import type { Actor } from "./deps.ts";
import { encodeChange, memberFrame } from "./frames.ts";
import type { Scene } from "./group_change.ts";

export const groupFull = (max: number) =>
  new ParleyError("group_full", `This group is full: it may have ${max} members.`);

export const alreadyMember = () => new ParleyError("already_member", "This person is in the group already.");

/** @param shown the membership, and how many there are, as the change left it */
export function memberChange(
  type: MemberFrame["type"],
  { groupId, userId, changedBy, rev }: MemberChange,
  shown: Pick<MemberRow, "username" | "role" | "muted_until"> & Pick<GroupRow, "member_count">,
): Change {
  const frame = memberFrame(type, { ...shown, group_id: groupId, user_id: userId, rev, from: changedBy });
  if (type === "group_member_updated") return encodeChange(frame);
  return encodeChange(frame, { member: { user_id: userId, left: type !== "group_member_added" } });
}

/**
 * Makes somebody a member who is none.
 * @returns how they are called
 * @throws ParleyError `group_full`
 */
export async function begin(scene: Scene, actor: Actor, userId: string, role: "admin" | "member"): Promise<string> {
  const { tx, group } = scene;
  let username = "";
  if (group.member_count >= group.max_members) throw groupFull(group.max_members);
  const meRev = (await scene.own([userId])).get(userId);
  await scene.change(async (rev) => {
    const change = { groupId: group.id, userId, changedBy: actor.userId, rev, meRev };
    const begun = await beginMembership(tx, change, role);
    username = begun.username;
    return memberChange("group_member_added", change, { ...begun, role, member_count: group.member_count + 1 });
  });
  await resizeGroup(tx, group.id, 1);
  return username;
}

/** Ends a present membership. */
export async function end(
  scene: Scene,
  actor: Actor,
  { user_id, ...shown }: MemberRow,
  type: "group_member_removed" | "group_member_left",
): Promise<void> {
  const { tx, group } = scene;
  const meRev = (await scene.own([user_id])).get(user_id);
  await scene.change(async (rev) => {
    const change = { groupId: group.id, userId: user_id, changedBy: actor.userId, rev, meRev };
    await endMembership(tx, change);
    return memberChange(type, change, { ...shown, member_count: group.member_count - 1 });
  });
  await resizeGroup(tx, group.id, -1);
}
