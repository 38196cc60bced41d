// The sentences of system messages, and that nobody can say one.

import assert from "node:assert/strict";
import { messageEvent } from "../../lib/protocol/views.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import { sentenceOf } from "../../lib/services/system_messages.ts";
import { group, onBoth } from "./chat.ts";

Deno.test("every event has a sentence of its own, which names who did it and to whom", () => {
  const sentences = messageEvent.shape.kind.options.map((kind) =>
    sentenceOf({ kind, username: "ben", role: "admin", name: "Crew" }, "anna")
  );
  assert.equal(new Set(sentences).size, messageEvent.shape.kind.options.length);
  for (const sentence of sentences) assert.match(sentence, /^anna [a-z].*\.$/);
  const named = sentences.filter((sentence) => sentence.includes("ben"));
  assert.deepEqual(named, [
    "anna added ben.",
    "anna removed ben.",
    "anna made ben an admin.",
    "anna muted ben.",
    "anna let ben speak again.",
    "anna handed the group over to ben.",
  ]);
});

onBoth("a sentence is a message like any other: in its place, with its event, and nobody's unread", async (chat) => {
  const [owner, anna] = [await chat.person("owner"), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  const { messages: [said], rev } = await history.inGroup(chat, anna, id, { limit: 5 });
  assert.ok(said);
  assert.deepEqual([said.seq, said.rev, rev, said.message_type, said.sender_id], [1, 2, 2, "system", owner.userId]);
  assert.deepEqual(said.event, { kind: "group_created", name: "Team" });
  assert.match(said.content, /^owner-\d+ created the group\.$/);
});
