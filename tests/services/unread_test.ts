// The entry's SQL counts what the pure function counts: after random histories of a group and of a private conversation, for everybody in
// them, on every database.

import assert from "node:assert/strict";
import fc from "fast-check";
import { nameKey } from "../../lib/protocol/names.ts";
import { countsOf } from "../../lib/protocol/unread.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as entries from "../../lib/services/entries.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import * as members from "../../lib/services/members.ts";
import { edit } from "../../lib/services/message_edits.ts";
import { hide } from "../../lib/services/message_hiding.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { changeOwn } from "../../lib/services/own_conversation.ts";
import { moveMarks } from "../../db/marks.ts";
import { type Chat, group, onBoth } from "./chat.ts";

/** A conversation of these people, the first of them its owner; in a private one the last is not. */
interface Place {
  id: string;
  kind: "group" | "private";
  people: { actor: Actor; name: string }[];
  messages: { id: string; by: Actor }[];
}

type Step = {
  what: "say" | "edit" | "delete" | "recall" | "hide" | "read" | "mark" | "mute" | "archive" | "leave" | "add";
  who: number;
  which: number;
  to: number;
};

const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom(
      ...(["say", "say", "say", "say", "edit", "delete", "recall", "hide", "read", "mark", "mute", "archive"] as const),
      ...(["leave", "add"] as const),
    ),
    who: fc.nat(2),
    which: fc.nat(12),
    to: fc.nat(4),
  }),
  { minLength: 1, maxLength: 16 },
);

const people = async (chat: Chat): Promise<Place["people"]> => {
  const made = await Promise.all(["anna", "ben", "carl"].map((name) => chat.person(name)));
  return await Promise.all(made.map(async (actor) => {
    const [row] = await chat.db.query<{ username: string }>("select username from users where id = $1", [actor.userId]);
    await chat.db.query("update users set username_key = $2 where id = $1", [actor.userId, nameKey(row!.username)]);
    return { actor, name: row!.username };
  }));
};

async function newGroup(chat: Chat, people: Place["people"], history_visible: boolean): Promise<Place> {
  const [owner, other] = people.map(({ actor }) => actor);
  const { id } = await groups.create(chat, owner!, group("g", { members: [other!.userId], history_visible }));
  return { id, kind: "group", people, messages: [] };
}

async function newPair(chat: Chat): Promise<Place> {
  const [one, other] = await people(chat);
  const id = await privateConversation(chat, one!.actor, other!.actor.userId, { make: true });
  return { id: id!, kind: "private", people: [one!, other!], messages: [] };
}

async function perform(chat: Chat, place: Place, { what, who, which, to }: Step): Promise<void> {
  const { actor } = place.people[who]!;
  const called = ["@all", ...place.people.map(({ name }) => `@${name}`)][to] ?? "nobody";
  const message = place.messages[which % Math.max(1, place.messages.length)];
  switch (what) {
    case "say":
      return await say(chat, place, actor, called);
    case "edit":
      return message && void await edit(chat, message.by, message.id, { content: `edited ${which} ${called}` });
    case "delete":
      return message && void await remove(chat, message.by, message.id);
    case "recall":
      return message && void await recall(chat, message.by, message.id);
    case "hide":
      return message && await hide(chat, actor, message.id);
    case "read": {
      const mark = { conversation_id: place.id, user_id: actor.userId, read_seq: which, delivered_seq: which };
      return void await chat.db.transaction((tx) => moveMarks(tx, [mark], 64));
    }
    case "mark":
      return void await changeOwn(chat, actor, place.id, { marked_unread: to % 2 === 0 });
    case "mute":
      return void await changeOwn(chat, actor, place.id, { muted: to % 2 === 0 });
    case "archive":
      return void await changeOwn(chat, actor, place.id, { archived: to % 2 === 0 });
    case "leave":
      return await members.leave(chat, actor, place.id);
    case "add":
      return void await members.add(chat, place.people[0]!.actor, place.id, { user_id: actor.userId, role: "member" });
  }
}

async function say(chat: Chat, place: Place, by: Actor, content: string): Promise<void> {
  const other = place.people.find(({ actor }) => actor !== by)!.actor;
  const { id } = await chat.say(by, place.id, content, place.kind === "private" ? other : undefined);
  place.messages.push({ id, by });
}

async function everything(chat: Chat, place: Place, who: Actor): Promise<MessageView[]> {
  const query = { after: 0, limit: 1_000 };
  if (place.kind === "group") return (await history.inGroup(chat, who, place.id, query)).messages;
  const other = place.people.find(({ actor }) => actor !== who)!.actor;
  return (await history.withPerson(chat, who, other.userId, query)).messages;
}

async function assertCounted(chat: Chat, place: Place): Promise<void> {
  for (const { actor } of place.people) {
    const [entry] = await entries.conversationEntries(chat, actor.userId, [place.id]);
    if (entry === undefined) continue; // not in it at present
    const { unread_count, mention_count, last_read_seq, blocked } = entry.view;
    const all = await everything(chat, place, actor);
    const counts = countsOf(all, { me: actor.userId, last_read_seq, blocked });
    assert.deepEqual({ unread_count, mention_count }, counts);
    assert.equal(entry.view.last_message?.seq, all.at(-1)?.seq);
  }
}

onBoth("after any history the entry counts what a recount of all messages gives, for everybody in it", async (chat) => {
  const team = await people(chat);
  await fc.assert(
    fc.asyncProperty(fc.boolean(), fc.boolean(), steps, async (isGroup, historyVisible, steps) => {
      const place = isGroup ? await newGroup(chat, team, historyVisible) : await newPair(chat);
      for (const step of steps) {
        if (place.people[step.who] === undefined) continue;
        await perform(chat, place, step).catch((error) => {
          if (!(error instanceof ParleyError)) throw error; // what the rules refuse just does not happen
        });
      }
      await assertCounted(chat, place);
    }),
    { numRuns: 120 },
  );
});
