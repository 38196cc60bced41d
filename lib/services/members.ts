// Membership of groups: adding, roles, muting, removing, leaving. Who may is in `roles.ts`; how a change is stored and told,
// in `member_change.ts`.

import { memberById } from "../../db/groups.ts";
import * as rows from "../../db/members.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { AddMemberBody, UpdateMemberBody } from "../protocol/rest.ts";
import type { MemberView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { notReachable } from "./conversations.ts";
import type { Actor } from "./deps.ts";
import { groupFull } from "./groups.ts";
import { changing } from "./member_change.ts";
import { mayAdd, mayMute, mayRemove, maySetRole } from "./roles.ts";
import { memberView } from "./views.ts";

const forbidden = () => new ParleyError("forbidden", "Your role in this group does not allow that.");

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
  await changing(deps, actor, groupId, user_id, async ({ tx, group, mine, target, store }) => {
    if (!mayAdd(mine, role)) throw forbidden();
    if (target !== undefined && !target.left) {
      throw new ParleyError("already_member", "This person is in the group already.");
    }
    const [person] = await rows.reachable(tx, [user_id]);
    if (person === undefined) throw notFound("This person");
    if (!person.is_active) throw notReachable();
    if (group.member_count >= group.max_members) throw groupFull(group.max_members);
    const stored = { type: "group_member_added", username: person.username, role, own: true } as const;
    await store(stored, (change) => rows.beginMembership(tx, change, role));
    await rows.resizeGroup(tx, groupId, 1);
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
  return await changing(deps, actor, groupId, userId, async ({ tx, mine, target, store }) => {
    const theirs = target?.role ?? "member";
    if (body.role !== undefined && !maySetRole(mine, theirs)) throw forbidden();
    if (body.muted_until !== undefined && !mayMute(mine, theirs)) throw forbidden();
    if (target === undefined || target.left) throw notFound("This member");
    const { username } = target;
    const after = { role: body.role ?? target.role, muted_until: timeOf(body.muted_until, target.muted_until) };
    const own = after.role !== target.role;
    if (own || after.muted_until !== target.muted_until) {
      const stored = { type: "group_member_updated", username, role: after.role, own } as const;
      await store(stored, (change) => rows.changeMembership(tx, change, after));
    }
    const member = await memberById(tx, actor.userId, groupId, userId);
    if (member === undefined) throw notFound("This member");
    return memberView(member, actor.userId);
  });
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
  await changing(deps, actor, groupId, userId, async ({ tx, mine, target, store }) => {
    if (!mayRemove(mine, target?.role ?? "member")) throw forbidden();
    if (target === undefined || target.left) throw notFound("This member");
    const stored = { type: "group_member_removed", ...target, own: true } as const;
    await store(stored, (change) => rows.endMembership(tx, change));
    await rows.resizeGroup(tx, groupId, -1);
  });
}

/** @throws ParleyError `not_found` `owner_cannot_leave` */
export async function leave(deps: ChatDeps, actor: Actor, groupId: string): Promise<void> {
  await changing(deps, actor, groupId, actor.userId, async ({ tx, mine, target, store }) => {
    if (mine === "owner") {
      throw new ParleyError("owner_cannot_leave", "The owner cannot leave: hand the group over first.");
    }
    const stored = { type: "group_member_left", username: target?.username ?? "", role: mine, own: true } as const;
    await store(stored, (change) => rows.endMembership(tx, change));
    await rows.resizeGroup(tx, groupId, -1);
  });
}
