// Invitations: whoever has the code may come into the group, as long as it lasts. One that is unknown, has expired, was revoked or is
// used up is the same answer.

import * as rows from "../../db/invites.ts";
import { membershipOf } from "../../db/members.ts";
import type { InvitedTo } from "../protocol/answers.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import type { InviteBody } from "../protocol/rest.ts";
import type { GroupView, InviteView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { changing, entering } from "./group_change.ts";
import { enter, wasRemoved } from "./join.ts";
import { demand } from "./roles.ts";
import { groupView } from "./views.ts";

/** 192 bits: nobody finds one by trying. */
const CODE_BYTES = 24;
const CODE = /^[A-Za-z0-9_-]{32}$/;

const noInvite = () => notFound("This invitation");

const newCode = (): string =>
  crypto.getRandomValues(new Uint8Array(CODE_BYTES)).toBase64({ alphabet: "base64url", omitPadding: true });

/** @param origin of our pages */
export const inviteUrl = (origin: string, code: string): string => `${origin}/invite/${code}`;

const inviteView = (row: rows.InviteRow, origin: string): InviteView => ({ ...row, url: inviteUrl(origin, row.code) });

/** @throws ParleyError `not_found` `forbidden` `limit_reached` */
export const create = (
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  { expires_in, max_uses }: InviteBody,
  origin: string,
): Promise<InviteView> =>
  changing(deps, actor, groupId, actor.userId, async ({ tx, mine }) => {
    demand(mine, "invite");
    const present = await rows.invitesOf(tx, groupId);
    const max = deps.limits.invitesPerGroup;
    if (present.length >= max) throw new ParleyError("limit_reached", `A group may have ${max} invitations at a time.`);
    const wanted = { expiresIn: expires_in ?? null, maxUses: max_uses ?? null };
    const row = await rows.insertInvite(tx, { code: newCode(), groupId, createdBy: actor.userId, ...wanted });
    return inviteView(row, origin);
  });

/** Those that can be used, the oldest first. @throws ParleyError `not_found` `forbidden` */
export async function list(deps: ChatDeps, actor: Actor, groupId: string, origin: string): Promise<InviteView[]> {
  await demandToInvite(deps, actor, groupId);
  const present = await rows.invitesOf(deps.db, groupId);
  return present.map((row) => inviteView(row, origin));
}

/** @throws ParleyError `not_found` `forbidden` */
export async function revoke(deps: ChatDeps, actor: Actor, groupId: string, code: string): Promise<void> {
  await demandToInvite(deps, actor, groupId);
  if (!CODE.test(code) || !await rows.revokeInvite(deps.db, groupId, code)) throw noInvite();
}

/** The address of an invitation, to be shown as a picture. @throws ParleyError `not_found` `forbidden` */
export async function address(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  code: string,
  origin: string,
): Promise<string> {
  await demandToInvite(deps, actor, groupId);
  if (!CODE.test(code) || !await rows.hasInvite(deps.db, groupId, code)) throw noInvite();
  return inviteUrl(origin, code);
}

async function demandToInvite({ db }: ChatDeps, actor: Actor, groupId: string): Promise<void> {
  const mine = await membershipOf(db, groupId, actor.userId);
  if (mine === undefined) throw notFound("This group");
  demand(mine, "invite");
}

/** What one is invited to. @throws ParleyError `not_found` */
export async function show(deps: ChatDeps, actor: Actor, code: string): Promise<InvitedTo> {
  const found = CODE.test(code) ? await rows.invitedTo(deps.db, code, actor.userId) : undefined;
  if (found === undefined) throw noInvite();
  const { already_member, ...group } = found;
  return { group, already_member };
}

/**
 * Joins by an invitation; who is in the group already uses nothing of it. Whom an admin has removed comes back only by one that was made
 * afterwards: the old ones may be in their hands still.
 * @throws ParleyError `not_found` `forbidden` (removed before) `group_full`
 */
export async function accept(deps: ChatDeps, actor: Actor, code: string): Promise<GroupView> {
  const { group: { id } } = await show(deps, actor, code);
  return await entering(deps, actor, id, actor.userId, async (scene) => {
    const { tx, mine, group } = scene;
    if (mine?.left === false) return groupView(group, mine.role);
    const invite = await rows.lockInvite(tx, code, actor.userId);
    if (invite === undefined) throw noInvite();
    if (mine?.removed && !invite.is_later) throw wasRemoved();
    const view = await enter(scene, actor);
    await rows.useInvite(tx, code);
    return view;
  });
}
