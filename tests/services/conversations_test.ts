// Private conversations: one a pair, made once, whoever asks and however many at a time.

import assert from "node:assert/strict";
import { framesOfChanges } from "../../lib/services/change_frames.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import { newId } from "../../lib/services/ids.ts";
import { readChanges } from "../../db/changes.ts";
import { chatOn, code, onBoth } from "./chat.ts";

onBoth("a pair has one conversation, however many ask for it at once, from either side", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const other = chatOn(chat.db); // another instance, with a cache of its own
  const ids = await Promise.all(Array.from({ length: 30 }, (_, i) => {
    const deps = i % 3 === 0 ? other : chat;
    return i % 2 === 0
      ? privateConversation(deps, anna, ben.userId, { make: true })
      : privateConversation(deps, ben, anna.userId, { make: true });
  }));
  assert.equal(new Set(ids).size, 1);
  const rows = await chat.db.query<{ rev: number; heads: number }>(
    "select rev, (select count(*) from heads where kind = 'c') as heads from conversations",
  );
  assert.deepEqual([...rows], [{ rev: 1, heads: 1 }]);
  const told = [...chat.events, ...other.events].filter((event) => event.kind === "person").map((event) =>
    event.user_id
  );
  assert.deepEqual(told.toSorted(), [anna.userId, ben.userId].toSorted());
});

onBoth("a repair read tells messages, and what was overtaken is covered", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = (await privateConversation(chat, anna, ben.userId, { make: true }))!;
  await chat.say(anna, id, "one", ben);
  await chat.say(ben, id, "two", anna);
  const { event, size } = await repair(chat, id, 0);
  assert.equal(size, 2);
  assert.deepEqual(event.changes.map((change) => change.rev), [1, 2, 3]);
  const changes = await changesFor(chat, anna, id, { after_rev: 1, limit: 1 });
  assert.deepEqual([changes.rev, changes.head_rev, changes.has_more, changes.messages.length], [2, 3, true, 1]);
  await assert.rejects(changesFor(chat, await chat.person(), id, { after_rev: 0, limit: 1 }), code("not_found"));
  await assert.rejects(changesFor(chat, anna, newId(), { after_rev: 0, limit: 1 }), code("not_found"));
  await assert.rejects(changesFor(chat, anna, id, { after_rev: 4, limit: 1 }), code("cursor_invalid"));
  const read = await readChanges(chat.db, {
    conversationId: id,
    viewerId: undefined,
    afterRev: 1,
    limit: 9,
    smallGroup: 0,
  });
  assert.deepEqual(
    framesOfChanges(read!).changes.map((change) => JSON.parse(change.text)).map(({ from, to, content }) => ({
      from,
      to,
      content,
    })),
    [{ from: anna.userId, to: ben.userId, content: "one" }, { from: ben.userId, to: anna.userId, content: "two" }],
  );
});
