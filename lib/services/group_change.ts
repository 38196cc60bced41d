// How a group changes: judged and stored under the lock of its conversation's row, so that racing changes end as some order of
// them would have. Each change takes one rev, its system message the next; all are announced in one hint after the commit. It knows
// no rule of who may do what.

import type { GroupRow } from "../../db/group_rows.ts";
import { groupById } from "../../db/groups.ts";
import { nextMeRevs } from "../../db/heads.ts";
import { lockMembers, type MemberRow, takeRev } from "../../db/members.ts";
import { lockConversations } from "../../db/messages.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import type { Change } from "../bus/bus.ts";
import { notFound } from "../protocol/errors.ts";
import type { MessageEvent } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import type { Actor } from "./deps.ts";
import { storeEvent } from "./system_messages.ts";

/** A group under its lock, what can be done to it, and the memberships that the change is about. */
export interface Scene {
  tx: Sql;
  group: GroupRow;
  /** the actor's membership; of `entering` also a past one, or none */
  mine: MemberRow | undefined;
  /** the other's membership, a past one too */
  target: MemberRow | undefined;
  /**
   * Takes the next me_rev of each, and has them told after the commit. At most once a scene, and before the first `change`: people are
   * locked after everything else that could be waited for.
   */
  own(userIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Takes the next rev for `write`, which stores one change and says how it is told. */
  change(write: (rev: number) => Promise<Change>): Promise<void>;
  /** Says in the conversation what happened. @param name how the actor is called */
  say(name: string, event: MessageEvent): Promise<void>;
}

/** A scene whose actor is a member. */
export type MemberScene = Scene & { mine: MemberRow };

/**
 * Runs `work` on a group of the actor's under its lock, and announces what it stored once that is committed.
 * @param userId whose membership it is about
 * @throws ParleyError `not_found` (no such group, or the actor is not in it), and what `work` throws
 */
export const changing = <T>(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  userId: string,
  work: (scene: MemberScene) => Promise<T>,
): Promise<T> =>
  entering(deps, actor, groupId, userId, ({ mine, ...scene }) => {
    if (mine === undefined || mine.left) throw notFound("This group");
    return work({ ...scene, mine });
  });

/** The same for whoever may not be in the group yet. @throws ParleyError `not_found` (no such group), and what `work` throws */
export async function entering<T>(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  userId: string,
  work: (scene: Scene) => Promise<T>,
): Promise<T> {
  let told: Told = { changes: [], people: new Map() };
  const result = await retrying(() =>
    deps.db.transaction(async (tx) => {
      told = { changes: [], people: new Map() };
      await lockConversations(tx, [groupId]);
      const group = await groupById(tx, groupId);
      if (group === undefined) throw notFound("This group");
      const members = await lockMembers(tx, groupId, [actor.userId, userId]);
      const of = (id: string) => members.find((member) => member.user_id === id);
      return await work({ tx, group, mine: of(actor.userId), target: of(userId), ...writes(tx, groupId, actor, told) });
    })
  );
  announce(deps, groupId, told);
  return result;
}

/** What was stored, for the announcement. */
export interface Told {
  changes: Change[];
  /** person → their new me_rev */
  people: ReadonlyMap<string, number>;
}

const writes = (tx: Sql, groupId: string, actor: Actor, told: Told): Pick<Scene, "own" | "change" | "say"> => ({
  own: async (userIds) => told.people = await nextMeRevs(tx, userIds),
  change: async (write) => void told.changes.push(await write(await takeRev(tx, groupId))),
  say: async (actorName, event) => {
    const happened = { conversationId: groupId, actorId: actor.userId, actorName, event };
    told.changes.push(await storeEvent(tx, happened));
  },
});

/** The people last: who loses the group hears its last change first. */
export function announce({ bus }: ChatDeps, conversation_id: string, { changes, people }: Told): void {
  const [first, last] = [changes[0], changes.at(-1)];
  if (first !== undefined && last !== undefined) {
    bus.publish({ kind: "changes", conversation_id, after_rev: first.rev - 1, rev: last.rev, changes });
  }
  for (const [user_id, me_rev] of people) bus.publish({ kind: "person", user_id, me_rev });
}
