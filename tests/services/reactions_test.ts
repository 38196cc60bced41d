// Reactions: which emoji, how many, who sees what, and that they outlive whoever gave them.

import assert from "node:assert/strict";
import * as history from "../../lib/services/history.ts";
import * as members from "../../lib/services/members.ts";
import { repair } from "../../lib/services/changes.ts";
import { react, reactions, unreact } from "../../lib/services/reactions.ts";
import { edit } from "../../lib/services/message_edits.ts";
import { chatOn, code, onBoth } from "./chat.ts";
import { common, seen, stage, told } from "./told.ts";

onBoth("a reaction is one change; the frame says whose it is, and each viewer which are theirs", async (chat) => {
  const { anna, bert, message } = await stage(chat);
  const view = await react(chat, bert, message, "👍");
  assert.deepEqual(view.reactions, [{ emoji: "👍", count: 1, user_ids: [bert.userId] }]);
  assert.deepEqual(view.my_reactions, ["👍"]);
  const [frame, ...more] = told(chat);
  assert.deepEqual([frame.from, frame.rev, frame.reacted, frame.message, more], [
    bert.userId,
    view.rev,
    [{ user_id: bert.userId, emoji: "👍", on: true }],
    common(view),
    [],
  ]);
  assert.deepEqual((await seen(chat, anna, message)).my_reactions, []);
  const both = await react(chat, anna, message, "👍");
  assert.deepEqual([both.reactions[0]?.count, both.my_reactions], [2, ["👍"]]);
  await react(chat, anna, message, "❤️");
  told(chat);
  const back = await unreact(chat, bert, message, "👍");
  assert.deepEqual(told(chat)[0].reacted, [{ user_id: bert.userId, emoji: "👍", on: false }]);
  assert.deepEqual(back.reactions.map(({ emoji, count }) => [emoji, count]), [["👍", 1], ["❤️", 1]]);
  assert.deepEqual(back.my_reactions, []);
});

onBoth("once more is the same as once, and taking back what is not there changes nothing", async (chat) => {
  const { anna, bert, message } = await stage(chat);
  await unreact(chat, bert, message, "👍");
  const once = await react(chat, bert, message, "👍");
  told(chat);
  assert.deepEqual(await react(chat, bert, message, "👍"), once);
  await unreact(chat, anna, message, "👍");
  assert.deepEqual(told(chat), []);
});

onBoth("any one emoji of Unicode, and nothing else", async (chat) => {
  const { anna, message } = await stage(chat);
  for (const emoji of ["👍", "👍🏽", "❤️", "👩‍👩‍👧‍👧", "🇨🇭", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "1️⃣", "🫶🏿"]) {
    assert.ok((await react(chat, anna, message, emoji)).my_reactions?.includes(emoji), emoji);
  }
  for (const other of ["", "x", "1", "👍👍", "👍 ", "<b>", "❤", "\u200d", "🏽🏽", "a".repeat(10_000)]) {
    await assert.rejects(async () => await react(chat, anna, message, other), code("invalid_field"), other);
    await assert.rejects(async () => await unreact(chat, anna, message, other), code("invalid_field"), other);
  }
});

onBoth("a message has so many different emoji, each given by as many as like", async (chat) => {
  const { owner, anna, bert, message } = await stage(chat);
  const limited = chatOn(chat.db, { emojiPerMessage: 2 });
  await react(limited, anna, message, "👍");
  await react(limited, bert, message, "❤️");
  await assert.rejects(react(limited, owner, message, "🎉"), code("limit_reached"));
  await react(limited, owner, message, "👍");
  await unreact(limited, bert, message, "❤️");
  await react(limited, owner, message, "🎉");
});

onBoth("who is outside or muted gives none; who left or was removed leaves theirs behind", async (chat) => {
  const { id, owner, anna, bert, message } = await stage(chat);
  await assert.rejects(react(chat, await chat.person(), message, "👍"), code("not_found"));
  await react(chat, bert, message, "👍");
  await members.update(chat, owner, id, bert.userId, { muted_until: "2090-01-01T00:00:00Z" });
  await assert.rejects(react(chat, bert, message, "❤️"), code("forbidden"));
  await unreact(chat, bert, message, "👍");
  await members.update(chat, owner, id, bert.userId, { muted_until: null });
  await react(chat, bert, message, "👍");
  await members.remove(chat, owner, id, bert.userId);
  assert.deepEqual((await seen(chat, anna, message)).reactions, [{ emoji: "👍", count: 1, user_ids: [bert.userId] }]);
  await assert.rejects(unreact(chat, bert, message, "👍"), code("not_found"));
});

onBoth("who reacted is told by pages of people", async (chat) => {
  const { owner, admin, anna, bert, message } = await stage(chat);
  for (const who of [owner, admin, anna, bert]) await react(chat, who, message, "👍");
  await react(chat, anna, message, "❤️");
  const all = [owner, admin, anna, bert].map((who) => who.userId).toSorted();
  const given: string[] = [];
  let after: string | undefined;
  for (const size of [3, 1]) {
    const page = await reactions(chat, bert, message, { after, limit: 3 });
    const people = new Set(page.reactions.flatMap(({ users }) => users.map((user) => user.id)));
    assert.deepEqual([people.size, page.next_after === null], [size, size === 1]);
    given.push(...page.reactions.flatMap(({ emoji, users }) => users.map((user) => `${user.id} ${emoji}`)));
    after = page.next_after ?? undefined;
  }
  assert.deepEqual(given.toSorted(), [...all.map((id) => `${id} 👍`), `${anna.userId} ❤️`].toSorted());
  await assert.rejects(reactions(chat, await chat.person(), message, { limit: 3 }), code("not_found"));
});

onBoth("a repair tells reactions of its whole gap, whatever page their message comes with", async (chat) => {
  const { id, anna, bert, owner, message } = await stage(chat);
  const { rev: held } = await history.inGroup(chat, anna, id, { limit: 1 });
  await react(chat, bert, message, "👍");
  await react(chat, owner, message, "❤️");
  await unreact(chat, owner, message, "❤️");
  const { rev: middle } = await seen(chat, anna, message);
  await edit(chat, anna, message, { content: "later" });
  const framesAfter = async (afterRev: number, gapFrom: number) =>
    (await repair(chat, id, afterRev, gapFrom)).event.changes.map((change) => JSON.parse(change.text));
  const reacted = [
    { user_id: bert.userId, emoji: "👍", on: true },
    { user_id: owner.userId, emoji: "❤️", on: false },
  ];
  const [whole] = await framesAfter(held, held);
  assert.deepEqual([whole.reacted, whole.after_rev, whole.from], [reacted, held, anna.userId]);
  assert.deepEqual((await framesAfter(middle, held))[0].reacted, reacted, "a page of a gap that began before");
  assert.equal((await framesAfter(middle, middle))[0].reacted, undefined);
});
