// Who may do what to whom in a group: the whole permission matrix, pure. Whether somebody is a member at all is judged before
// (to all others a group does not exist).

import type { Role } from "../protocol/views.ts";

const RANK: Record<Role, number> = { member: 0, admin: 1, owner: 2 };

const isAdmin = (mine: Role): boolean => RANK[mine] >= RANK.admin;
const isBelow = (theirs: Role, mine: Role): boolean => RANK[theirs] < RANK[mine];

/** Admins add, and never above their own role. */
export const mayAdd = (mine: Role, as: Role): boolean => isAdmin(mine) && RANK[as] <= RANK[mine];

/** Only the owner gives roles; the owner's own passes on by transfer alone. */
export const maySetRole = (mine: Role, theirs: Role): boolean => mine === "owner" && theirs !== "owner";

/** Admins mute whoever is below them: never another admin, the owner or themselves. */
export const mayMute = (mine: Role, theirs: Role): boolean => isAdmin(mine) && isBelow(theirs, mine);

/** The same for removing somebody else; everybody but the owner may leave. */
export const mayRemove = (mine: Role, theirs: Role): boolean => isAdmin(mine) && isBelow(theirs, mine);

/** `@all` is everybody's only where an admin says so. */
export const mayMentionAll = (mine: Role): boolean => isAdmin(mine);
