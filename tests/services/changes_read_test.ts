// The changes of a conversation for many who ask at once: one read of what they share, and to each what they may see.

import assert from "node:assert/strict";
import type { Database } from "../../db/sql.ts";
import { changesFor } from "../../lib/services/changes.ts";
import { changesReader } from "../../lib/services/changes_read.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import * as members from "../../lib/services/members.ts";
import { hide } from "../../lib/services/message_hiding.ts";
import { react } from "../../lib/services/reactions.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";

/** A database that counts what it is asked. */
function counted(db: Database): { db: Database; asked(): number } {
  let asked = 0;
  const query: Database["query"] = (...of) => {
    asked++;
    return db.query(...of);
  };
  return { db: { ...db, query, transaction: db.transaction.bind(db) }, asked: () => asked };
}

/** A group of ten messages with somebody who came late, somebody who has hidden two, and somebody who has reacted. */
async function scene(chat: Chat) {
  const [owner, late, hider, fond] = await Promise.all(["owner", "late", "hider", "fond"].map((it) => chat.person(it)));
  const made = group("Team", { members: [hider!.userId, fond!.userId], history_visible: false });
  const { id } = await groups.create(chat, owner!, made);
  const sent: string[] = [];
  const say = async (who: Actor, text: string) => void sent.push((await chat.say(who, id, text)).id);
  for (let n = 1; n <= 5; n++) await say(owner!, `before ${n}`);
  await members.add(chat, owner!, id, { user_id: late!.userId, role: "member" });
  for (let n = 1; n <= 5; n++) await say(fond!, `after ${n}`);
  for (const at of [1, 7]) await hide(chat, hider!, sent[at]!);
  for (const emoji of ["👍", "🎉"]) await react(chat, fond!, sent[8]!, emoji);
  await react(chat, owner!, sent[8]!, "👍");
  return { id, sent, all: [owner!, late!, hider!, fond!] };
}

onBoth("those who ask at once are answered by one statement, each with what they may see", async (chat) => {
  const { id, sent, all } = await scene(chat);
  const stranger = await chat.person();
  const alone = [];
  for (const who of all) alone.push(await changesFor(chat, who, id, { after_rev: 0, limit: 100 }));
  const { db, asked } = counted(chat.db);
  const deps = { ...chat, changes: changesReader(db, chat.limits.smallGroup) };
  const refused = assert.rejects(changesFor(deps, stranger, id, { after_rev: 0, limit: 100 }), code("not_found"));
  const together = await Promise.all(all.map((who) => changesFor(deps, who, id, { after_rev: 0, limit: 100 })));
  await refused;
  assert.equal(asked(), 1);
  assert.deepEqual(together, alone);

  const [owner, late, hider, fond] = together.map(({ messages }) =>
    messages.filter((message) => sent.includes(message.id)).toSorted((a, b) => a.seq - b.seq)
  );
  assert.deepEqual(owner!.map((it) => it.id), sent);
  assert.deepEqual(late!.map((it) => it.content), [1, 2, 3, 4, 5].map((n) => `after ${n}`));
  assert.deepEqual(hider!.map((it) => it.id), sent.filter((_, at) => at !== 1 && at !== 7));
  const reacted = (of: typeof owner) => of!.find((it) => it.id === sent[8])!.my_reactions;
  assert.deepEqual([owner, late, fond].map(reacted), [["👍"], [], ["👍", "🎉"]]);
  assert.deepEqual(owner!.map((it) => it.client_id !== undefined), sent.map((_, at) => at < 5));
  assert.deepEqual(together.map((it) => it.group?.my_role), ["owner", "member", "member", "member"]);
});

onBoth("page by page, together with those who may see more or less, each gets what is theirs, once", async (chat) => {
  const { id, all } = await scene(chat);
  for (const limit of [1, 2, 3]) {
    const walk = async (who: Actor) => {
      const got: string[] = [];
      for (let rev = 0, more = true; more;) {
        const page = await changesFor(chat, who, id, { after_rev: rev, limit });
        assert.ok(page.rev > rev);
        got.push(...page.messages.map((it) => it.id));
        ({ rev, has_more: more } = page);
      }
      return got;
    };
    const whole = await Promise.all(all.map((who) => changesFor(chat, who, id, { after_rev: 0, limit: 100 })));
    assert.deepEqual(await Promise.all(all.map(walk)), whole.map((it) => it.messages.map((message) => message.id)));
  }
});

onBoth("whoever asks while it is being read is answered by a read that began later", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  const before = changesFor(chat, anna, id, { after_rev: 1, limit: 100 });
  await new Promise((resolve) => setTimeout(resolve)); // its statement is on its way
  const { id: said } = await chat.say(owner, id, "now");
  const after = await changesFor(chat, owner, id, { after_rev: 1, limit: 100 });
  assert.equal(after.messages.at(-1)?.id, said);
  await before;
});
