// Groups as wholes: made with their first members, listed, shown. A group's id is its conversation's.

import { insertMembers } from "../../db/conversations.ts";
import { groupById, groupsOf, insertGroup, readGroup } from "../../db/groups.ts";
import { nextMeRevs, touch } from "../../db/heads.ts";
import { reachable } from "../../db/members.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import { invalidField, notFound, ParleyError } from "../protocol/errors.ts";
import type { CreateGroupBody } from "../protocol/rest.ts";
import type { GroupView, MemberView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { notReachable } from "./conversations.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Actor } from "./deps.ts";
import { newId } from "./ids.ts";
import { groupView, memberView } from "./views.ts";

/** Members that come with a group. */
const FIRST_MEMBERS = 100;
/** Groups of one answer; the conversation list has pages. */
const GROUPS_LISTED = 1_000;
const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export interface GroupAnswer {
  group: GroupView;
  /** the first 100, in the order of their ids */
  members: MemberView[];
  epoch: string;
  /** the conversation's head in the same snapshot */
  rev: number;
}

export const groupFull = (max: number) =>
  new ParleyError("group_full", `This group is full: it may have ${max} members.`);

/**
 * Makes a group with its first members: one change, rev 1.
 * @throws ParleyError `invalid_field` `group_full` `not_found` (a member who does not exist) `not_reachable`
 */
export async function create(deps: ChatDeps, actor: Actor, body: CreateGroupBody): Promise<GroupView> {
  const max_members = sizeOf(deps, body);
  const others = [...new Set(body.members)].filter((id) => id !== actor.userId);
  if (others.length + 1 > max_members) throw groupFull(max_members);
  const { name, description, is_private } = body;
  const group = { id: newId(), name, description, is_private, max_members, owner_id: actor.userId };
  const { view, meRevs } = await retrying(() =>
    deps.db.transaction(async (tx) => {
      await judge(tx, others);
      await insertGroup(tx, { ...group, member_count: others.length + 1 });
      const meRevs = await nextMeRevs(tx, [actor.userId, ...others]);
      await insertMembers(tx, group.id, actor.userId, [...meRevs].map(([user_id, me_rev]) => roleOf(user_id, me_rev)));
      await touch(tx, "c", group.id, 1);
      const row = await groupById(tx, group.id);
      if (row === undefined) throw new Error("a group that was just made is not there");
      return { view: groupView(row, "owner"), meRevs };
    })
  );
  for (const [user_id, me_rev] of meRevs) deps.bus.publish({ kind: "person", user_id, me_rev });
  return view;

  function roleOf(user_id: string, me_rev: number) {
    return { user_id, me_rev, role: user_id === actor.userId ? "owner" as const : "member" as const };
  }
}

function sizeOf({ limits }: ChatDeps, { name, description, max_members }: CreateGroupBody): number {
  if (name.length > limits.nameMax) throw invalidField("name", `at most ${limits.nameMax} characters`);
  if (description.length > limits.descriptionMax) {
    throw invalidField("description", `at most ${limits.descriptionMax} characters`);
  }
  const max = max_members ?? Math.min(limits.groupMembersDefault, limits.groupMembersMax);
  if (max > limits.groupMembersMax) throw invalidField("max_members", `at most ${limits.groupMembersMax}`);
  return max;
}

/** @throws ParleyError `not_found` `not_reachable` */
async function judge(tx: Sql, userIds: readonly string[]): Promise<void> {
  const people = await reachable(tx, userIds);
  if (people.length < userIds.length) throw notFound("One of these people");
  if (people.some((person) => !person.is_active)) throw notReachable();
}

/** The groups that one is in, those joined last first. */
export async function list(deps: ChatDeps, actor: Actor): Promise<GroupView[]> {
  const rows = await groupsOf(deps.db, actor.userId, GROUPS_LISTED);
  return rows.map(({ group, my_role }) => groupView(group, my_role));
}

/** @throws ParleyError `not_found` (no such group, or not a member) */
export async function get(deps: ChatDeps, actor: Actor, groupId: string): Promise<GroupAnswer> {
  const read = await readGroup(deps.db, actor.userId, groupId, { after: undefined, limit: FIRST_MEMBERS });
  if (read === undefined) throw notFound("This group");
  return {
    group: groupView(read.group, read.my_role),
    members: read.members.map((member) => memberView(member, actor.userId)),
    epoch: deps.epoch(),
    rev: read.rev,
  };
}

/**
 * A page of the members, in the order of their ids.
 * @throws ParleyError `not_found`, `invalid_field` (cursor)
 */
export async function members(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  query: { cursor?: string; limit: number },
): Promise<{ members: MemberView[]; next_cursor: string | null }> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, CURSOR)[0];
  const read = await readGroup(deps.db, actor.userId, groupId, { after, limit: query.limit + 1 });
  if (read === undefined) throw notFound("This group");
  const page = read.members.slice(0, query.limit);
  const last = page.at(-1);
  return {
    members: page.map((member) => memberView(member, actor.userId)),
    next_cursor: read.members.length > page.length && last !== undefined ? encodeCursor(last.user.id) : null,
  };
}
