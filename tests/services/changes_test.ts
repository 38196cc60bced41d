// State + changes = state read afresh, whatever happened and however it is paged: for a client that asks for changes, and for an
// instance that repairs its stream by frames.

import assert from "node:assert/strict";
import fc from "fast-check";
import { changesView, type GroupView } from "../../lib/protocol/views.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import { newId } from "../../lib/services/ids.ts";
import { announce } from "../../lib/services/announcements.ts";
import { update } from "../../lib/services/group_settings.ts";
import { transfer } from "../../lib/services/transfer.ts";
import * as members from "../../lib/services/members.ts";
import { edit } from "../../lib/services/message_edits.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { pin, unpin } from "../../lib/services/pins.ts";
import { react, unreact } from "../../lib/services/reactions.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import type { Frame } from "../support/person.ts";
import { changedMessage, newMessage, shownMessage } from "../support/shown.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

/** What a device shows of a group. */
interface Shown {
  rev: number;
  messages: Map<string, Frame>;
  /** person → role and muting */
  members: Map<string, string>;
  /** what the group shows of itself */
  about: string | undefined;
  owner: string | undefined;
  count: number | undefined;
}

const aboutOf = ({ name, description, announcement, announcement_at }: GroupView) =>
  JSON.stringify([name, description, announcement, announcement_at]);

/** Everything, read afresh. */
async function fresh(chat: Chat, who: Actor, id: string): Promise<Shown> {
  const { messages, rev } = await history.inGroup(chat, who, id, { after: 0, limit: 1_000 });
  const { members, group } = await groups.get(chat, who, id);
  return {
    rev,
    messages: new Map(messages.map((message) => [message.id, shownMessage(message)])),
    members: new Map(members.map((member) => [member.user.id, `${member.role} ${member.muted_until}`])),
    about: aboutOf(group),
    owner: group.owner_id,
    count: group.member_count,
  };
}

const copy = (shown: Shown): Shown => ({
  ...shown,
  messages: new Map(shown.messages),
  members: new Map(shown.members),
});

/** Asks for changes until there are no more. */
async function byChanges(chat: Chat, who: Actor, id: string, from: Shown, limit: number): Promise<Shown> {
  const shown = copy(from);
  for (let more = true; more;) {
    const page = changesView.strict().parse(
      await changesFor(chat, who, id, { after_rev: shown.rev, epoch: "epoch-1", limit }),
    );
    assert.equal(page.after_rev, shown.rev);
    assert.ok(page.has_more ? page.rev > shown.rev : page.rev === page.head_rev);
    if (page.after_rev > 0) assert.ok(page.messages.length + page.members.length <= limit);
    assert.equal(page.marks.length > 0, !page.has_more);
    for (const message of page.messages) shown.messages.set(message.id, shownMessage(message));
    for (const { user_id, role, muted_until, left } of page.members) {
      if (left) shown.members.delete(user_id);
      else shown.members.set(user_id, `${role} ${muted_until}`);
    }
    if (page.group !== undefined) {
      const { owner_id: owner, member_count: count } = page.group;
      Object.assign(shown, { about: aboutOf(page.group), owner, count });
    }
    shown.rev = page.rev;
    more = page.has_more;
  }
  return shown;
}

/** Applies the frames of a repair, as a client applies frames: none that does not follow. */
async function byFrames(chat: Chat, who: Actor, id: string, from: Shown): Promise<Shown> {
  const shown = copy(from);
  const { event } = await repair(chat, id, from.rev, from.rev);
  assert.deepEqual([event.after_rev, event.conversation_id], [from.rev, id]);
  for (const { rev, text, member } of event.changes) {
    const frame = JSON.parse(text);
    assert.equal(frame.rev, rev);
    assert.equal(frame.conversation_id, id);
    assert.equal(frame.after_rev ?? rev - 1, shown.rev);
    if (frame.after_rev !== undefined && frame.type !== "rev") assert.notEqual(frame.after_rev, rev - 1);
    if (frame.type === "group") shown.messages.set(frame.id, newMessage(frame));
    if (frame.type === "message_updated") {
      const before = shown.messages.get(frame.message.id);
      shown.messages.set(frame.message.id, changedMessage(frame, before, who.userId));
    }
    if (frame.type === "group_member_added" || frame.type === "group_member_updated") {
      const { user_id, role, muted_until = null } = frame.content;
      shown.members.set(user_id, `${role} ${muted_until}`);
      if (role === "owner") shown.owner = user_id;
    }
    if (frame.type === "group_updated") {
      Object.assign(shown, { about: aboutOf(frame.content.group), count: frame.content.group.member_count });
    }
    if (frame.type === "group_member_removed" || frame.type === "group_member_left") {
      shown.members.delete(frame.content.user_id);
    }
    if (frame.type.startsWith("group_member_")) shown.count = frame.content.member_count;
    const membership = /added|removed|left$/.test(frame.type);
    assert.deepEqual(member?.user_id, membership ? frame.content.user_id : undefined);
    shown.rev = rev;
  }
  assert.equal(shown.rev, event.rev);
  return shown;
}

const DONE_TO_MESSAGES = ["edit", "delete", "recall", "react", "unreact", "pin", "unpin"] as const;
const DONE_TO_MEMBERS = ["add", "remove", "leave", "admin", "demote", "mute"] as const;
const DONE_TO_GROUPS = ["rename", "announce", "transfer", "give back"] as const;
type Done = typeof DONE_TO_MESSAGES[number] | typeof DONE_TO_MEMBERS[number] | typeof DONE_TO_GROUPS[number];
type Step = { what: "say" | Done; who: number };

const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom(
      "say",
      "say",
      "say",
      "react",
      ...DONE_TO_MESSAGES,
      "add",
      ...DONE_TO_MEMBERS,
      ...DONE_TO_GROUPS,
    ),
    who: fc.nat(3),
  }),
  { minLength: 1, maxLength: 14 },
);

/** One random thing; what the rules refuse just does not happen. */
async function perform(chat: Chat, id: string, owner: Actor, people: Actor[], { what, who }: Step): Promise<void> {
  const person = people[who]!;
  try {
    switch (what) {
      case "say":
        return void await chat.say(who === 0 ? owner : person, id, `said ${newId()}`);
      case "add":
        return await members.add(chat, owner, id, { user_id: person.userId, role: who % 2 ? "admin" : "member" });
      case "remove":
        return await members.remove(chat, owner, id, person.userId);
      case "leave":
        return await members.leave(chat, person, id);
      case "rename":
        return void await update(chat, owner, id, { name: `called ${newId()}`, description: `${who}` });
      case "announce":
        return void await announce(chat, owner, id, who === 0 ? "" : `announced ${newId()}`);
      case "transfer":
        return void await transfer(chat, owner, id, person.userId);
      case "give back":
        return void await transfer(chat, person, id, owner.userId);
      case "mute":
        return void await members.update(chat, owner, id, person.userId, { muted_until: `209${who}-01-01T00:00:00Z` });
      case "admin":
      case "demote": {
        const role = what === "admin" ? "admin" : "member";
        return void await members.update(chat, owner, id, person.userId, { role });
      }
      default:
        return await change(chat, id, owner, who % 2 ? person : owner, { what, who });
    }
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
  }
}

/** One random change of a message of the group, by its sender where only they may. */
async function change(chat: Chat, id: string, owner: Actor, by: Actor, { what, who }: Step): Promise<void> {
  const [message] = await chat.db.query<{ id: string; sender_id: string }>(
    `select id, sender_id from messages where conversation_id = $1 and message_type <> 'system' order by seq desc offset $2 limit 1`,
    [id, who],
  );
  if (message === undefined) return;
  const sender = { ...owner, userId: message.sender_id };
  const emoji = ["👍", "❤️", "👩‍👩‍👧‍👧"][who % 3]!;
  switch (what) {
    case "edit":
      return void await edit(chat, sender, message.id, { content: `edited ${newId()}` });
    case "delete":
      return void await remove(chat, owner, message.id);
    case "recall":
      return void await recall(chat, sender, message.id);
    case "react":
      return void await react(chat, by, message.id, emoji);
    case "unreact":
      return void await unreact(chat, by, message.id, emoji);
    case "pin":
      return void await pin(chat, owner, message.id);
    case "unpin":
      return void await unpin(chat, owner, message.id);
  }
}

onBoth("state and changes are the state read afresh, for random histories, pages and starting points", async (chat) => {
  const people = await Promise.all(Array.from({ length: 4 }, () => chat.person()));
  const owner = await chat.person();
  await fc.assert(
    fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 6 }), async (before, after, limit) => {
      const { id } = await groups.create(chat, owner, group("Team", { members: [people[0]!.userId] }));
      for (const step of before) await perform(chat, id, owner, people, step);
      const held = await fresh(chat, owner, id);
      for (const step of after) await perform(chat, id, owner, people, step);
      const now = await fresh(chat, owner, id);
      const none = { about: undefined, owner: undefined, count: undefined };
      const nothing: Shown = { rev: 0, messages: new Map(), members: new Map(), ...none };
      for (const from of [held, nothing]) assert.deepEqual(await byChanges(chat, owner, id, from, limit), now);
      assert.deepEqual(await byFrames(chat, owner, id, held), now);
    }),
    { numRuns: 12 },
  );
});

onBoth("what somebody may not see moves the number and tells nothing", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  for (const text of ["two", "three"]) await chat.say(owner, id, text);
  await chat.db.query("update members set first_seq = 3 where conversation_id = $1 and user_id = $2", [
    id,
    anna.userId,
  ]);
  const page = await changesFor(chat, anna, id, { after_rev: 1, limit: 10 });
  assert.deepEqual([page.messages.map((message) => message.seq), page.rev, page.first_seq], [[3], 4, 3]);
  const first = await changesFor(chat, anna, id, { after_rev: 0, limit: 2 });
  assert.deepEqual([first.rev, first.members.length, first.messages.length], [1, 2, 0]);
});

onBoth("changes are for members in that very snapshot, of this epoch, up to the head", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  await members.leave(chat, anna, id);
  const ask = (who: Actor, query: { after_rev: number; epoch?: string }) =>
    changesFor(chat, who, id, { ...query, limit: 5 });
  await assert.rejects(ask(anna, { after_rev: 0 }), code("not_found"));
  await assert.rejects(ask(owner, { after_rev: 5 }), code("cursor_invalid"));
  await assert.rejects(ask(owner, { after_rev: 0, epoch: "epoch-0" }), code("cursor_invalid"));
  const none = await ask(owner, { after_rev: 4, epoch: "epoch-1" });
  assert.deepEqual([none.messages, none.members, none.group, none.rev, none.has_more], [[], [], undefined, 4, false]);
  const empty = { conversation_id: newId(), after_rev: 3, rev: 3, changes: [] };
  assert.deepEqual(await repair(chat, empty.conversation_id, 3, 3), {
    event: { kind: "changes", ...empty },
    size: 0,
    head: 3,
    began: [],
  });
});

onBoth("marks come with the last page of a small conversation", async (chat) => {
  const owner = await chat.person();
  const many = await Promise.all(Array.from({ length: 64 }, () => chat.person()));
  const small = await groups.create(chat, owner, group("g", { members: many.slice(1).map((person) => person.userId) }));
  const large = await groups.create(chat, owner, group("g", { members: many.map((person) => person.userId) }));
  const marks = async (id: string) => (await changesFor(chat, owner, id, { after_rev: 1, limit: 5 })).marks;
  assert.equal((await marks(small.id)).length, 64);
  assert.deepEqual(await marks(large.id), []);
});

onBoth(
  "who has just joined has read nothing yet, say the marks as the messages do; oneself is told one's own",
  async (chat) => {
    const [owner, late] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team"));
    await chat.say(owner, id, "before");
    await members.add(chat, owner, id, { user_id: late.userId, role: "member" });
    const as = async (who: Actor) => {
      const { messages, marks } = await changesFor(chat, who, id, { after_rev: 1, limit: 10 });
      const { user_id: _, ...mark } = marks.find((it) => it.user_id === late.userId)!;
      return { status: messages.find((it) => it.content === "before")?.status, ...mark };
    };
    assert.deepEqual(await as(owner), { status: "sent", delivered_seq: 0, read_seq: 0 });
    const [{ read_seq } = { read_seq: 0 }] = await chat.db.query<{ read_seq: number }>(
      "select read_seq from members where conversation_id = $1 and user_id = $2",
      [id, late.userId],
    );
    assert.ok(read_seq > 0);
    assert.deepEqual(await as(late), { status: "sent", delivered_seq: read_seq, read_seq });
  },
);
