// Editing: who may, what is kept, what is told.

import assert from "node:assert/strict";
import { edit, edits } from "../../lib/services/message_edits.ts";
import * as members from "../../lib/services/members.ts";
import { messageView } from "../../lib/protocol/views.ts";
import { chatOn, code, onBoth } from "./chat.ts";
import { common, seen, stage, told } from "./told.ts";

onBoth("an edit is one change: a rev, a frame for everybody, and the earlier wording is kept", async (chat) => {
  const { id, anna, bert, message } = await stage(chat, "first");
  const before = await seen(chat, anna, message);
  const view = await edit(chat, anna, message, { content: "second" });
  messageView.strict().parse(view);
  assert.deepEqual([view.content, view.rev, view.seq], ["second", before.rev + 1, before.seq]);
  assert.ok(view.edited_at !== null);
  const [frame, ...more] = told(chat);
  assert.deepEqual(more, []);
  const { type, conversation_id, rev, from, reacted } = frame;
  assert.deepEqual({ type, conversation_id, rev, from, reacted }, {
    type: "message_updated",
    conversation_id: id,
    rev: before.rev + 1,
    from: anna.userId,
    reacted: undefined,
  });
  assert.deepEqual(frame.message, common(view));
  assert.deepEqual(common(await seen(chat, bert, message)), common(view));
  await edit(chat, anna, message, { content: "third" });
  assert.deepEqual(await edits(chat, bert, message), [
    { content: "first", written_at: before.created_at },
    { content: "second", written_at: view.edited_at },
  ]);
});

onBoth("the same wording again changes nothing", async (chat) => {
  const { anna, message } = await stage(chat, "same");
  const before = await seen(chat, anna, message);
  assert.deepEqual(await edit(chat, anna, message, { content: "same" }), before);
  assert.deepEqual([told(chat), await edits(chat, anna, message)], [[], []]);
});

onBoth("only the sender edits, as long as they are a member and not muted", async (chat) => {
  const { id, owner, admin, anna, bert, message } = await stage(chat);
  const outside = await chat.person();
  const content = "changed";
  for (const who of [owner, admin, bert]) {
    await assert.rejects(edit(chat, who, message, { content }), code("forbidden"));
  }
  await assert.rejects(edit(chat, outside, message, { content }), code("not_found"));
  await assert.rejects(edits(chat, outside, message), code("not_found"));
  await members.update(chat, owner, id, anna.userId, { muted_until: "2090-01-01T00:00:00Z" });
  await assert.rejects(edit(chat, anna, message, { content }), code("forbidden"));
  await members.update(chat, owner, id, anna.userId, { muted_until: null });
  await members.leave(chat, anna, id);
  await assert.rejects(edit(chat, anna, message, { content }), code("not_found"));
  assert.equal((await seen(chat, bert, message)).content, "said");
});

onBoth("a copy that is edited is its sender's own word: nobody else is named for it", async (chat) => {
  const { id, anna, bert, message } = await stage(chat, "as Anna said it");
  const copy = await chat.writer.send({
    content: "as Anna said it",
    messageType: "text",
    senderId: bert.userId,
    conversationId: id,
    to: undefined,
    clientId: undefined,
    replyTo: undefined,
    forwardedFrom: anna.userId,
    origin: undefined,
  });
  assert.equal((await seen(chat, anna, copy.id)).forwarded_from, anna.userId);
  assert.equal((await edit(chat, bert, copy.id, { content: "as she never did" })).forwarded_from, null);
  assert.equal((await seen(chat, anna, message)).content, "as Anna said it");
});

onBoth("a message has a size and a number of edits", async (chat) => {
  const { anna, message } = await stage(chat);
  const limited = chatOn(chat.db, { editsPerMessage: 2, messageBytes: 8 });
  await assert.rejects(async () => await edit(limited, anna, message, { content: "ä".repeat(5) }), code("too_large"));
  await edit(limited, anna, message, { content: "one" });
  await edit(limited, anna, message, { content: "two" });
  await assert.rejects(edit(limited, anna, message, { content: "three" }), code("limit_reached"));
  assert.equal((await edits(chat, anna, message)).length, 2);
});

onBoth("whom an edited message speaks to is found out anew, and @all is the admins'", async (chat) => {
  const { anna, bert, admin, id, message } = await stage(chat);
  const [{ username }] = await chat.db.query<{ username: string }>("select username from users where id = $1", [
    bert.userId,
  ]) as [{ username: string }];
  const named = await edit(chat, anna, message, { content: `@${username} and @all` });
  assert.deepEqual([named.mentions, named.mentions_all], [[bert.userId], false]);
  const nobody = await edit(chat, anna, message, { content: "nobody" });
  assert.deepEqual(nobody.mentions, []);
  const theirs = await chat.say(admin, id, "theirs");
  assert.equal((await edit(chat, admin, theirs.id, { content: "@all" })).mentions_all, true);
});
