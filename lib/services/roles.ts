// Who may do what in a group: the whole permission matrix, as one table. Whether somebody is a member at all is judged before (to all
// others a group does not exist). Private conversations have no roles.

import { ParleyError } from "../protocol/errors.ts";
import type { Role } from "../protocol/views.ts";

/** `below`: only to those whose role is lower than one's own, which is never oneself. */
type Rule = "yes" | "no" | "below";

// The last column is for whoever is muted: they may do nothing that puts something of theirs before the others' eyes.
// deno-fmt-ignore
const MATRIX = {
  //                   owner    admin    member   while muted
  read:               ["yes",   "yes",   "yes",   "yes"],
  send:               ["yes",   "yes",   "yes",   "no"],
  edit_own:           ["yes",   "yes",   "yes",   "no"],
  react:              ["yes",   "yes",   "yes",   "no"],
  delete_own:         ["yes",   "yes",   "yes",   "yes"],
  delete_others:      ["yes",   "yes",   "no",    "yes"],
  pin:                ["yes",   "yes",   "no",    "no"],
  mention_all:        ["yes",   "yes",   "no",    "no"],
  announce:           ["yes",   "yes",   "no",    "no"],
  change_group:       ["yes",   "yes",   "no",    "no"],
  add_member:         ["yes",   "yes",   "no",    "yes"],
  add_admin:          ["yes",   "yes",   "no",    "yes"],
  remove_member:      ["below", "below", "no",    "yes"],
  mute_member:        ["below", "below", "no",    "yes"],
  set_role:           ["below", "no",    "no",    "yes"],
  invite:             ["yes",   "yes",   "no",    "yes"],
  transfer:           ["below", "no",    "no",    "yes"],
  dissolve:           ["yes",   "no",    "no",    "yes"],
  leave:              ["no",    "yes",   "yes",   "yes"],
} as const satisfies Record<string, readonly [owner: Rule, admin: Rule, member: Rule, muted: "yes" | "no"]>;

export type Action = keyof typeof MATRIX;
export const ACTIONS = Object.keys(MATRIX) as Action[];

/** Somebody's place in a group at this moment. */
export interface Standing {
  role: Role;
  /** whether their muting has not ended yet */
  muted: boolean;
}

const COLUMN: Record<Role, 0 | 1 | 2> = { owner: 0, admin: 1, member: 2 };

/** @param theirs the role of whom it is done to, if it is done to somebody */
export function may({ role, muted }: Standing, action: Action, theirs: Role = "owner"): boolean {
  const rule: Rule = MATRIX[action][COLUMN[role]];
  if (muted && MATRIX[action][3] === "no") return false;
  return rule === "yes" || (rule === "below" && COLUMN[theirs] > COLUMN[role]);
}

/** @throws ParleyError `forbidden` */
export function demand(mine: Standing, action: Action, theirs?: Role): void {
  if (may(mine, action, theirs)) return;
  const onlyMuted = mine.muted && may({ ...mine, muted: false }, action, theirs);
  throw new ParleyError(
    "forbidden",
    onlyMuted ? "You are muted in this group for now." : "Your role in this group does not allow that.",
  );
}
