// Group commit, on every database: one order, one message a client_id, an ack only after the commit.

import { strict as assert } from "node:assert";
import { lockConversations } from "../../db/messages.ts";
import { migrate } from "../../db/migrate.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { SqlError } from "../../db/sql.ts";
import type { BusEvent } from "../../lib/bus/bus.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { createWriter, type SendCommand, type Writer } from "../../lib/services/writer.ts";
import { onBoth, someone } from "../support/databases.ts";
import { freshDatabase } from "../support/shared.ts";

interface Place {
  writer: Writer;
  events: BusEvent[];
  conversation: string;
  people: string[];
}

/** A group of three, made in the tables. */
async function place(db: Database): Promise<Place> {
  const bus = memoryBus({ alone: true });
  const events: BusEvent[] = [];
  bus.subscribe({ wants: () => true, receive: (event) => void events.push(event) });
  const people = await Promise.all(["a", "b", "c"].map((name) => someone(db, `${name}${crypto.randomUUID()}`)));
  const conversation = crypto.randomUUID();
  await db.query("insert into conversations (id, kind, rev) values ($1, 'group', 1)", [conversation]);
  for (const id of people) {
    await db.query(
      "insert into members (conversation_id, user_id, rev, joined_rev, changed_by, me_rev) values ($1, $2, 1, 1, $2, 1)",
      [conversation, id],
    );
  }
  return { writer: createWriter(db, bus, db.embedded ? 1 : 4), events, conversation, people };
}

const command = (place: Place, who: number, content: string, clientId?: string): SendCommand => ({
  conversationId: place.conversation,
  senderId: place.people[who]!,
  to: undefined,
  content,
  clientId,
  messageType: "text",
  replyTo: undefined,
  origin: undefined,
});

const stored = async (
  db: Database,
) => [
  ...await db.query<{ seq: number; rev: number; content: string }>(
    "select seq, rev, content from messages order by seq",
  ),
];

onBoth(
  "what arrives together is stored in its order, seq and rev without a hole, and told in rev order",
  async (db) => {
    const here = await place(db);
    const contents = Array.from({ length: 300 }, (_, i) => `m${i}`);
    const sent = await Promise.all(contents.map((content, i) => here.writer.send(command(here, i % 3, content))));
    assert.deepEqual(sent.map(({ seq }) => seq), contents.map((_, i) => i + 1));
    const rows = await stored(db);
    assert.deepEqual(rows.map(({ content }) => content), contents);
    assert.deepEqual(rows.map(({ rev }) => rev), contents.map((_, i) => i + 2));
    let last = 1;
    for (const event of here.events) {
      assert.ok(event.kind === "changes");
      assert.equal(event.after_rev, last);
      for (const change of event.changes) assert.equal(change.rev, ++last);
    }
    assert.equal(last, 301);
    const [head] = await db.query<{ rev: number }>("select rev from heads where kind = 'c'");
    assert.equal(head?.rev, 301);
  },
);

onBoth("the same client_id fifty times at once is one message; with another content it is refused", async (db) => {
  const here = await place(db);
  const sent = await Promise.all(Array.from({ length: 50 }, () => here.writer.send(command(here, 0, "once", "c1"))));
  assert.equal(new Set(sent.map(({ id }) => id)).size, 1);
  assert.equal(sent.filter(({ duplicate }) => !duplicate).length, 1);
  const again = await here.writer.send(command(here, 0, "once", "c1"));
  assert.equal(again.duplicate, true);
  assert.equal(again.id, sent[0]!.id);
  await assert.rejects(here.writer.send(command(here, 0, "other", "c1")), { code: "client_id_reused" });
  assert.equal(
    (await here.writer.send(command(here, 1, "another's", "c1"))).duplicate,
    false,
    "a client_id is its sender's",
  );
  assert.equal((await stored(db)).length, 2);
});

onBoth("a repeat is recognised before permission is judged; a new message of one who left is refused", async (db) => {
  const here = await place(db);
  const first = await here.writer.send(command(here, 0, "still here", "c1"));
  await db.query("update members set left_at = now() where user_id = $1", [here.people[0]]);
  assert.equal((await here.writer.send(command(here, 0, "still here", "c1"))).id, first.id);
  await assert.rejects(here.writer.send(command(here, 0, "gone", "c2")), { code: "not_found" });
  await db.query("update members set muted_until = now() + interval '1 hour' where user_id = $1", [here.people[1]]);
  await assert.rejects(here.writer.send(command(here, 1, "muted")), { code: "forbidden" });
  await assert.rejects(
    here.writer.send({ ...command(here, 2, "reply"), replyTo: crypto.randomUUID() }),
    { code: "invalid_field" },
  );
  assert.deepEqual((await stored(db)).map(({ content }) => content), ["still here"]);
});

const called = async (db: Database, id: string, name: string) =>
  void await db.query("update users set username_key = $2 where id = $1", [id, name]);

onBoth(
  "those of the conversation who are named are mentioned, in the ack and in the frame; others are not",
  async (db) => {
    const here = await place(db);
    const [anna, ben, carl] = here.people as [string, string, string];
    for (const [id, name] of [[anna, "anna"], [ben, "ben"], [carl, "carl"]] as const) await called(db, id, name);
    const outsider = await someone(db, "outsider");
    await called(db, outsider, "dora");
    await db.query("update members set left_at = now() where user_id = $1", [carl]);
    const sent = await Promise.all(
      ["@Ben. and @anna", "nobody", "@carl @dora `@ben`"].map((text) =>
        here.writer.send(command(here, 0, text, text[1]))
      ),
    );
    assert.deepEqual(sent.map(({ mentions }) => mentions), [[anna, ben].toSorted(), [], []]);
    const frames = here.events.flatMap((event) => event.kind === "changes" ? event.changes : []);
    assert.deepEqual(frames.map(({ text }) => JSON.parse(text).mentions), [
      [anna, ben].toSorted(),
      undefined,
      undefined,
    ]);
    const again = await here.writer.send(command(here, 0, "@Ben. and @anna", "B"));
    assert.deepEqual([again.duplicate, again.mentions], [true, [anna, ben].toSorted()]);
    const copy = await here.writer.send({ ...command(here, 0, "@ben"), forwardedFrom: ben });
    assert.deepEqual(copy.mentions, [], "a copy calls nobody");
  },
);

onBoth("@all is everybody where an admin says it, and nobody otherwise", async (db) => {
  const here = await place(db);
  await db.query("update members set role = 'admin' where user_id = $1", [here.people[1]]);
  const sent = await Promise.all([0, 1].map((who) => here.writer.send(command(here, who, "@all come"))));
  assert.deepEqual(sent.map(({ mentions_all }) => mentions_all), [false, true]);
  const frames = here.events.flatMap((event) => event.kind === "changes" ? event.changes : []);
  assert.deepEqual(frames.map(({ text }) => JSON.parse(text).mentions_all), [undefined, true]);
});

/** A private conversation of the first two. */
async function pair(db: Database, { people: [one, other] }: Place): Promise<string> {
  const id = crypto.randomUUID();
  await db.query(
    "insert into conversations (id, kind, user_a, user_b, rev) values ($1, 'private', least($2::uuid, $3), greatest($2::uuid, $3), 1)",
    [id, one, other],
  );
  for (const who of new Set([one, other])) {
    await db.query(
      "insert into members (conversation_id, user_id, rev, joined_rev, changed_by, me_rev) values ($1, $2, 1, 1, $2, 1)",
      [id, who],
    );
  }
  return id;
}

onBoth(
  "who is blocked, blocks, or is gone cannot be written to; a repeat is still recognised, and notes always are one's own",
  async (db) => {
    const here = await place(db);
    const [one, other] = here.people as [string, string];
    const conversationId = await pair(db, here);
    const write = (from: string, to: string, content: string, clientId?: string) =>
      here.writer.send({ ...command(here, 0, content, clientId), conversationId, senderId: from, to });
    const first = await write(one, other, "hello", "c1");
    await db.query("insert into blocks (blocker_id, blocked_id) values ($1, $2)", [other, one]);
    await assert.rejects(write(one, other, "again"), { code: "not_reachable" });
    await assert.rejects(write(other, one, "neither can I"), { code: "not_reachable" });
    assert.equal((await write(one, other, "hello", "c1")).id, first.id);
    await db.query("delete from blocks");
    await db.query("update users set is_active = false where id = $1", [other]);
    await assert.rejects(write(one, other, "gone"), { code: "not_reachable" });
    await db.query("update users set is_active = true where id = $1", [other]);
    assert.equal((await write(one, other, "back")).seq, 2);
    assert.equal((await here.writer.send(command(here, 0, "in the group"))).seq, 1);
    const notes = await pair(db, { ...here, people: [one, one] });
    assert.equal((await here.writer.send({ ...command(here, 0, "own"), conversationId: notes, to: one })).seq, 1);
  },
);

onBoth("what is gone, the system's or from before one's time cannot be answered", async (db) => {
  const here = await place(db);
  const said = await Promise.all(["a", "b", "c"].map((text) => here.writer.send(command(here, 0, text))));
  const reply = (to: number) => here.writer.send({ ...command(here, 1, "re"), replyTo: said[to]!.id });
  await db.query("update messages set deleted_at = now() where seq = 1");
  await db.query("update messages set message_type = 'system' where seq = 2");
  await assert.rejects(reply(0), { code: "gone" });
  await assert.rejects(reply(1), { code: "forbidden" });
  await db.query("update members set first_seq = 4 where user_id = $1", [here.people[1]]);
  await assert.rejects(reply(2), { code: "invalid_field" });
});

onBoth("one message that the database refuses fails alone", async (db) => {
  const here = await place(db);
  const outcomes = await Promise.allSettled(
    ["good", "bad\0", "fine"].map((content) => here.writer.send(command(here, 0, content))),
  );
  assert.deepEqual(outcomes.map(({ status }) => status), ["fulfilled", "rejected", "fulfilled"]);
  assert.deepEqual((await stored(db)).map(({ content, seq }) => [content, seq]), [["good", 1], ["fine", 2]]);
});

Deno.test("a conversation that somebody else has locked stalls its own messages, not those of others", async () => {
  await using fresh = await freshDatabase();
  const db = openPostgres({ url: fresh.url, poolSize: 6 });
  await migrate(db);
  const [stalled, other] = [await place(db), await place(db)];
  const send = (here: Place, content: string) => stalled.writer.send(command(here, 0, content));
  const locked = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const holder = db.transaction(async (tx) => {
    await lockConversations(tx, [stalled.conversation]);
    locked.resolve();
    await release.promise;
  });
  await locked.promise;
  const waiting = [send(stalled, "first"), send(stalled, "second")];
  await new Promise((resolve) => setTimeout(resolve, 200)); // longer than a commit is waited for
  await send(other, "of another");
  const late = send(stalled, "third"); // follows the first two, also now that its lane is stalled
  assert.deepEqual((await stored(db)).map(({ content }) => content), ["of another"]);
  release.resolve();
  await holder;
  assert.deepEqual((await Promise.all([...waiting, late])).map(({ seq }) => seq), [1, 2, 3]);
  await stalled.writer.idle();
  await db.close();
});

/** It fails between the first batch's commit and the answer: what was stored is real, only the answer is lost. */
function losingFirstAnswer(
  db: Database,
  meanwhile = () => Promise.resolve(),
  kind: SqlError["kind"] = "connection",
): Database {
  let cut = true;
  return {
    ...db,
    async query<Row>(text: string, params?: readonly unknown[]): Promise<Row[]> {
      const rows = await db.query<Row>(text, params);
      if (!cut || !text.startsWith("call ")) return rows;
      cut = false;
      await meanwhile();
      throw new SqlError(kind, "lost", undefined);
    },
  };
}

onBoth("what failed after its commit, of whatever, is found: one alone, and two of a batch", async (db) => {
  for (const contents of [["alone"], ["one", "two"]]) {
    const here = await place(db);
    const writer = createWriter(losingFirstAnswer(db, undefined, "other"), memoryBus({ alone: true }), 1);
    const sent = await Promise.all(contents.map((it) => writer.send(command(here, 0, it))));
    assert.deepEqual(sent.map(({ seq, duplicate }) => [seq, duplicate]), contents.map((_, i) => [i + 1, false]));
    await db.query("delete from messages");
  }
});

onBoth("after a commit whose outcome is unknown, what was stored is found and not stored again", async (db) => {
  const flaky = losingFirstAnswer(db);
  const here = await place(db);
  const events: BusEvent[] = [];
  const bus = memoryBus({ alone: true });
  bus.subscribe({ wants: () => true, receive: (event) => void events.push(event) });
  const writer = createWriter(flaky, bus, 1);
  const file = crypto.randomUUID();
  await db.query(
    "insert into files (id, owner_id, name, size, stored_at, width, height) values ($1, $2, 'x', 1, now(), 3, 2)",
    [file, here.people[0]],
  );
  const held = { ...command(here, 0, "x"), attachments: [file] };
  const sent = await Promise.all([writer.send(held), writer.send(command(here, 1, "y", "c"))]);
  assert.deepEqual(sent.map(({ seq, duplicate }) => [seq, duplicate]), [[1, false], [2, false]]);
  assert.equal((await stored(db)).length, 2);
  assert.equal(events.length, 1, "they are told of like any others");
  const [frame] = events.flatMap((event) => event.kind === "changes" ? event.changes : []).map((it) =>
    JSON.parse(it.text)
  );
  assert.deepEqual([frame.attachments[0].id, frame.message_type], [file, "image"]);
});

onBoth("an event never claims changes that lie between its own: after a repeated commit others' may", async (db) => {
  const here = await place(db);
  const bus = memoryBus({ alone: true });
  const events: BusEvent[] = [];
  bus.subscribe({ wants: () => true, receive: (event) => void events.push(event) });
  const flaky = losingFirstAnswer(db, async () => {
    // Committed, unknown to us; meanwhile another instance stores one, and the one that was refused would be let in now.
    await here.writer.send(command(here, 1, "from another instance"));
    await db.query("update members set left_at = null where user_id = $1", [here.people[2]]);
  });
  await db.query("update members set left_at = now() where user_id = $1", [here.people[2]]);
  const writer = createWriter(flaky, bus, 1);
  await Promise.all([writer.send(command(here, 0, "x")), writer.send(command(here, 2, "y"))]);
  const covered = events.flatMap((event) => event.kind === "changes" ? [[event.after_rev, event.rev]] : []);
  assert.deepEqual(covered, [[1, 2], [3, 4]], "rev 3 is the other instance's to tell");
});
