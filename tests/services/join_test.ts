// Coming into a group by oneself, who may not, and what of the past is there for whoever comes.

import assert from "node:assert/strict";
import { changesFor } from "../../lib/services/changes.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as entries from "../../lib/services/entries.ts";
import { update } from "../../lib/services/group_settings.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import * as invites from "../../lib/services/invites.ts";
import { join } from "../../lib/services/join.ts";
import * as members from "../../lib/services/members.ts";
import { type Chat, code, group, onBoth } from "./chat.ts";
import { announced, assertInvariants, inShort } from "./group_frames.ts";

const HERE = "http://here";

onBoth("a public group is joined by oneself, which all of it are told", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team"));
  announced(chat);
  const joined = await join(chat, anna, id);
  assert.deepEqual([joined.my_role, joined.member_count], ["member", 2]);
  const { frames, people } = announced(chat);
  assert.deepEqual(inShort(frames), [["group_member_added", 3], ["member_joined", 4]]);
  assert.deepEqual([frames[0].from, frames[1].from, people], [anna.userId, anna.userId, [anna.userId]]);
  await assert.rejects(join(chat, anna, id), code("already_member"));
  await members.leave(chat, anna, id);
  assert.equal((await join(chat, anna, id)).my_role, "member", "who left by themselves comes back");
  await assertInvariants(chat, id);
});

onBoth("a private group is not there for whoever would join it, nor is a full one joined", async (chat) => {
  const [owner, anna, ben] = [await chat.person(), await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { is_private: true, max_members: 2 }));
  await assert.rejects(join(chat, anna, id), code("not_found"));
  await update(chat, owner, id, { is_private: false });
  await join(chat, anna, id);
  await assert.rejects(join(chat, ben, id), code("group_full"));
  assert.equal((await groups.get(chat, owner, id)).group.member_count, 2);
});

onBoth("whom an admin has removed comes back by being added, or by an invitation made since", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
  const old = await invites.create(chat, owner, id, {}, HERE);
  await members.remove(chat, owner, id, anna.userId);
  await assert.rejects(join(chat, anna, id), code("forbidden"));
  await assert.rejects(invites.accept(chat, anna, old.code), code("forbidden"));
  const fresh = await invites.create(chat, owner, id, {}, HERE);
  assert.equal((await invites.accept(chat, anna, fresh.code)).my_role, "member");
  await members.leave(chat, anna, id);
  assert.equal((await join(chat, anna, id)).my_role, "member", "a removal counts until one has come back");
  await members.remove(chat, owner, id, anna.userId);
  await members.add(chat, owner, id, { user_id: anna.userId, role: "member" });
  await members.leave(chat, anna, id);
  assert.equal((await invites.accept(chat, anna, old.code)).my_role, "member");
});

type Way = (chat: Chat, owner: Actor, who: Actor, id: string) => Promise<unknown>;
const WAYS: Record<string, Way> = {
  added: (chat, owner, who, id) => members.add(chat, owner, id, { user_id: who.userId, role: "member" }),
  joining: (chat, _, who, id) => join(chat, who, id),
  invited: async (chat, owner, who, id) =>
    await invites.accept(chat, who, (await invites.create(chat, owner, id, {}, HERE)).code),
};

/** What somebody sees of a group's past, by every door that reads messages. */
async function past(chat: Chat, who: Actor, id: string, secret: string): Promise<Record<string, boolean>> {
  const all = await history.inGroup(chat, who, id, { after: 0, limit: 100 });
  const around = await history.inGroup(chat, who, id, { around: 2, limit: 100 });
  const paged = await history.inGroup(chat, who, id, { page: 1, limit: 100 });
  const changes = await changesFor(chat, who, id, { after_rev: 0, limit: 100 });
  const one = await history.one(chat, who, secret).then(() => true, () => false);
  const has = ({ messages }: { messages: { id: string }[] }) => messages.some((message) => message.id === secret);
  return { all: has(all), around: has(around), paged: has(paged), changes: has(changes), one };
}

const every = (seen: boolean) => ({ all: seen, around: seen, paged: seen, changes: seen, one: seen });

onBoth("who comes in sees the past only where the group shows it, and their own coming always", async (chat) => {
  for (const [name, enter] of Object.entries(WAYS)) {
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { history_visible: false }));
    const { id: secret } = await chat.say(owner, id, "said before");
    await enter(chat, owner, anna, id);
    assert.deepEqual(await past(chat, anna, id, secret), every(false), name);
    const { messages } = await history.inGroup(chat, anna, id, { limit: 100 });
    assert.deepEqual(messages.map(({ event }) => event?.kind), [name === "added" ? "member_added" : "member_joined"]);
    const [entry] = await entries.conversationEntries(chat, anna.userId, [id]);
    assert.deepEqual([entry?.view.first_seq, entry?.view.last_seq, entry?.view.unread_count], [3, 3, 0]);
    await members.leave(chat, anna, id);
    await enter(chat, owner, anna, id);
    assert.deepEqual((await history.inGroup(chat, anna, id, { limit: 100 })).messages.length, 1, `${name} again`);
    await update(chat, owner, id, { history_visible: true });
    assert.deepEqual(await past(chat, anna, id, secret), every(false), "who is in already came under the old rule");
    await members.leave(chat, anna, id);
    await enter(chat, owner, anna, id);
    assert.deepEqual(await past(chat, anna, id, secret), every(true), `${name}, now visible`);
  }
});
