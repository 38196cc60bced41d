// What an admin may change of a group: its name, what it says of itself, its picture, who finds it, who sees its past, its size.

import { changeSettings, type GroupSettings } from "../../db/group_changes.ts";
import type { GroupRow } from "../../db/group_rows.ts";
import { invalidField } from "../protocol/errors.ts";
import type { UpdateGroupBody } from "../protocol/rest.ts";
import type { GroupView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { encodeChange, groupFrame } from "./frames.ts";
import { changing } from "./group_change.ts";
import { judgeSize, judgeTexts } from "./groups.ts";
import { nameKey } from "./names.ts";
import { changePicture } from "./pictures.ts";
import { demand } from "./roles.ts";
import { groupView } from "./views.ts";

/**
 * Changes what is given; what is left out stays. A new name is told by a system message of its own.
 * @throws ParleyError `not_found` `forbidden` `invalid_field`
 */
export async function update(deps: ChatDeps, actor: Actor, groupId: string, body: UpdateGroupBody): Promise<GroupView> {
  judgeTexts(deps, body);
  if (body.max_members !== undefined) judgeSize(deps, body.max_members);
  return await changing(deps, actor, groupId, actor.userId, async ({ tx, group, mine, change, say }) => {
    demand(mine, "change_group");
    const after = settingsAfter(group, body);
    if (after.max_members < group.member_count) throw invalidField("max_members", "more people are in it already");
    await changePicture(tx, actor.userId, group.avatar, after.avatar);
    const isRenamed = after.name !== group.name;
    const isOther = OTHERS.some((key) => after[key] !== group[key]);
    if (!isRenamed && !isOther) return groupView(group, mine.role);
    let row = group;
    await change(async (rev) => {
      row = await changeSettings(tx, { groupId, changedBy: actor.userId, rev }, after);
      return encodeChange(groupFrame("group_updated", groupView(row), { rev, from: actor.userId }));
    });
    if (isRenamed) await say(mine.username, { kind: "group_renamed", name: after.name });
    if (isOther) await say(mine.username, { kind: "group_changed" });
    return groupView(row, mine.role);
  });
}

const OTHERS = ["description", "avatar", "is_private", "history_visible", "max_members"] as const;

function settingsAfter(group: GroupRow, body: UpdateGroupBody): GroupSettings {
  const name = body.name ?? group.name;
  return {
    name,
    name_key: nameKey(name),
    description: body.description ?? group.description,
    avatar: body.avatar ?? group.avatar,
    is_private: body.is_private ?? group.is_private,
    history_visible: body.history_visible ?? group.history_visible,
    max_members: body.max_members ?? group.max_members,
  };
}
