// Messages are read without what most of them have: what comes out must be what the table holds, of every kind of message.

import assert from "node:assert/strict";
import { readHistory, readMessage } from "../../db/history.ts";
import * as groups from "../../lib/services/groups.ts";
import { edit } from "../../lib/services/message_edits.ts";
import { recall, remove } from "../../lib/services/message_removal.ts";
import { pin } from "../../lib/services/pins.ts";
import { react, unreact } from "../../lib/services/reactions.ts";
import { type Chat, group, onBoth } from "./chat.ts";

/** What is a column of its own in the table, and in a StoredMessage. */
const COLUMNS =
  `id, conversation_id, seq, rev, sent_rev, sender_id, client_id, content, message_type, reply_to, edited_at,
  recalled_at, deleted_at, pinned_at, changed_by, mentions::text[] as mentions, mentions_all, forwarded_from, event, created_at,
  updated_at`;

/** A group where each message but the first two is otherwise than most. @returns what was said, by what is particular about it */
async function scene(chat: Chat) {
  const [owner, other] = [await chat.person("owner"), await chat.person("other")];
  const { id } = await groups.create(chat, owner, group("Team", { members: [other.userId] }));
  const [me] = await chat.db.query<{ username: string }>("select username from users where id = $1", [owner.userId]);
  const send = async (content: string, more: { clientId?: string; replyTo?: string; forwardedFrom?: string } = {}) =>
    (await chat.writer.send({
      conversationId: id,
      senderId: owner.userId,
      to: undefined,
      content,
      clientId: undefined,
      messageType: "text",
      replyTo: undefined,
      origin: undefined,
      ...more,
    })).id;
  const said = {
    plain: await send("plain"),
    own: await send("with a number of its own", { clientId: "c-1" }),
    answer: await send("an answer", { replyTo: await send("asked") }),
    copy: await send("a copy", { forwardedFrom: other.userId }),
    naming: await send(`hello @${me!.username}`),
    toAll: await send("hello @all"),
    edited: await send("before"),
    recalled: await send("taken back"),
    deleted: await send("removed"),
    pinned: await send("pinned"),
    liked: await send("liked"),
    likedNoMore: await send("liked for a while"),
  };
  await edit(chat, owner, said.edited, { content: "after" });
  await recall(chat, owner, said.recalled);
  await remove(chat, owner, said.deleted);
  await pin(chat, owner, said.pinned);
  for (const who of [owner, other]) await react(chat, who, said.liked, "👍");
  await react(chat, owner, said.likedNoMore, "👍");
  await unreact(chat, owner, said.likedNoMore, "👍");
  return { id, owner, other, said };
}

onBoth("a message is read as the table holds it, whatever is particular about it", async (chat) => {
  const { id, owner, other, said } = await scene(chat);
  const { db } = chat;
  const rows = await db.query<{ id: string; message_type: string }>(
    `select ${COLUMNS} from messages where conversation_id = $1 order by seq desc`,
    [id],
  );
  const read = await readHistory(db, owner.userId, { id, kind: "group" }, { kind: "before", seq: 1_000, limit: 100 });
  const columns = read!.messages.map(({ attachments: _, reactions: __, my_reactions: ___, ...it }) => it);
  assert.deepEqual(Object.values(said).filter((it) => !rows.some((row) => row.id === it)), []);
  assert.ok(rows.some((row) => row.message_type === "system"), "the system speaks too");
  assert.deepEqual(columns, rows.map((row) => ({ ...row })));
  const beside = read!.messages.map(({ attachments, reactions, my_reactions }) => ({
    attachments,
    reactions,
    my_reactions,
  }));
  const reacted = rows.map((row) => row.id === said.liked);
  assert.deepEqual(
    beside,
    reacted.map((it) => ({
      attachments: null,
      reactions: it ? [{ emoji: "👍", count: 2, user_ids: [owner.userId, other.userId] }] : [],
      my_reactions: it ? ["👍"] : [],
    })),
  );
  for (const message of read!.messages) {
    assert.deepEqual((await readMessage(db, owner.userId, message.id))!.messages, [message], "and one as among others");
  }
});

onBoth("what somebody deletes by hand, in the database, is shown as deleted", async (chat) => {
  const { id, owner, said } = await scene(chat);
  await chat.db.query("update messages set deleted_at = now() where id = $1", [said.plain]);
  await chat.db.query("update messages set recalled_at = now() where id = $1", [said.own]);
  const read = await readHistory(chat.db, owner.userId, { id, kind: "group" }, {
    kind: "before",
    seq: 1_000,
    limit: 100,
  });
  const gone = read!.messages.filter((it) => it.deleted_at !== null || it.recalled_at !== null).map((it) => it.id);
  assert.deepEqual(new Set(gone), new Set([said.plain, said.own, said.deleted, said.recalled]));
});
