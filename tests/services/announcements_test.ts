// What a group is told above all: by whom, how long, and who has read which.

import assert from "node:assert/strict";
import * as announcements from "../../lib/services/announcements.ts";
import * as groups from "../../lib/services/groups.ts";
import * as members from "../../lib/services/members.ts";
import { changeAnnouncement } from "../../db/group_changes.ts";
import { takeRev } from "../../db/members.ts";
import { lockConversations } from "../../db/messages.ts";
import { withDatabase } from "../support/databases.ts";
import { chatOn, code, group, onBoth } from "./chat.ts";
import { announced, inShort } from "./group_frames.ts";

onBoth("an announcement is told with its author and time, and taken away by an empty one", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  await members.update(chat, owner, id, anna.userId, { role: "admin" });
  announced(chat);
  const set = await announcements.announce(chat, anna, id, "No builds\non Friday");
  assert.deepEqual([set.announcement, set.announcement_by, set.my_role], [
    "No builds\non Friday",
    anna.userId,
    "admin",
  ]);
  assert.ok(Math.abs(Date.parse(set.announcement_at!) - Date.now()) < 60_000);
  assert.deepEqual(inShort(announced(chat).frames), [["group_updated", 5], ["announcement", 6]]);
  await announcements.announce(chat, anna, id, "No builds\non Friday");
  assert.deepEqual(announced(chat).frames, [], "the same again is nothing new");
  const none = await announcements.announce(chat, anna, id, " \n");
  assert.deepEqual([none.announcement, none.announcement_by, none.announcement_at], ["", null, null]);
  assert.deepEqual(inShort(announced(chat).frames), [["group_updated", 7], ["group_changed", 8]]);
});

onBoth("an announcement has at most its bytes", async (chat) => {
  const owner = await chat.person();
  const { id } = await groups.create(chat, owner, group("Team"));
  await announcements.announce(chat, owner, id, "é".repeat(2_048));
  await assert.rejects(announcements.announce(chat, owner, id, "é".repeat(2_048) + "x"), code("too_large"));
});

onBoth("who has read the present announcement is told to members by pages, and of an old one nothing", async (chat) => {
  const [owner, ...people] = await Promise.all(Array.from({ length: 6 }, () => chat.person()));
  const ids = people.map((it) => it.userId);
  const { id } = await groups.create(chat, owner!, group("Team", { members: ids }));
  const all = async (limit = 50) => {
    const found: string[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await announcements.readers(chat, owner!, id, { after, limit });
      found.push(...page.readers.map((it) => it.user_id));
      after = page.readers.at(-1)?.user_id;
      if (after === undefined) return { found, total: page.total };
    }
  };
  await assert.rejects(announcements.read(chat, owner!, id), code("not_found"));
  assert.deepEqual(await all(), { found: [], total: 0 });
  await announcements.announce(chat, owner!, id, "one");
  for (const who of people) await announcements.read(chat, who, id);
  await announcements.read(chat, people[0]!, id);
  assert.deepEqual(await all(2), { found: ids.toSorted(), total: 5 });
  await members.leave(chat, people[0]!, id);
  assert.equal((await all()).total, 4, "of those who are in it");
  await assert.rejects(announcements.read(chat, people[0]!, id), code("not_found"));
  await assert.rejects(announcements.readers(chat, people[0]!, id, { limit: 1 }), code("not_found"));
  await announcements.announce(chat, owner!, id, "two");
  assert.deepEqual(await all(), { found: [], total: 0 });
  await announcements.read(chat, people[1]!, id);
  assert.deepEqual(await all(), { found: [people[1]!.userId], total: 1 });
});

Deno.test("who has read what was announced before can read what comes after, whichever had begun earlier (Postgres)", () =>
  withDatabase("Postgres", async (db) => {
    const chat = chatOn(db);
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
    await db.transaction(async (tx) => {
      await tx.query("select now()");
      await announcements.announce(chat, owner, id, "one");
      await announcements.read(chat, anna, id);
      await lockConversations(tx, [id]);
      await changeAnnouncement(tx, { groupId: id, changedBy: owner.userId, rev: await takeRev(tx, id) }, "two");
    });
    await announcements.read(chat, anna, id);
    assert.equal((await announcements.readers(chat, owner, id, { limit: 1 })).total, 1);
  }));
