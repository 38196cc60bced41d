// Changes of membership one by one: what each takes, whom it tells, and what the person finds when they come back.

import assert from "node:assert/strict";
import type { BusEvent, ChangesEvent } from "../../lib/bus/bus.ts";
import * as entries from "../../lib/services/entries.ts";
import { repair } from "../../lib/services/changes.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

const isChanges = (event: BusEvent): event is ChangesEvent => event.kind === "changes";

/** What was announced since the last call: the frames with their bus change, and who was told of their own list. */
function announced(chat: Chat) {
  const events = chat.events.splice(0);
  const changes = events.filter(isChanges).flatMap((event) => event.changes);
  return {
    frames: changes.map((change) => JSON.parse(change.text)),
    members: changes.map((change) => change.member),
    people: events.flatMap((event) => event.kind === "person" ? [event.user_id] : []),
  };
}

onBoth(
  "each change of membership takes one rev, says so with the next, and tells the person concerned",
  async (chat) => {
    const [owner, anna] = [await chat.person("owner"), await chat.person("anna")];
    const { id } = await groups.create(chat, owner, group("Team"));
    announced(chat);
    const expectOne = async (
      work: Promise<unknown>,
      { type, rev, from, ...content }: { type: string; rev: number; from: string; role?: string; muted_until?: string },
      event: { kind: string } & Record<string, unknown>,
    ) => {
      await work;
      const { frames: [frame, said, ...more], members: [member], people } = announced(chat);
      assert.deepEqual(more, []);
      assert.match(frame.content.username, /^anna-/);
      const { username } = frame.content;
      const member_count = type === "group_member_left" || type === "group_member_removed" ? 1 : 2;
      const shown = { group_id: id, user_id: anna.userId, role: "member", username, member_count, ...content };
      assert.deepEqual(frame, { type, group_id: id, conversation_id: id, rev, from, content: shown });
      assert.deepEqual([said.type, said.rev, said.from, said.message_type], ["group", rev + 1, from, "system"]);
      assert.deepEqual(said.event, { user_id: anna.userId, username, ...event });
      return { member, people };
    };
    const add = () => members.add(chat, owner, id, { user_id: anna.userId, role: "member" });
    const update = (body: Parameters<typeof members.update>[4]) => members.update(chat, owner, id, anna.userId, body);
    const [told, from, until] = [[anna.userId], owner.userId, "2099-01-01T00:00:00.000Z"];
    const began = { user_id: anna.userId, left: false };
    const ended = { user_id: anna.userId, left: true };
    assert.deepEqual(
      await expectOne(add(), { type: "group_member_added", rev: 3, from }, { kind: "member_added", role: "member" }),
      { member: began, people: told },
    );
    const updated = { type: "group_member_updated", from, role: "admin" };
    assert.deepEqual(
      await expectOne(update({ role: "admin" }), { ...updated, rev: 5 }, { kind: "role_changed", role: "admin" }),
      { member: undefined, people: told },
    );
    const muting = update({ muted_until: "2099-01-01T01:00:00+01:00" });
    assert.deepEqual(
      await expectOne(muting, { ...updated, rev: 7, muted_until: until }, { kind: "member_muted", until }),
      { member: undefined, people: [] },
    );
    await update({ role: "admin", muted_until: "2099-01-01T00:00:00Z" });
    assert.deepEqual(announced(chat).frames, [], "what changes nothing takes no rev");
    const leaving = { type: "group_member_left", rev: 9, from: anna.userId, role: "admin", muted_until: until };
    assert.deepEqual(await expectOne(members.leave(chat, anna, id), leaving, { kind: "member_left" }), {
      member: ended,
      people: told,
    });
    const again = { type: "group_member_added", rev: 11, from, muted_until: until };
    await expectOne(add(), again, { kind: "member_added", role: "member" });
    await expectOne(update({ muted_until: null }), { ...updated, role: "member", rev: 13 }, { kind: "member_unmuted" });
    const removing = { type: "group_member_removed", rev: 15, from };
    assert.deepEqual(
      await expectOne(members.remove(chat, owner, id, anna.userId), removing, { kind: "member_removed" }),
      { member: ended, people: told },
    );
  },
);

onBoth("a role and a muting that change together are one change with two sentences", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  announced(chat);
  await members.update(chat, owner, id, anna.userId, { role: "admin", muted_until: "2099-01-01T00:00:00Z" });
  const { frames } = announced(chat);
  assert.deepEqual(frames.map((it) => [it.rev, it.event?.kind]), [[3, undefined], [4, "role_changed"], [
    5,
    "member_muted",
  ]]);
  await members.update(chat, owner, id, anna.userId, { role: "member", muted_until: "2020-01-01T00:00:00Z" });
  assert.deepEqual(announced(chat).frames.map((it) => it.event?.kind), [undefined, "role_changed", "member_unmuted"]);
  await members.update(chat, owner, id, anna.userId, { muted_until: null });
  assert.deepEqual(
    announced(chat).frames.length,
    1,
    "a muting that was over already: nobody needs to be told in words",
  );
});

onBoth("what cannot be added or changed is refused by its own code, and changes nothing", async (chat) => {
  const [owner, anna, gone] = [await chat.person(), await chat.person(), await chat.person()];
  await chat.db.query("update users set is_active = false where id = $1", [gone.userId]);
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  const add = (user_id: string) => members.add(chat, owner, id, { user_id, role: "member" });
  await assert.rejects(add(anna.userId), code("already_member"));
  await assert.rejects(add(owner.userId), code("already_member"));
  await assert.rejects(add(newId()), code("not_found"));
  await assert.rejects(add(gone.userId), code("not_reachable"));
  await assert.rejects(members.remove(chat, owner, id, gone.userId), code("not_found"));
  await assert.rejects(members.update(chat, owner, id, newId(), { role: "admin" }), code("not_found"));
  await assert.rejects(members.update(chat, owner, id, anna.userId, {}), code("invalid_field"));
  const farAway = { muted_until: "9999-12-31T23:59:59-23:59" };
  await assert.rejects(members.update(chat, owner, id, anna.userId, farAway), code("invalid_field"));
  assert.equal(
    (await members.update(chat, owner, id, anna.userId, { muted_until: "0001-01-01T00:00:00Z" })).muted_until,
    null,
  );
  assert.equal((await groups.get(chat, owner, id)).rev, 2);
});

onBoth(
  "whoever comes back finds the past, has nothing unread, and gets the stream from their return on",
  async (chat) => {
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
    await chat.say(owner, id, "before");
    await members.remove(chat, owner, id, anna.userId);
    await chat.say(owner, id, "meanwhile");
    assert.deepEqual((await entries.changedEntries(chat, anna.userId, 1)).removed, [{ id, me_rev: 2, rev: 6 }]);
    assert.deepEqual(await entries.conversationEntries(chat, anna.userId, [id]), []);
    await members.add(chat, owner, id, { user_id: anna.userId, role: "member" });
    await chat.say(owner, id, "after");
    const changed = await entries.changedEntries(chat, anna.userId, 1);
    assert.deepEqual([changed.me_rev, changed.removed, changed.entries.length], [3, [], 1]);
    const [entry] = changed.entries;
    assert.ok(entry);
    assert.deepEqual([entry.me_rev, entry.joined_rev, entry.view.rev], [3, 7, 9]);
    assert.deepEqual([entry.view.first_seq, entry.view.last_read_seq, entry.view.unread_count], [1, 4, 1]);
  },
);

onBoth("a muting outlives leaving and coming back, and ends by its time", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  await members.update(chat, owner, id, anna.userId, { muted_until: "2099-01-01T00:00:00Z" });
  await assert.rejects(chat.say(anna, id, "hello"), code("forbidden"));
  await members.leave(chat, anna, id);
  await members.add(chat, owner, id, { user_id: anna.userId, role: "member" });
  await assert.rejects(chat.say(anna, id, "hello"), code("forbidden"));
  await members.update(chat, owner, id, anna.userId, { muted_until: "2020-01-01T00:00:00Z" });
  await chat.say(anna, id, "hello");
});

onBoth("what an instance missed says whose membership began in it, also of those who are out again", async (chat) => {
  const [owner, back, gone, stays] = [
    await chat.person(),
    await chat.person(),
    await chat.person(),
    await chat.person(),
  ];
  const { id } = await groups.create(chat, owner, group("g", { members: [back, gone, stays].map((it) => it.userId) }));
  const { head: before } = await repair(chat, id, 0, 0);
  for (const { userId } of [back, gone]) {
    await members.remove(chat, owner, id, userId);
    await chat.say(owner, id, "not theirs");
    await members.add(chat, owner, id, { user_id: userId, role: "member" });
  }
  await members.remove(chat, owner, id, gone.userId);
  await members.update(chat, owner, id, stays.userId, { role: "admin" });
  const { began, event } = await repair(chat, id, before, before);
  const joined = (user_id: string) => began.find((it) => it.user_id === user_id)?.joined_rev ?? 0;
  assert.deepEqual(new Set(began.map((it) => it.user_id)), new Set([back.userId, gone.userId]));
  const said = event.changes.filter((it) => it.text.includes("not theirs")).map((it) => it.rev);
  assert.ok(before < said[0]! && said[0]! < joined(back.userId), "what was said meanwhile is before it");
  assert.ok(said[1]! < joined(gone.userId) && joined(gone.userId) < event.rev);
});
