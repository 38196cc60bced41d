// Groups as wholes: made with their first members, listed, shown. A group's id is its conversation's.

import { insertMembers } from "../../db/conversations.ts";
import { groupById, groupsOf, insertGroup, readGroup } from "../../db/groups.ts";
import { nextMeRevs, touch } from "../../db/heads.ts";
import { reachOf } from "../../db/reachability.ts";
import { retrying, type Sql } from "../../db/sql.ts";
import type { GroupWithMembers } from "../protocol/answers.ts";
import { invalidField, notFound } from "../protocol/errors.ts";
import type { CreateGroupBody, MembersQuery } from "../protocol/rest.ts";
import type { GroupView, MemberView } from "../protocol/views.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { notReachable } from "./conversations.ts";
import { decodeCursor, encodeCursor } from "./cursor.ts";
import type { Actor } from "./deps.ts";
import { announce } from "./group_change.ts";
import { newId } from "./ids.ts";
import { groupFull } from "./membership.ts";
import { nameKey } from "./names.ts";
import { storeEvent } from "./system_messages.ts";
import { groupView, memberView } from "./views.ts";

/** Members that come with a group; oneself comes in any case. */
const FIRST_MEMBERS = 100;
/** Groups of one answer; the conversation list has pages. */
const GROUPS_LISTED = 1_000;
const CURSOR = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Makes a group with its first members: one change, rev 1; its system message is the next.
 * @throws ParleyError `invalid_field` `group_full` `not_found` (a member who does not exist) `not_reachable`
 */
export async function create(deps: ChatDeps, actor: Actor, body: CreateGroupBody): Promise<GroupView> {
  const { name, description, is_private, history_visible } = body;
  judgeTexts(deps, body);
  const max_members = judgeSize(
    deps,
    body.max_members ?? Math.min(deps.limits.groupMembersDefault, deps.limits.groupMembersMax),
  );
  const others = [...new Set(body.members)].filter((id) => id !== actor.userId);
  if (others.length + 1 > max_members) throw groupFull(max_members);
  const id = newId();
  const group = { id, name, name_key: nameKey(name), description, is_private, history_visible, max_members };
  const { view, told } = await retrying(() =>
    deps.db.transaction(async (tx) => {
      const actorName = await judgePeople(tx, actor, others);
      await insertGroup(tx, { ...group, owner_id: actor.userId, member_count: others.length + 1 });
      const people = await nextMeRevs(tx, [actor.userId, ...others]);
      await insertMembers(tx, id, actor.userId, [...people].map(([user_id, me_rev]) => roleOf(user_id, me_rev)));
      await touch(tx, "c", id, 1);
      const event = { kind: "group_created", name } as const;
      const said = await storeEvent(tx, { conversationId: id, actorId: actor.userId, actorName, event });
      const row = await groupById(tx, id);
      if (row === undefined) throw new Error("a group that was just made is not there");
      return { view: groupView(row, "owner"), told: { changes: [said], people } };
    })
  );
  announce(deps, id, told);
  return view;

  function roleOf(user_id: string, me_rev: number) {
    return { user_id, me_rev, role: user_id === actor.userId ? "owner" as const : "member" as const };
  }
}

/** @throws ParleyError `invalid_field` */
export function judgeTexts({ limits }: ChatDeps, texts: { name?: string; description?: string }): void {
  const { name = "", description = "" } = texts;
  if (name.length > limits.nameMax) throw invalidField("name", `at most ${limits.nameMax} characters`);
  if (description.length > limits.descriptionMax) {
    throw invalidField("description", `at most ${limits.descriptionMax} characters`);
  }
}

/** @throws ParleyError `invalid_field` */
export function judgeSize({ limits }: ChatDeps, max: number): number {
  if (max > limits.groupMembersMax) throw invalidField("max_members", `at most ${limits.groupMembersMax}`);
  return max;
}

/** @returns the actor's name @throws ParleyError `not_found` `not_reachable` */
async function judgePeople(tx: Sql, actor: Actor, others: readonly string[]): Promise<string> {
  const people = await reachOf(tx, actor.userId, [actor.userId, ...others]);
  const mine = people.find((person) => person.id === actor.userId);
  if (mine === undefined || people.length <= others.length) throw notFound("One of these people");
  if (people.some((person) => !person.reachable)) throw notReachable();
  return mine.username;
}

/** The groups that one is in, those joined last first. */
export async function list(deps: ChatDeps, actor: Actor): Promise<GroupView[]> {
  const rows = await groupsOf(deps.db, actor.userId, GROUPS_LISTED);
  return rows.map(({ group, my_role }) => groupView(group, my_role));
}

/** @throws ParleyError `not_found` (no such group, or not a member) */
export const get = async (deps: ChatDeps, actor: Actor, groupId: string): Promise<GroupWithMembers> =>
  (await open(deps, actor, groupId)).group;

/** The same for a page, which begins with what its reader has read already. @throws as `get` */
export async function open(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
): Promise<{ group: GroupWithMembers; announcementRead: boolean }> {
  const read = await readGroup(deps.db, actor.userId, groupId, { limit: FIRST_MEMBERS, withViewer: true });
  if (read === undefined) throw notFound("This group");
  const group = {
    group: groupView(read.group, read.my_role),
    members: read.members.map((member) => memberView(member, actor.userId)),
    epoch: deps.epoch(),
    rev: read.rev,
  };
  return { group, announcementRead: read.announcement_read };
}

/**
 * A page of the members, in the order of their ids; with `q`, of those whose names hold it.
 * @throws ParleyError `not_found`, `invalid_field` (cursor)
 */
export async function members(
  deps: ChatDeps,
  actor: Actor,
  groupId: string,
  query: MembersQuery,
): Promise<{ members: MemberView[]; next_cursor: string | null }> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, CURSOR)[0];
  const read = await readGroup(deps.db, actor.userId, groupId, {
    after,
    limit: query.limit + 1,
    named: query.q === undefined ? undefined : nameKey(query.q.trim()),
  });
  if (read === undefined) throw notFound("This group");
  const page = read.members.slice(0, query.limit);
  const last = page.at(-1);
  return {
    members: page.map((member) => memberView(member, actor.userId)),
    next_cursor: read.members.length > page.length && last !== undefined ? encodeCursor(last.user.id) : null,
  };
}
