// Private conversations: one a pair, made once, whoever asks and however many at a time.

import assert from "node:assert/strict";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { framesOfChanges } from "../../lib/services/change_frames.ts";
import { changesFor, repair } from "../../lib/services/changes.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import * as messages from "../../lib/services/messages.ts";
import { readChanges } from "../../db/changes.ts";
import { chatOn, code, group, onBoth } from "./chat.ts";

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

onBoth("a page of changes ends where its text would be too much, and goes on there", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = (await privateConversation(chat, anna, ben.userId, { make: true }))!;
  const long = "x".repeat(200 * 1024);
  for (const content of [long, "short", long, long, "short", long + long + long, "short"]) {
    await chat.say(anna, id, content, ben);
  }
  const pages: number[][] = [];
  for (let after_rev = 1, has_more = true; has_more;) {
    const page = await changesFor(chat, ben, id, { after_rev, limit: 100 });
    pages.push(page.messages.map((it) => it.seq));
    ({ rev: after_rev, has_more } = page);
  }
  assert.deepEqual(pages, [[1, 2, 3], [4, 5], [6], [7]]);
  assert.equal((await repair(chat, id, 1, 1)).event.rev, 4, "an instance's own, too");
});

onBoth("a repair read tells messages, and what was overtaken is covered", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const id = (await privateConversation(chat, anna, ben.userId, { make: true }))!;
  await chat.say(anna, id, "one", ben);
  await chat.say(ben, id, "two", anna);
  const { event, size } = await repair(chat, id, 0, 0);
  assert.equal(size, 2);
  assert.deepEqual(event.changes.map((change) => change.rev), [1, 2, 3]);
  const changes = await changesFor(chat, anna, id, { after_rev: 1, limit: 1 });
  assert.deepEqual([changes.rev, changes.head_rev, changes.has_more, changes.messages.length], [2, 3, true, 1]);
  await assert.rejects(changesFor(chat, await chat.person(), id, { after_rev: 0, limit: 1 }), code("not_found"));
  await assert.rejects(changesFor(chat, anna, newId(), { after_rev: 0, limit: 1 }), code("not_found"));
  await assert.rejects(changesFor(chat, anna, id, { after_rev: 4, limit: 1 }), code("cursor_invalid"));
  const read = await readChanges(chat.db, {
    conversationId: id,
    viewerIds: undefined,
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

onBoth("nobody writes to who is not there or not active, and a refusal leaves no trace", async (chat) => {
  const [anna, gone] = [await chat.person(), await chat.person()];
  await chat.db.query("update users set is_active = false where id = $1", [gone.userId]);
  for (const make of [true, false]) {
    await assert.rejects(privateConversation(chat, anna, newId(), { make }), code("not_found"));
  }
  await assert.rejects(privateConversation(chat, anna, gone.userId, { make: true }), code("not_reachable"));
  assert.equal(await privateConversation(chat, anna, gone.userId, { make: false }), undefined);
  const [{ count } = { count: -1 }] = await chat.db.query<{ count: number }>(
    "select count(*) as count from conversations",
  );
  assert.deepEqual([count, chat.events], [0, []]);
});

onBoth(
  "new conversations with strangers are limited, also when they race; with people one knows they are not",
  async (chat) => {
    const limited = chatOn(chat.db, { strangersPerHour: 5 });
    const anna = await chat.person();
    const strangers = await Promise.all(Array.from({ length: 12 }, () => chat.person()));
    const open = (who: Actor) => privateConversation(limited, anna, who.userId, { make: true });
    const outcomes = await Promise.allSettled(strangers.map(open));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    assert.equal(refused.length, 7);
    for (const { reason } of refused) {
      assert.ok(reason instanceof ParleyError && reason.code === "rate_limited");
      assert.ok(reason.detail.retryAfter! > 3_500 && reason.detail.retryAfter! <= 3_600);
    }
    const known = await Promise.all(Array.from({ length: 3 }, () => chat.person()));
    await groups.create(chat, known[0]!, group("Team", { members: [anna, ...known].map((person) => person.userId) }));
    for (const person of known) await open(person);
    await open(anna); // one's notes
    const writer = strangers[outcomes.findIndex((outcome) => outcome.status === "rejected")]!;
    const id = await privateConversation(limited, writer, anna.userId, { make: true }); // who is written to may answer
    assert.equal(await open(writer), id);
    const off = chatOn(chat.db, { strangersPerHour: Infinity });
    await privateConversation(off, anna, (await chat.person()).userId, { make: true });
  },
);

const body = (content: string, reply_to?: string) => ({
  content,
  reply_to,
  message_type: "text" as const,
  attachments: [],
});

onBoth("two messages keep their order, whatever has to be found out for the first", async (chat) => {
  const [anna, ben] = [await chat.person(), await chat.person()];
  const to = { to: ben.userId };
  const first = await messages.send(chat, anna, to, body("0"));
  for (let round = 0; round < 5; round++) {
    const other = chatOn(chat.db); // an instance that has not seen the conversation yet
    other.epoch = () => `epoch ${round}`;
    const sent = [body("a reply", first.id), body("then"), body("another", first.id), body("last")];
    const seqs = (await Promise.all(sent.map((it) => messages.send(other, anna, to, it)))).map(({ seq }) => seq);
    assert.deepEqual(seqs, seqs.toSorted((a, b) => a - b));
  }
  const fresh = await chat.person();
  const refused = assert.rejects(
    messages.send(chat, anna, { to: fresh.userId }, body("x", first.id)),
    code("invalid_field"),
  );
  const { seq } = await messages.send(chat, anna, { to: fresh.userId }, body("goes on"));
  await refused;
  assert.equal(seq, 1);
});

onBoth("what one may not begin, the other may, also at the same moment", async (chat) => {
  const limited = chatOn(chat.db, { strangersPerHour: 1 });
  const anna = await chat.person();
  await privateConversation(limited, anna, (await chat.person()).userId, { make: true });
  for (let round = 0; round < 5; round++) {
    const ben = await chat.person();
    const [hers, his] = await Promise.allSettled([
      privateConversation(limited, anna, ben.userId, { make: true }),
      privateConversation(limited, ben, anna.userId, { make: true }),
    ]);
    assert.equal(his.status, "fulfilled");
    if (hers.status === "rejected") assert.ok(code("rate_limited")(hers.reason));
  }
});
