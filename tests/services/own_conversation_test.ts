// What of a conversation only one person decides: stored, told to their own devices alone, and never to be got around.

import assert from "node:assert/strict";
import type { Actor } from "../../lib/services/deps.ts";
import { saveDraft } from "../../lib/services/drafts.ts";
import * as entries from "../../lib/services/entries.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as members from "../../lib/services/members.ts";
import { changeOwn } from "../../lib/services/own_conversation.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import { type Chat, chatOn, code, group, onBoth } from "./chat.ts";

const pair = async (chat: Chat, one: Actor, other: Actor) =>
  (await privateConversation(chat, one, other.userId, { make: true }))!;
const entry = async (chat: Chat, who: Actor, id: string) =>
  (await entries.conversationEntries(chat, who.userId, [id]))[0]!.view;
const told = (chat: Chat) => chat.events.splice(0).map((event) => event.kind === "person" ? event.user_id : event.kind);

onBoth("what is given changes, the rest stays, and only one's own devices hear of it", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = await pair(chat, anna, ben);
  told(chat);
  const view = await changeOwn(chat, anna, id, { muted: true, pinned: true });
  assert.deepEqual([view.muted, view.pinned, view.notify, view.archived], [true, true, "all", false]);
  assert.deepEqual(told(chat), [anna.userId]);
  const { me_rev } = await entries.list(chat, anna, { limit: 1 });
  assert.equal((await changeOwn(chat, anna, id, { notify: "mentions", muted: false })).notify, "mentions");
  const changed = await entries.list(chat, anna, { after_me_rev: me_rev, limit: 5 });
  assert.deepEqual(changed.conversations.map((it) => [it.id, it.muted, it.notify, it.pinned]), [
    [id, false, "mentions", true],
  ]);
  told(chat);
  await changeOwn(chat, anna, id, { notify: "mentions", pinned: true });
  assert.deepEqual(told(chat), [], "what changes nothing is told to nobody");
  const other = await entry(chat, ben, id);
  assert.deepEqual([other.muted, other.pinned, other.notify], [false, false, "all"]);
});

onBoth("archived is archived until a later message comes, muted until it is taken back", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = await pair(chat, anna, ben);
  await chat.say(ben, id, "one", anna);
  assert.equal((await changeOwn(chat, anna, id, { archived: true })).archived, true);
  await chat.say(ben, id, "two", anna);
  assert.equal((await entry(chat, anna, id)).archived, false);
  await changeOwn(chat, anna, id, { archived: true, muted: true });
  await chat.say(ben, id, "three", anna);
  assert.equal((await entry(chat, anna, id)).archived, true);
  assert.equal((await changeOwn(chat, anna, id, { muted: false })).archived, false);
  await changeOwn(chat, anna, id, { archived: true });
  assert.equal((await changeOwn(chat, anna, id, { archived: false })).archived, false);
});

onBoth("marking unread moves no mark, and a mark that moves ends it", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = await pair(chat, anna, ben);
  await chat.say(ben, id, "one", anna);
  const read = (seq: number) =>
    chat.marks.move({ conversation_id: id, user_id: anna.userId, read_seq: seq, delivered_seq: seq });
  await read(1);
  const marked = await changeOwn(chat, anna, id, { marked_unread: true });
  assert.deepEqual([marked.marked_unread, marked.last_read_seq, marked.unread_count], [true, 1, 0]);
  const again = read(1);
  await chat.marks.idle();
  await again;
  assert.equal((await entry(chat, anna, id)).marked_unread, true, "it did not move");
  await chat.say(ben, id, "two", anna);
  const moved = read(2);
  await chat.marks.idle();
  await moved;
  assert.equal((await entry(chat, anna, id)).marked_unread, false);
});

onBoth("pinned conversations are limited, also when they are pinned at once", async (chat) => {
  const limited = chatOn(chat.db, { pinnedConversations: 3 });
  const anna = await chat.person();
  const made = await Promise.all(Array.from({ length: 6 }, (_, i) => groups.create(chat, anna, group(`g${i}`))));
  const outcomes = await Promise.allSettled(made.map(({ id }) => changeOwn(limited, anna, id, { pinned: true })));
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  assert.equal(refused.length, 3);
  for (const { reason } of refused) assert.ok(code("limit_reached")(reason));
  const at = outcomes.findIndex((outcome) => outcome.status === "fulfilled");
  await changeOwn(limited, anna, made[at]!.id, { pinned: true });
  await changeOwn(limited, anna, made[at]!.id, { pinned: false });
  const [left] = made.filter((_, i) => outcomes[i]!.status === "rejected");
  await changeOwn(limited, anna, left!.id, { pinned: true, muted: true });
});

onBoth("whose conversation it is not decides nothing of it", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, anna, group("Team", { members: [ben.userId] }));
  await members.leave(chat, ben, id);
  for (const [who, where] of [[ben, id], [anna, newId()]] as const) {
    await assert.rejects(changeOwn(chat, who, where, { muted: true }), code("not_found"));
    await assert.rejects(saveDraft(chat, who, where, { content: "x", version: 0 }), code("not_found"));
  }
});

onBoth(
  "a draft replaces the version it was made from, is merged with any other, and is on all devices",
  async (chat) => {
    const [anna, ben] = [await chat.person(), await chat.person()];
    const id = await pair(chat, anna, ben);
    told(chat);
    assert.deepEqual(await saveDraft(chat, anna, id, { content: "desk", version: 0 }), { content: "desk", version: 1 });
    assert.deepEqual(told(chat), [anna.userId]);
    assert.deepEqual(await saveDraft(chat, anna, id, { content: "phone", version: 0 }), {
      content: "desk\n\nphone",
      version: 2,
    });
    const { draft, draft_version } = await entry(chat, anna, id);
    assert.deepEqual([draft, draft_version], ["desk\n\nphone", 2]);
    assert.equal((await entry(chat, ben, id)).draft, "");
    told(chat);
    assert.equal((await saveDraft(chat, anna, id, { content: "phone", version: 0 })).version, 2);
    assert.deepEqual(told(chat), [], "a repeat changes nothing");
    assert.equal((await saveDraft(chat, anna, id, { content: "", version: 1 })).content, "desk\n\nphone");
    assert.deepEqual(await saveDraft(chat, anna, id, { content: "", version: 2 }), { content: "", version: 3 });
  },
);

onBoth("two devices that save at once lose nothing, and nothing is cut off to fit", async (chat) => {
  const limited = chatOn(chat.db, { messageBytes: 40 });
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = await pair(chat, anna, ben);
  const texts = ["first", "second", "third"];
  await Promise.all(texts.map((content) => saveDraft(limited, anna, id, { content, version: 0 })));
  const { draft } = await entry(chat, anna, id);
  assert.deepEqual(draft.split("\n\n").toSorted(), texts.toSorted());
  await assert.rejects(saveDraft(limited, anna, id, { content: "x".repeat(30), version: 0 }), code("too_large"));
  await assert.rejects(saveDraft(limited, anna, id, { content: "é".repeat(21), version: 3 }), code("too_large"));
  assert.equal((await entry(chat, anna, id)).draft, draft);
});
