// Groups: how they begin, who sees them, and what becomes of them when changes race.

import assert from "node:assert/strict";
import * as z from "zod";
import { groupView, memberView } from "../../lib/protocol/views.ts";
import * as groups from "../../lib/services/groups.ts";
import * as members from "../../lib/services/members.ts";
import { newId } from "../../lib/services/ids.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { chatOn, code, group, onBoth } from "./chat.ts";
import { assertInvariants } from "./group_frames.ts";

const strict = z.strictObject(groupView.shape);

onBoth("a group begins with its first members at rev 1, says so at rev 2, and all of them are told", async (chat) => {
  const [owner, anna, ben] = [await chat.person(), await chat.person(), await chat.person()];
  const made = await groups.create(
    chat,
    owner,
    group("Team", { members: [anna.userId, ben.userId, anna.userId, owner.userId] }),
  );
  strict.parse(made);
  assert.deepEqual([made.member_count, made.my_role, made.owner_id, made.max_members], [3, "owner", owner.userId, 100]);
  const state = await assertInvariants(chat, made.id);
  assert.deepEqual([...new Set(state.revs)], [1]);
  assert.deepEqual(chat.events.map((event) => event.kind), ["changes", "person", "person", "person"]);
  const { members: listed, rev, epoch } = await groups.get(chat, anna, made.id);
  listed.forEach((member) => z.strictObject(memberView.shape).parse(member));
  assert.deepEqual([listed.length, rev, epoch], [3, 2, "epoch-1"]);
  assert.deepEqual((await groups.list(chat, ben)).map(({ id, my_role }) => [id, my_role]), [[made.id, "member"]]);
});

onBoth("a group is not made with more than it may have, nor with people who are not there", async (chat) => {
  const [owner, anna, gone] = [await chat.person(), await chat.person(), await chat.person()];
  await chat.db.query("update users set is_active = false where id = $1", [gone.userId]);
  const make = (more: Parameters<typeof group>[1]) => groups.create(chat, owner, group("Team", more));
  await assert.rejects(make({ members: [anna.userId], max_members: 1 }), code("group_full"));
  await assert.rejects(make({ max_members: 10_001 }), code("invalid_field"));
  await assert.rejects(make({ members: [newId()] }), code("not_found"));
  await assert.rejects(make({ members: [gone.userId] }), code("not_reachable"));
  await assert.rejects(groups.create(chat, owner, group("x".repeat(81))), code("invalid_field"));
  assert.deepEqual(await groups.list(chat, owner), []);
  assert.equal((await make({ max_members: 1 })).max_members, 1);
});

onBoth("to whoever is not a member, a group is not there, whatever they try", async (chat) => {
  const [owner, anna, stranger, left] = [
    await chat.person(),
    await chat.person(),
    await chat.person(),
    await chat.person(),
  ];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId, left.userId] }));
  await members.leave(chat, left, id);
  const before = (await assertInvariants(chat, id)).rev;
  const privately = (await privateConversation(chat, owner, anna.userId, { make: true }))!;
  const attempts = (who: Actor, at: string) => [
    () => groups.get(chat, who, at),
    () => groups.members(chat, who, at, { limit: 10 }),
    () => members.add(chat, who, at, { user_id: stranger.userId, role: "member" }),
    () => members.update(chat, who, at, anna.userId, { role: "admin" }),
    () => members.update(chat, who, at, who.userId, { muted_until: null }),
    () => members.remove(chat, who, at, anna.userId),
    () => members.remove(chat, who, at, who.userId),
    () => members.leave(chat, who, at),
  ];
  for (const [who, at] of [[stranger, id], [left, id], [owner, newId()], [owner, privately]] as const) {
    for (const attempt of attempts(who, at)) await assert.rejects(attempt(), code("not_found"));
  }
  assert.equal((await assertInvariants(chat, id)).rev, before);
});

onBoth(
  "fifty adds at once never exceed max_members, and each takes a rev of its own, and one for its system message",
  async (chat) => {
    const owner = await chat.person();
    const { id } = await groups.create(chat, owner, group("Team", { max_members: 11 }));
    const people = await Promise.all(Array.from({ length: 50 }, () => chat.person()));
    const other = chatOn(chat.db);
    const outcomes = await Promise.allSettled(
      people.map((person, i) =>
        members.add(i % 2 ? chat : other, owner, id, { user_id: person.userId, role: "member" })
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    assert.equal(refused.length, 40);
    refused.forEach((outcome) => assert.ok(code("group_full")(outcome.reason), String(outcome.reason)));
    const state = await assertInvariants(chat, id);
    assert.deepEqual([state.rev, state.member_count], [22, 11]);
    assert.deepEqual(state.revs.toSorted((a, b) => a - b), [1, ...Array.from({ length: 10 }, (_, i) => 2 * i + 3)]);
  },
);

onBoth("adding, removing, leaving, roles and messages that race end as some order of them would have", async (chat) => {
  const [owner, admin] = [await chat.person(), await chat.person()];
  const people = await Promise.all(Array.from({ length: 6 }, () => chat.person()));
  const { id } = await groups.create(chat, owner, group("Team", { max_members: 6, members: [admin.userId] }));
  await members.update(chat, owner, id, admin.userId, { role: "admin" });
  const attempts = people.flatMap((person) => [
    () => members.add(chat, admin, id, { user_id: person.userId, role: "member" }),
    () => members.remove(chat, admin, id, person.userId),
    () => members.leave(chat, person, id),
    () => members.update(chat, owner, id, person.userId, { role: "admin" }),
    () => members.remove(chat, owner, id, person.userId),
    () => members.add(chat, owner, id, { user_id: person.userId, role: "admin" }),
    () => members.update(chat, owner, id, person.userId, { muted_until: null }),
    () => chat.say(person, id, "hello"),
  ]);
  const outcomes = await Promise.allSettled(
    [...attempts, ...attempts.toReversed(), ...attempts].map((attempt) => attempt()),
  );
  for (const outcome of outcomes) {
    if (outcome.status === "fulfilled") continue;
    const known = ["not_found", "already_member", "group_full", "forbidden"].some((it) => code(it)(outcome.reason));
    assert.ok(known, String(outcome.reason));
  }
  const state = await assertInvariants(chat, id);
  const told = chat.events.filter((event) => event.kind === "changes" && event.conversation_id === id);
  const revs = told.flatMap((event) => event.kind === "changes" ? event.changes.map((change) => change.rev) : []);
  assert.deepEqual(revs.toSorted((a, b) => a - b), Array.from({ length: state.rev - 1 }, (_, i) => i + 2));
});

onBoth("members come in pages, each once; a forged cursor is refused", async (chat) => {
  const owner = await chat.person();
  const people = await Promise.all(Array.from({ length: 104 }, () => chat.person()));
  const { id } = await groups.create(
    chat,
    owner,
    group("Team", { max_members: 200, members: people.map((it) => it.userId) }),
  );
  assert.equal((await groups.get(chat, owner, id)).members.length, 100);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await groups.members(chat, owner, id, { cursor, limit: 25 });
    seen.push(...page.members.map((member) => member.user.id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual([seen.length, new Set(seen).size], [105, 105]);
  for (
    const forged of ["", "x", "%", "_", btoa("1.2"), btoa(`${newId()}' or 1=1`), btoa(newId().toUpperCase() + "x"), "é"]
  ) {
    await assert.rejects(groups.members(chat, owner, id, { cursor: forged, limit: 25 }), code("invalid_field"));
  }
});

onBoth("of a large group one is shown oneself in any case, and finds everybody else by name", async (chat) => {
  const people: Actor[] = [];
  for (let i = 0; i < 103; i++) people.push(await chat.person());
  const [owner, last] = [people[0]!, people.at(-1)!];
  const others = people.slice(1).map((it) => it.userId);
  const { id } = await groups.create(chat, owner, group("Crowd", { members: others, max_members: 200 }));
  await members.update(chat, owner, id, last.userId, { muted_until: "2999-01-01T00:00:00.000Z" });
  const seen = (await groups.get(chat, last, id)).members;
  assert.equal(seen.length, 101);
  assert.equal(seen.find((it) => it.user.id === last.userId)?.muted_until, "2999-01-01T00:00:00.000Z");
  assert.equal((await groups.get(chat, owner, id)).members.length, 100, "whoever is among the first is there once");
  const name = seen.at(-1)!.user.username;
  const found = await groups.members(chat, owner, id, { q: name.toUpperCase(), limit: 10 });
  assert.deepEqual(found.members.map((it) => it.user.username), [name]);
  assert.deepEqual((await groups.members(chat, owner, id, { q: "%", limit: 10 })).members, []);
});
