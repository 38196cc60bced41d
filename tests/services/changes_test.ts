// State + changes = state read afresh, whatever happened and however it is paged: for a client that asks for changes, and for an
// instance that repairs its stream by frames.

import assert from "node:assert/strict";
import fc from "fast-check";
import { changesView, type MessageView } from "../../lib/protocol/views.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

/** What a device shows of a group. */
interface Shown {
  rev: number;
  messages: Map<string, Pick<MessageView, "seq" | "content" | "is_deleted">>;
  /** person → role and muting */
  members: Map<string, string>;
  count: number | undefined;
}

const shownMessage = ({ seq, content, is_deleted }: MessageView) => ({ seq, content, is_deleted });

/** Everything, read afresh. */
async function fresh(chat: Chat, who: Actor, id: string): Promise<Shown> {
  const { messages, rev } = await history.inGroup(chat, who, id, { after: 0, limit: 1_000 });
  const { members, group } = await groups.get(chat, who, id);
  return {
    rev,
    messages: new Map(messages.map((message) => [message.id, shownMessage(message)])),
    members: new Map(members.map((member) => [member.user.id, `${member.role} ${member.muted_until}`])),
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
    shown.count = page.group?.member_count ?? shown.count;
    shown.rev = page.rev;
    more = page.has_more;
  }
  return shown;
}

/** Applies the frames of a repair, as a client applies frames: none that does not follow. Frames tell of no muting and no count. */
async function byFrames(chat: Chat, id: string, from: Shown): Promise<Shown> {
  const shown = { ...copy(from), count: undefined };
  const { event } = await repair(chat, id, from.rev, from.rev);
  assert.deepEqual([event.after_rev, event.conversation_id], [from.rev, id]);
  for (const { rev, text, member } of event.changes) {
    const frame = JSON.parse(text);
    assert.equal(frame.rev, rev);
    assert.equal(frame.conversation_id, id);
    assert.equal(frame.after_rev ?? rev - 1, shown.rev);
    if (frame.after_rev !== undefined && frame.type !== "rev") assert.notEqual(frame.after_rev, rev - 1);
    if (frame.type === "group") {
      shown.messages.set(frame.id, { seq: frame.seq, content: frame.content, is_deleted: false });
    }
    if (frame.type === "message_updated") shown.messages.set(frame.message.id, shownMessage(frame.message));
    if (frame.type === "group_member_added" || frame.type === "group_member_updated") {
      shown.members.set(frame.content.user_id, frame.content.role);
    }
    if (frame.type === "group_member_removed" || frame.type === "group_member_left") {
      shown.members.delete(frame.content.user_id);
    }
    const membership = /added|removed|left$/.test(frame.type);
    assert.deepEqual(member?.user_id, membership ? frame.content.user_id : undefined);
    shown.rev = rev;
  }
  assert.equal(shown.rev, event.rev);
  return shown;
}

const withoutMuting = (shown: Shown): Shown => ({
  ...shown,
  count: undefined,
  members: new Map([...shown.members].map(([id, role]) => [id, role.split(" ")[0]!])),
});

type Step = { what: "say" | "edit" | "delete" | "add" | "remove" | "leave" | "admin" | "demote" | "mute"; who: number };

const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom("say", "say", "edit", "delete", "add", "add", "remove", "leave", "admin", "demote", "mute"),
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
      case "edit":
        return await change(chat, id, who, `content = 'edited ' || taken.rev, edited_at = now()`);
      case "delete":
        return await change(chat, id, who, "deleted_at = now()");
      case "add":
        return await members.add(chat, owner, id, { user_id: person.userId, role: who % 2 ? "admin" : "member" });
      case "remove":
        return await members.remove(chat, owner, id, person.userId);
      case "leave":
        return await members.leave(chat, person, id);
      case "mute":
        return void await members.update(chat, owner, id, person.userId, { muted_until: `209${who}-01-01T00:00:00Z` });
      case "admin":
      case "demote": {
        const role = what === "admin" ? "admin" : "member";
        return void await members.update(chat, owner, id, person.userId, { role });
      }
    }
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
  }
}

/** What a later issue will do to a message: a change of it takes the conversation's next rev. */
const change = (chat: Chat, id: string, which: number, set: string): Promise<void> =>
  chat.db.transaction(async (tx) => {
    const rows = await tx.query(
      `with target as (select seq from messages where conversation_id = $1 order by seq offset $2 limit 1 for update),
            taken as (update conversations set rev = rev + 1 where id = $1 and exists (select 1 from target) returning rev)
       update messages m set ${set}, rev = taken.rev from target, taken where m.conversation_id = $1 and m.seq = target.seq
       returning m.rev`,
      [id, which],
    );
    assert.ok(rows.length <= 1);
  });

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
      const nothing: Shown = { rev: 0, messages: new Map(), members: new Map(), count: undefined };
      for (const from of [held, nothing]) assert.deepEqual(await byChanges(chat, owner, id, from, limit), now);
      assert.deepEqual(await byFrames(chat, id, withoutMuting(held)), withoutMuting(now));
    }),
    { numRuns: 12 },
  );
});

onBoth("what somebody may not see moves the number and tells nothing", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  for (const text of ["one", "two", "three"]) await chat.say(owner, id, text);
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
  await assert.rejects(ask(owner, { after_rev: 3 }), code("cursor_invalid"));
  await assert.rejects(ask(owner, { after_rev: 0, epoch: "epoch-0" }), code("cursor_invalid"));
  const none = await ask(owner, { after_rev: 2, epoch: "epoch-1" });
  assert.deepEqual([none.messages, none.members, none.group, none.rev, none.has_more], [[], [], undefined, 2, false]);
  const empty = { conversation_id: newId(), after_rev: 3, rev: 3, changes: [] };
  assert.deepEqual(await repair(chat, empty.conversation_id, 3, 3), {
    event: { kind: "changes", ...empty },
    size: 0,
    head: 3,
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
