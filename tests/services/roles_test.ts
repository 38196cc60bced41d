// The permission matrix, whole: every role against every operation on every other role, judged by the services themselves, with
// nothing changed where they refuse.

import assert from "node:assert/strict";
import type { Actor } from "../../lib/services/deps.ts";
import type { Role } from "../../lib/protocol/views.ts";
import * as groups from "../../lib/services/groups.ts";
import * as members from "../../lib/services/members.ts";
import { mayAdd, mayMute, mayRemove, maySetRole } from "../../lib/services/roles.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

type Operation = (chat: Chat, who: Actor, groupId: string, other: Actor) => Promise<unknown>;

const OPERATIONS: Record<string, Operation> = {
  "make admin": (chat, who, id, other) => members.update(chat, who, id, other.userId, { role: "admin" }),
  "make member": (chat, who, id, other) => members.update(chat, who, id, other.userId, { role: "member" }),
  mute: (chat, who, id, other) => members.update(chat, who, id, other.userId, { muted_until: "2099-01-01T00:00:00Z" }),
  remove: (chat, who, id, other) => members.remove(chat, who, id, other.userId),
};

/** role of the actor → role of the other → what is allowed; everything else is forbidden. */
const ALLOWED: Record<Role, Record<Role, string[]>> = {
  owner: {
    owner: [],
    admin: ["make admin", "make member", "mute", "remove"],
    member: ["make admin", "make member", "mute", "remove"],
  },
  admin: { owner: [], admin: [], member: ["mute", "remove"] },
  member: { owner: [], admin: [], member: [] },
};
const ROLES = ["owner", "admin", "member"] as const;

onBoth("who may do what to whom in a group", async (chat) => {
  for (const mine of ROLES) {
    for (const theirs of ROLES) {
      if (mine === "owner" && theirs === "owner") continue; // there is one
      for (const [name, operation] of Object.entries(OPERATIONS)) {
        const { id, actor, other } = await groupWith(chat, mine, theirs);
        const before = await groups.get(chat, actor, id);
        if (ALLOWED[mine][theirs].includes(name)) await operation(chat, actor, id, other);
        else {
          await assert.rejects(operation(chat, actor, id, other), code("forbidden"), `${mine} ${name} ${theirs}`);
          assert.deepEqual(await groups.get(chat, actor, id), before);
        }
      }
    }
  }
});

onBoth("what one may do to oneself: leave, unless one owns the group, and nothing else", async (chat) => {
  for (const mine of ROLES) {
    const { id, actor } = await groupWith(chat, mine, mine === "owner" ? "member" : "owner");
    for (const name of ["make admin", "make member", "mute"]) {
      await assert.rejects(OPERATIONS[name]!(chat, actor, id, actor), code("forbidden"), `${mine} ${name} themselves`);
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

onBoth("admins add, never above their own role", async (chat) => {
  for (const mine of ROLES) {
    for (const role of ["member", "admin"] as const) {
      const { id, actor } = await groupWith(chat, mine, mine === "owner" ? "member" : "owner");
      const adding = members.add(chat, actor, id, { user_id: (await chat.person()).userId, role });
      if (mine === "member") await assert.rejects(adding, code("forbidden"));
      else await adding;
    }
  }
});

Deno.test("nobody may do to the owner, or give the owner's role", () => {
  for (const mine of ROLES) {
    assert.equal(mayRemove(mine, "owner") || mayMute(mine, "owner") || maySetRole(mine, "owner"), false);
    assert.equal(mayAdd(mine, "owner"), mine === "owner"); // the schema has no such word; only the ranks speak here
  }
});

/** A group in which `actor` has one role and `other` another; somebody else owns it unless one of them does. */
async function groupWith(chat: Chat, mine: Role, theirs: Role) {
  const [actor, other, third] = [await chat.person(), await chat.person(), await chat.person()];
  const owner = mine === "owner" ? actor : theirs === "owner" ? other : third;
  const rest = [actor, other].filter((person) => person !== owner);
  const { id } = await groups.create(chat, owner, group("Team", { members: rest.map((person) => person.userId) }));
  for (const [person, role] of [[actor, mine], [other, theirs]] as const) {
    if (role === "admin") await members.update(chat, owner, id, person.userId, { role });
  }
  return { id, actor, other };
}
