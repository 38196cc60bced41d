// Coming into a group by oneself: into a public one, or by an invitation (`invites.ts`).

import { groupById } from "../../db/groups.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { GroupView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { entering, type Scene } from "./group_change.ts";
import { alreadyMember, begin } from "./membership.ts";
import { groupView } from "./views.ts";

export const wasRemoved = () =>
  new ParleyError(
    "forbidden",
    "You were removed from this group. Somebody in charge of it can add or invite you again.",
  );

/**
 * Joins a public group. Whom an admin has removed stays out until they are added, or invited anew.
 * @throws ParleyError `not_found` (also: private) `already_member` `forbidden` (removed before) `group_full`
 */
export const join = (deps: ChatDeps, actor: Actor, groupId: string): Promise<GroupView> =>
  entering(deps, actor, groupId, actor.userId, async (scene) => {
    if (scene.mine?.left === false) throw alreadyMember();
    if (scene.group.is_private) throw notFound("This group");
    if (scene.mine?.removed) throw wasRemoved();
    return await enter(scene, actor);
  });

/** Makes the actor a member by their own doing. @throws ParleyError `group_full` */
export async function enter(scene: Scene, actor: Actor): Promise<GroupView> {
  const username = await begin(scene, actor, actor.userId, "member");
  await scene.say(username, { kind: "member_joined", user_id: actor.userId, username });
  const row = await groupById(scene.tx, scene.group.id);
  if (row === undefined) throw new Error("a locked group is not there");
  return groupView(row, "member");
}
