// How a membership changes: judged and stored under the lock of the conversation's row, so that racing changes end as some order
// of them would have; one rev each; announced after the commit. It knows no rule of who may do what.

import type { GroupRow } from "../../db/group_rows.ts";
import { groupById } from "../../db/groups.ts";
import { nextMeRevs } from "../../db/heads.ts";
import { lockMembers, type MemberChange, type MemberRow, takeRev } from "../../db/members.ts";
import { lockConversations } from "../../db/messages.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import type { Change } from "../bus/bus.ts";
import { notFound } from "../protocol/errors.ts";
import type { MemberFrame } from "../protocol/server_frames.ts";
import type { Role } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { encodeChange, memberFrame } from "./frames.ts";

/** What is to be told of a change. */
export interface Stored {
  type: MemberFrame["type"];
  username: string;
  role: Role;
  /** whether what the person sees of their own list changes with it */
  own: boolean;
}

/** A group under its lock, and the two memberships that a change is about. */
export interface Scene {
  tx: Sql;
  group: GroupRow;
  /** the actor's role */
  mine: Role;
  /** the other's membership, a past one too */
  target: MemberRow | undefined;
  /** Takes the numbers, writes the change with them, and has it announced after the commit. Once a scene at most. */
  store(stored: Stored, write: (change: MemberChange) => Promise<unknown>): Promise<void>;
}

/** What was stored, for the announcement. */
interface Numbers {
  rev: number;
  meRev: number | undefined;
  stored: Stored;
}

/**
 * Runs `work` on a group under its lock, and announces what it stored once that is committed.
 * @param userId whose membership it is about
 * @throws ParleyError `not_found` (no such group, or the actor is not in it), and what `work` throws
 */
export async function changing<T>(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  userId: string,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  let numbers: Numbers | undefined;
  const result = await retrying(() =>
    deps.db.transaction(async (tx) => {
      numbers = undefined;
      await lockConversations(tx, [groupId]);
      const group = await groupById(tx, groupId);
      const members = await lockMembers(tx, groupId, [actor.userId, userId]);
      const mine = members.find((member) => member.user_id === actor.userId && !member.left)?.role;
      if (group === undefined || mine === undefined) throw notFound("This group");
      const target = members.find((member) => member.user_id === userId);
      const store: Scene["store"] = async (stored, write) => {
        const rev = await takeRev(tx, groupId);
        const meRev = stored.own ? (await nextMeRevs(tx, [userId])).get(userId) : undefined;
        await write({ groupId, userId, changedBy: actor.userId, rev, meRev });
        numbers = { rev, meRev, stored };
      };
      return await work({ tx, group, mine, target, store });
    })
  );
  if (numbers !== undefined) announce(deps, actor, groupId, userId, numbers);
  return result;
}

function announce(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  userId: string,
  { rev, meRev, stored }: Numbers,
): void {
  const { type, username, role } = stored;
  const frame = memberFrame(type, { group_id: groupId, user_id: userId, username, role, rev, from: actor.userId });
  const change = encodeChange(frame, memberOf(type, userId));
  deps.bus.publish({ kind: "changes", conversation_id: groupId, after_rev: rev - 1, rev, changes: [change] });
  if (meRev !== undefined) deps.bus.publish({ kind: "person", user_id: userId, me_rev: meRev });
}

const memberOf = (type: MemberFrame["type"], user_id: string): Pick<Change, "member"> =>
  type === "group_member_updated" ? {} : { member: { user_id, left: type !== "group_member_added" } };
