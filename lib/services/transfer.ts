// Handing a group over: there is one owner at any time.

import { changeOwner } from "../../db/group_changes.ts";
import { changeMembership, type MemberRow } from "../../db/members.ts";
import { groupById } from "../../db/groups.ts";
import { notFound } from "../protocol/errors.ts";
import type { GroupView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { notReachable } from "./conversations.ts";
import type { Actor } from "./deps.ts";
import { changing, type MemberScene } from "./group_change.ts";
import { memberChange } from "./membership.ts";
import { demand } from "./roles.ts";
import { groupView } from "./views.ts";

/**
 * Makes a member the owner, and the owner an admin: a rev for each of the two memberships, then the system message.
 * @throws ParleyError `not_found` (group or member) `forbidden` `not_reachable` (a deactivated account)
 */
export const transfer = (deps: ChatDeps, actor: Actor, groupId: string, userId: string): Promise<GroupView> =>
  changing(deps, actor, groupId, userId, async (scene) => {
    const { tx, mine, target } = scene;
    demand(mine, "transfer", target?.role ?? "member");
    if (target === undefined || target.left) throw notFound("This member");
    if (!target.is_active) throw notReachable();
    const meRevs = await scene.own([actor.userId, userId]);
    await setRole(scene, actor, mine, "admin", meRevs);
    await setRole(scene, actor, target, "owner", meRevs);
    await changeOwner(tx, groupId, userId);
    await scene.say(mine.username, { kind: "owner_changed", user_id: userId, username: target.username });
    const row = await groupById(tx, groupId);
    if (row === undefined) throw new Error("a locked group is not there");
    return groupView(row, "admin");
  });

/** Nobody could ever lift the muting of an owner, so that it ends here. */
async function setRole(
  { tx, group, change }: MemberScene,
  actor: Actor,
  { user_id, username, ...before }: MemberRow,
  role: "owner" | "admin",
  meRevs: ReadonlyMap<string, number>,
): Promise<void> {
  const after = { role, muted_until: role === "owner" ? null : before.muted_until };
  await change(async (rev) => {
    const numbers = { groupId: group.id, userId: user_id, changedBy: actor.userId, rev, meRev: meRevs.get(user_id) };
    await changeMembership(tx, numbers, after);
    return memberChange("group_member_updated", numbers, { ...after, username, member_count: group.member_count });
  });
}
