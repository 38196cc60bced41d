// What a group is told above all, and who has read it.

import * as rows from "../../db/announcements.ts";
import { changeAnnouncement } from "../../db/group_changes.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import { exceedsBytes } from "../protocol/fields.ts";
import type { GroupView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { encodeChange, groupFrame } from "./frames.ts";
import { changing } from "./group_change.ts";
import { demand } from "./roles.ts";
import { groupView } from "./views.ts";

/**
 * Announces something; nothing but white space removes what was announced.
 * @throws ParleyError `too_large` `not_found` `forbidden`
 */
export async function announce(deps: ChatDeps, actor: Actor, groupId: string, text: string): Promise<GroupView> {
  const { announcementBytes } = deps.limits;
  if (exceedsBytes(text, announcementBytes)) {
    throw new ParleyError("too_large", `An announcement may have ${announcementBytes} bytes.`);
  }
  const content = text.trim() === "" ? "" : text;
  return await changing(deps, actor, groupId, actor.userId, async ({ tx, group, mine, change, say }) => {
    demand(mine, "announce");
    if (content === group.announcement) return groupView(group, mine.role);
    let row = group;
    await change(async (rev) => {
      row = await changeAnnouncement(tx, { groupId, changedBy: actor.userId, rev }, content);
      return encodeChange(groupFrame("group_updated", groupView(row), { rev, from: actor.userId }));
    });
    await say(mine.username, { kind: content === "" ? "group_changed" : "announcement" });
    return groupView(row, mine.role);
  });
}

/** @throws ParleyError `not_found` (no such group, or nothing is announced) */
export async function read(deps: ChatDeps, actor: Actor, groupId: string): Promise<void> {
  const announced = await rows.readAnnouncement(deps.db, groupId, actor.userId);
  if (announced === undefined) throw notFound("This group");
  if (!announced) throw notFound("This announcement");
}

/**
 * The members who have read what is announced now, in the order of their ids, and how many they are.
 * @throws ParleyError `not_found`
 */
export async function readers(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  query: { after?: string; limit: number },
): Promise<rows.AnnouncementReaders> {
  const { after, limit } = query;
  const page = await rows.announcementReaders(deps.db, groupId, actor.userId, { after, limit });
  if (page === undefined) throw notFound("This group");
  return page;
}
