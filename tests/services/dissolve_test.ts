// The end of a group: told once, live and in repair, and nothing of it is left behind any door.

import assert from "node:assert/strict";
import * as announcements from "../../lib/services/announcements.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import * as entries from "../../lib/services/entries.ts";
import { update } from "../../lib/services/group_settings.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import * as invites from "../../lib/services/invites.ts";
import { join } from "../../lib/services/join.ts";
import * as members from "../../lib/services/members.ts";
import { transfer } from "../../lib/services/transfer.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";
import { announced, assertPeople, inShort } from "./group_frames.ts";

/** Every door to a group, by somebody who is or was in it. */
const doors = (chat: Chat, who: Actor, id: string, invite: string): Record<string, () => Promise<unknown>> => ({
  show: () => groups.get(chat, who, id),
  members: () => groups.members(chat, who, id, { limit: 5 }),
  history: () => history.inGroup(chat, who, id, { limit: 5 }),
  changes: () => changesFor(chat, who, id, { after_rev: 0, limit: 5 }),
  say: () => chat.say(who, id, "hello"),
  change: () => update(chat, who, id, { name: "x" }),
  announce: () => announcements.announce(chat, who, id, "x"),
  read: () => announcements.read(chat, who, id),
  readers: () => announcements.readers(chat, who, id, { limit: 5 }),
  join: () => join(chat, who, id),
  leave: () => members.leave(chat, who, id),
  add: () => members.add(chat, who, id, { user_id: who.userId, role: "member" }),
  transfer: () => transfer(chat, who, id, who.userId),
  dissolve: () => dissolve(chat, who, id),
  invite: () => invites.create(chat, who, id, {}, "http://here"),
  invites: () => invites.list(chat, who, id, "http://here"),
  revoke: () => invites.revoke(chat, who, id, invite),
  look: () => invites.show(chat, who, invite),
  accept: () => invites.accept(chat, who, invite),
});

onBoth("a dissolved group tells so last, leaves every list, and is not there by any door", async (chat) => {
  const [owner, anna, left] = [await chat.person(), await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId, left.userId] }));
  await members.update(chat, owner, id, anna.userId, { role: "admin" });
  await announcements.announce(chat, owner, id, "hear");
  const { code: invite } = await invites.create(chat, owner, id, {}, "http://here");
  await chat.say(anna, id, "said");
  await members.leave(chat, left, id);
  const head = (await groups.get(chat, owner, id)).rev;
  const before = await entries.changedEntries(chat, anna.userId, 0);
  announced(chat);
  await dissolve(chat, owner, id);
  const { frames, people } = announced(chat);
  assert.deepEqual(inShort(frames), [["group_deleted", head + 1]]);
  assert.deepEqual([frames[0].content.group.id, frames[0].content.group.announcement], [id, ""]);
  assert.deepEqual(people.toSorted(), [owner.userId, anna.userId].toSorted());
  for (const who of [owner, anna, left]) {
    for (const [name, door] of Object.entries(doors(chat, who, id, invite))) {
      await assert.rejects(door(), code("not_found"), name);
    }
    assert.deepEqual(await groups.list(chat, who), []);
  }
  const { removed, me_rev } = await entries.changedEntries(chat, anna.userId, before.me_rev);
  assert.deepEqual(removed, [{ id, me_rev, rev: head + 1 }]);
  assert.deepEqual(announced(chat), { frames: [], people: [] });
  await assertPeople(chat);
});

onBoth(
  "an instance that missed the end of a group repairs it as one change, and who had left before as left",
  async (chat) => {
    const [owner, anna, left] = [await chat.person(), await chat.person(), await chat.person()];
    const ids = [anna.userId, left.userId];
    const { id } = await groups.create(chat, owner, group("Team", { members: ids }));
    await members.remove(chat, owner, id, left.userId);
    await chat.say(owner, id, "after");
    await dissolve(chat, owner, id);
    const { event, size } = await repair(chat, id, 2, 2);
    const frames = event.changes.map((change) => JSON.parse(change.text));
    assert.deepEqual(inShort(frames), [["group_member_removed", 3], ["member_removed", 4], ["group", 5], [
      "group_deleted",
      6,
    ]]);
    assert.deepEqual(event.changes.map((change) => change.member?.user_id), [
      left.userId,
      undefined,
      undefined,
      undefined,
    ]);
    assert.equal(size, 0);
  },
);
