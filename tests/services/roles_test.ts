// The permission matrix, whole: every role, muted or not, against every action on every other role, judged by the services themselves, with
// nothing changed where they refuse.

import assert from "node:assert/strict";
import type { Role } from "../../lib/protocol/views.ts";
import * as announcements from "../../lib/services/announcements.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import { update } from "../../lib/services/group_settings.ts";
import * as groups from "../../lib/services/groups.ts";
import * as invites from "../../lib/services/invites.ts";
import * as members from "../../lib/services/members.ts";
import { type Action, ACTIONS, may } from "../../lib/services/roles.ts";
import { transfer } from "../../lib/services/transfer.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

const ROLES = ["owner", "admin", "member"] as const;

/** What each may: `below` to those of a lower role. What is not named nobody of that role may. */
const EXPECTED: Record<Role, { any: Action[]; below: Action[] }> = {
  owner: {
    any: [
      "read",
      "send",
      "edit_own",
      "react",
      "delete_own",
      "delete_others",
      "pin",
      "mention_all",
      "announce",
      "change_group",
      "add_member",
      "add_admin",
      "invite",
      "dissolve",
    ],
    below: ["remove_member", "mute_member", "set_role", "transfer"],
  },
  admin: {
    any: [
      "read",
      "send",
      "edit_own",
      "react",
      "delete_own",
      "delete_others",
      "pin",
      "mention_all",
      "announce",
      "change_group",
      "add_member",
      "add_admin",
      "invite",
      "leave",
    ],
    below: ["remove_member", "mute_member"],
  },
  member: { any: ["read", "send", "edit_own", "react", "delete_own", "leave"], below: [] },
};
/** Whoever is muted puts nothing before the others' eyes. */
const SILENCED: Action[] = ["send", "edit_own", "react", "pin", "mention_all", "announce", "change_group"];

const rank = (role: Role) => ROLES.indexOf(role);

Deno.test("the matrix says of every role and action what was decided, to whom and while muted", () => {
  for (const role of ROLES) {
    for (const theirs of ROLES) {
      for (const action of ACTIONS) {
        const { any, below } = EXPECTED[role];
        const expected = any.includes(action) || (below.includes(action) && rank(theirs) > rank(role));
        const what = `${role} ${action} ${theirs}`;
        assert.equal(may({ role, muted: false }, action, theirs), expected, what);
        assert.equal(
          may({ role, muted: true }, action, theirs),
          expected && !SILENCED.includes(action),
          `${what}, muted`,
        );
      }
    }
  }
});

type Operation = [Action, (chat: Chat, who: Actor, groupId: string, other: Actor) => Promise<unknown>];

const OPERATIONS: Operation[] = [
  ["set_role", (chat, who, id, other) => members.update(chat, who, id, other.userId, { role: "admin" })],
  ["set_role", (chat, who, id, other) => members.update(chat, who, id, other.userId, { role: "member" })],
  [
    "mute_member",
    (chat, who, id, other) => members.update(chat, who, id, other.userId, { muted_until: "2099-01-01T00:00:00Z" }),
  ],
  ["remove_member", (chat, who, id, other) => members.remove(chat, who, id, other.userId)],
  ["transfer", (chat, who, id, other) => transfer(chat, who, id, other.userId)],
  ["send", (chat, who, id) => chat.say(who, id, "said")],
  ["change_group", (chat, who, id) => update(chat, who, id, { name: "Another" })],
  ["announce", (chat, who, id) => announcements.announce(chat, who, id, "hear")],
  ["invite", (chat, who, id) => invites.create(chat, who, id, {}, "http://here")],
  ["invite", (chat, who, id) => invites.list(chat, who, id, "http://here")],
  ["dissolve", (chat, who, id) => dissolve(chat, who, id)],
  ["add_member", async (chat, who, id) => await members.add(chat, who, id, await stranger(chat, "member"))],
  ["add_admin", async (chat, who, id) => await members.add(chat, who, id, await stranger(chat, "admin"))],
];

const stranger = async (chat: Chat, role: "member" | "admin") => ({ user_id: (await chat.person()).userId, role });

onBoth("the services judge by the matrix, and what they refuse changes nothing", async (chat) => {
  for (const mine of ROLES) {
    for (const theirs of ROLES) {
      if (mine === "owner" && theirs === "owner") continue; // there is one
      for (const muted of mine === "owner" ? [false] : [false, true]) {
        for (const [action, operation] of OPERATIONS) {
          const { id, actor, other } = await groupWith(chat, mine, theirs, muted);
          if (may({ role: mine, muted }, action, theirs)) {
            await operation(chat, actor, id, other);
            continue;
          }
          const before = await groups.get(chat, actor, id);
          await assert.rejects(operation(chat, actor, id, other), code("forbidden"), `${mine} ${action} ${theirs}`);
          assert.deepEqual(await groups.get(chat, actor, id), before);
        }
      }
    }
  }
});

onBoth("what one may do to oneself: leave, unless one owns the group, and nothing else", async (chat) => {
  for (const mine of ROLES) {
    const { id, actor } = await groupWith(chat, mine, mine === "owner" ? "member" : "owner", false);
    for (const [action, operation] of OPERATIONS.slice(0, 5)) {
      if (action === "remove_member") continue;
      await assert.rejects(operation(chat, actor, id, actor), code("forbidden"), `${mine} ${action} themselves`);
    }
    if (mine === "owner") {
      await assert.rejects(members.leave(chat, actor, id), code("owner_cannot_leave"));
      await assert.rejects(members.remove(chat, actor, id, actor.userId), code("owner_cannot_leave"));
      assert.equal((await groups.get(chat, actor, id)).group.member_count, 2);
    } else {
      await members.remove(chat, actor, id, actor.userId);
      await assert.rejects(groups.get(chat, actor, id), code("not_found"));
    }
  }
});

/** A group in which `actor` has one role and `other` another; somebody else owns it unless one of them does. */
async function groupWith(chat: Chat, mine: Role, theirs: Role, muted: boolean) {
  const [actor, other, third] = [await chat.person(), await chat.person(), await chat.person()];
  const owner = mine === "owner" ? actor : theirs === "owner" ? other : third;
  const rest = [actor, other].filter((person) => person !== owner);
  const { id } = await groups.create(chat, owner, group("Team", { members: rest.map((person) => person.userId) }));
  for (const [person, role] of [[actor, mine], [other, theirs]] as const) {
    if (role === "admin") await members.update(chat, owner, id, person.userId, { role });
  }
  if (muted) await members.update(chat, owner, id, actor.userId, { muted_until: "2099-01-01T00:00:00Z" });
  return { id, actor, other };
}
