// Changing a group, finding public ones, and handing one over.

import assert from "node:assert/strict";
import * as z from "zod";
import { groupView } from "../../lib/protocol/views.ts";
import * as announcements from "../../lib/services/announcements.ts";
import { repair } from "../../lib/services/changes.ts";
import { encodeCursor, encodePlace } from "../../lib/services/cursor.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { discover } from "../../lib/services/discover.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import { update } from "../../lib/services/group_settings.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { transfer } from "../../lib/services/transfer.ts";
import { code, group, onBoth } from "./chat.ts";
import { announced, assertInvariants, inShort } from "./group_frames.ts";

const strict = z.strictObject(groupView.shape);

onBoth(
  "a change of a group is one frame with all of it, then a sentence for the name and one for the rest",
  async (chat) => {
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
    announced(chat);
    const changed = await update(chat, owner, id, { name: "Crew", description: "who sail", avatar: "/pictures/a.png" });
    strict.parse(changed);
    assert.deepEqual([changed.name, changed.description, changed.my_role], ["Crew", "who sail", "owner"]);
    const { frames, people } = announced(chat);
    assert.deepEqual(inShort(frames), [["group_updated", 3], ["group_renamed", 4], ["group_changed", 5]]);
    const { my_role: _, ...shown } = changed;
    assert.deepEqual(frames[0].content.group, shown, "the frame is everybody's");
    assert.deepEqual([frames[1].event.name, frames[0].from, people], ["Crew", owner.userId, []]);
    assert.deepEqual(await update(chat, owner, id, { name: "Crew" }), changed);
    assert.deepEqual(announced(chat).frames, [], "what changes nothing takes no rev");
    await update(chat, owner, id, { is_private: true, history_visible: false, max_members: 2 });
    assert.deepEqual(inShort(announced(chat).frames), [["group_updated", 6], ["group_changed", 7]]);
    await assertInvariants(chat, id);
  },
);

onBoth(
  "a group is not made smaller than it is, larger than groups may be, or with a picture that could run",
  async (chat) => {
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
    for (
      const body of [
        { max_members: 1 },
        { max_members: 10_001 },
        { avatar: "javascript:alert(1)" },
        { avatar: "//evil.example/x" },
        { avatar: "data:image/svg+xml,x" },
        { name: "x".repeat(81) },
        { description: "x".repeat(1_025) },
      ]
    ) await assert.rejects(update(chat, owner, id, body), code("invalid_field"), JSON.stringify(body));
    assert.equal((await groups.get(chat, owner, id)).rev, 2);
  },
);

onBoth(
  "public groups are found by any part of their name, however it is written, and private ones never",
  async (chat) => {
    const [owner, anna] = [await chat.person(), await chat.person()];
    const mark = crypto.randomUUID().slice(0, 8);
    const make = (name: string, more = {}) => groups.create(chat, owner, group(`${name} ${mark}`, more));
    await make("Zebra");
    await make("Straße");
    await make("A Zebra", { members: [anna.userId] });
    await make("100%_\\");
    await make("Hidden zebra", { is_private: true });
    const gone = await make("Gone zebra");
    await dissolve(chat, owner, gone.id);
    const find = async (q: string, limit = 50) => {
      const names: string[] = [];
      let cursor: string | undefined;
      for (;;) {
        const page = await discover(chat, anna, { q, cursor, limit });
        page.groups.forEach((it) => strict.parse(it));
        names.push(...page.groups.map((it) => it.name.replace(` ${mark}`, "")));
        if (page.next_cursor === null) return names;
        cursor = page.next_cursor;
      }
    };
    for (const limit of [1, 50]) {
      assert.deepEqual(await find(`ZEBRA ${mark}`, limit), ["Zebra", "A Zebra"], "those that begin with it first");
      assert.deepEqual(await find(mark, limit), ["100%_\\", "A Zebra", "Straße", "Zebra"]);
    }
    assert.deepEqual(await find(`ＳＴＲＡＳＳＥ ${mark}`), ["Straße"]);
    assert.deepEqual(await find(`%_\\ ${mark}`), ["100%_\\"]);
    assert.deepEqual(await find(`%ebra ${mark}`), []);
    const { groups: [first] } = await discover(chat, anna, { q: `a zebra ${mark}`, limit: 1 });
    assert.equal(first?.my_role, "member");
    await assert.rejects(discover(chat, anna, { q: "", cursor: "x", limit: 1 }), code("invalid_field"));
  },
);

onBoth("a place in the list of groups is told by names, and nothing of a group that is not public", async (chat) => {
  const [owner, eve] = [await chat.person(), await chat.person()];
  const mark = crypto.randomUUID();
  const make = async (name: string, more = {}) => (await groups.create(chat, owner, group(`${mark} ${name}`, more))).id;
  const [a, secret, gone] = [await make("A"), await make("M", { is_private: true }), await make("N")];
  await make("Z");
  await dissolve(chat, owner, gone);
  const names = async (cursor?: string, limit = 5) => {
    const page = await discover(chat, eve, { q: mark, cursor, limit });
    return { names: page.groups.map((it) => it.name.at(-1)), next: page.next_cursor ?? undefined };
  };
  for (const key of [`${mark} l`, `${mark} o`]) {
    const seen = await Promise.all([secret, gone, newId()].map((id) => names(encodePlace({ key, id }))));
    assert.deepEqual(seen.map((it) => it.names), [["Z"], ["Z"], ["Z"]]);
  }
  for (const id of [a, secret, gone]) await assert.rejects(names(encodeCursor(id)), code("invalid_field"));
  const first = await names(undefined, 1);
  await update(chat, owner, a, { name: `${mark} ZZ` });
  assert.deepEqual([first.names, (await names(first.next)).names], [["A"], ["Z", "Z"]], "a new name moves no page");
});

onBoth("what is announced in a public group is shown to nobody who looks for groups", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const name = `Open ${crypto.randomUUID()}`;
  const { id } = await groups.create(chat, owner, group(name));
  await announcements.announce(chat, owner, id, "for us only");
  const seen = async (who: Actor) => (await discover(chat, who, { q: name, limit: 5 })).groups[0];
  const [mine, theirs] = [await seen(owner), await seen(anna)];
  assert.deepEqual([mine?.announcement, mine?.my_role], ["for us only", "owner"]);
  assert.deepEqual([theirs?.announcement, theirs?.announcement_by, theirs?.my_role], ["", null, null]);
});

onBoth("a group is handed over by a rev for each of the two, live and in repair alike", async (chat) => {
  const [owner, anna, gone] = [await chat.person(), await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId, gone.userId] }));
  await members.update(chat, owner, id, anna.userId, { muted_until: "2099-01-01T00:00:00Z" });
  await chat.db.query("update users set is_active = false where id = $1", [gone.userId]);
  await assert.rejects(transfer(chat, owner, id, gone.userId), code("not_reachable"));
  await assert.rejects(transfer(chat, owner, id, owner.userId), code("forbidden"));
  await assert.rejects(transfer(chat, owner, id, (await chat.person()).userId), code("not_found"));
  announced(chat);
  const handed = await transfer(chat, owner, id, anna.userId);
  assert.deepEqual([handed.owner_id, handed.my_role], [anna.userId, "admin"]);
  const { frames, people } = announced(chat);
  assert.deepEqual(inShort(frames), [["group_member_updated", 5], ["group_member_updated", 6], ["owner_changed", 7]]);
  assert.deepEqual(frames.slice(0, 2).map(({ content }) => [content.user_id, content.role, content.muted_until]), [
    [owner.userId, "admin", undefined],
    [anna.userId, "owner", undefined],
  ]);
  assert.deepEqual(people.toSorted(), [owner.userId, anna.userId].toSorted());
  const repaired = (await repair(chat, id, 4, 4)).event.changes.map((change) => JSON.parse(change.text));
  assert.deepEqual(repaired, frames);
  await chat.say(anna, id, "an owner is not muted");
  await members.leave(chat, owner, id);
  await assert.rejects(members.leave(chat, anna, id), code("owner_cannot_leave"));
  await assertInvariants(chat, id);
});
