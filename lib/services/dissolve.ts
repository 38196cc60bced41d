// The end of a group: one change, which is the last that its members hear of it. Afterwards it is not there, by any door: every one
// of them asks for a membership, and there is none.

import { letGoOfGroup } from "../../db/file_expiry.ts";
import { endGroup } from "../../db/group_changes.ts";
import { endAllMemberships, lockAllMembers } from "../../db/members.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { encodeChange, groupFrame } from "./frames.ts";
import { changing } from "./group_change.ts";
import { demand } from "./roles.ts";
import { groupView } from "./views.ts";

/** @throws ParleyError `not_found` `forbidden` */
export const dissolve = (deps: ChatDeps, actor: Actor, groupId: string): Promise<void> =>
  changing(deps, actor, groupId, actor.userId, async ({ tx, mine, own, change }) => {
    demand(mine, "dissolve");
    const meRevs = await own(await lockAllMembers(tx, groupId));
    await change(async (rev) => {
      const row = await endGroup(tx, { groupId, changedBy: actor.userId, rev });
      await letGoOfGroup(tx, groupId);
      await endAllMemberships(tx, { groupId, changedBy: actor.userId, rev, meRevs });
      return encodeChange(groupFrame("group_deleted", groupView(row), { rev, from: actor.userId }));
    });
  });
