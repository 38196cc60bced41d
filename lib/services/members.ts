// Membership of groups: adding, roles, muting, removing, leaving. Who may is in `roles.ts`; how a change is stored and told,
// in `group_change.ts` and `membership.ts`.

import { memberById } from "../../db/groups.ts";
import { changeMembership, type MemberRow } from "../../db/members.ts";
import { reachOf } from "../../db/reachability.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { AddMemberBody, UpdateMemberBody } from "../protocol/rest.ts";
import type { MemberView, MessageEvent } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { notReachable } from "./conversations.ts";
import type { Actor } from "./deps.ts";
import { changing, type MemberScene } from "./group_change.ts";
import { alreadyMember, begin, end, memberChange } from "./membership.ts";
import { demand } from "./roles.ts";
import { memberView } from "./views.ts";

/**
 * Adds a person to a group.
 * @throws ParleyError `not_found` (group or person) `forbidden` `already_member` `not_reachable` `group_full`
 */
export async function add(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  { user_id, role }: AddMemberBody,
): Promise<void> {
  await changing(deps, actor, groupId, user_id, async (scene) => {
    demand(scene.mine, role === "admin" ? "add_admin" : "add_member");
    if (scene.target?.left === false) throw alreadyMember();
    const [person] = await reachOf(scene.tx, actor.userId, [user_id]);
    if (person === undefined) throw notFound("This person");
    if (!person.reachable) throw notReachable();
    await begin(scene, actor, user_id, role);
    await scene.say(scene.mine.username, { kind: "member_added", user_id, username: person.username, role });
  });
}

/**
 * Changes a member's role, or mutes them until a time (null: no longer); what is left out stays.
 * @throws ParleyError `invalid_field` (nothing to change) `not_found` `forbidden`
 */
export async function update(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  userId: string,
  body: UpdateMemberBody,
): Promise<MemberView> {
  if (body.role === undefined && body.muted_until === undefined) throw invalidField("body", "role or muted_until");
  return await changing(deps, actor, groupId, userId, async (scene) => {
    const { tx, mine, target } = scene;
    if (body.role !== undefined) demand(mine, "set_role", target?.role ?? "member");
    if (body.muted_until !== undefined) demand(mine, "mute_member", target?.role ?? "member");
    if (target === undefined || target.left) throw notFound("This member");
    const after = { role: body.role ?? target.role, muted_until: timeOf(body.muted_until, target.muted_until) };
    await change(scene, actor, target, after);
    const member = await memberById(tx, actor.userId, groupId, userId);
    if (member === undefined) throw notFound("This member");
    return memberView(member, actor.userId);
  });
}

type Settings = Pick<MemberRow, "role" | "muted_until">;

/** One change for both, and a system message for each; none for what stays as it is. */
async function change(scene: MemberScene, actor: Actor, target: MemberRow, after: Settings): Promise<void> {
  const { tx, group, mine } = scene;
  const { user_id, username } = target;
  const isRole = after.role !== target.role;
  if (!isRole && after.muted_until === target.muted_until) return;
  const meRev = isRole ? (await scene.own([user_id])).get(user_id) : undefined;
  let muted = false;
  await scene.change(async (rev) => {
    const numbers = { groupId: group.id, userId: user_id, changedBy: actor.userId, rev, meRev };
    muted = await changeMembership(tx, numbers, after);
    return memberChange("group_member_updated", numbers, { ...after, username, member_count: group.member_count });
  });
  if (isRole) await scene.say(mine.username, { kind: "role_changed", user_id, username, role: after.role });
  const event = after.muted_until === target.muted_until ? undefined : mutingEvent(target, after, muted);
  if (event !== undefined) await scene.say(mine.username, event);
}

/** A time that was over already ends nothing and begins nothing. */
function mutingEvent(before: MemberRow, { muted_until }: Settings, muted: boolean): MessageEvent | undefined {
  const { user_id, username } = before;
  if (muted) return { kind: "member_muted", user_id, username, until: muted_until ?? undefined };
  return before.muted ? { kind: "member_unmuted", user_id, username } : undefined;
}

const LAST_MS = Date.UTC(9999, 11, 31);

/** In the form in which the database gives times, so that what changes nothing is recognised; it knows no year 0 or 10000. */
function timeOf(wanted: string | null | undefined, present: string | null): string | null {
  if (wanted === undefined) return present;
  const time = wanted === null ? 0 : Date.parse(wanted);
  if (Number.isNaN(time) || time > LAST_MS) throw invalidField("muted_until", "too far away");
  return time <= 0 ? null : new Date(time).toISOString();
}

/**
 * Removes a member; oneself: leaves.
 * @throws ParleyError `not_found` `forbidden` `owner_cannot_leave`
 */
export async function remove(deps: ChatDeps, actor: Actor, groupId: string, userId: string): Promise<void> {
  if (userId === actor.userId) return await leave(deps, actor, groupId);
  await changing(deps, actor, groupId, userId, async (scene) => {
    const { mine, target } = scene;
    demand(mine, "remove_member", target?.role ?? "member");
    if (target === undefined || target.left) throw notFound("This member");
    await end(scene, actor, target, "group_member_removed");
    await scene.say(mine.username, { kind: "member_removed", user_id: userId, username: target.username });
  });
}

/** @throws ParleyError `not_found` `owner_cannot_leave` */
export async function leave(deps: ChatDeps, actor: Actor, groupId: string): Promise<void> {
  await changing(deps, actor, groupId, actor.userId, async (scene) => {
    const { mine } = scene;
    if (mine.role === "owner") {
      throw new ParleyError("owner_cannot_leave", "The owner cannot leave: hand the group over first.");
    }
    demand(mine, "leave");
    await end(scene, actor, mine, "group_member_left");
    await scene.say(mine.username, { kind: "member_left", user_id: actor.userId, username: mine.username });
  });
}
