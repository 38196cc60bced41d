// Every pair of things that can be done to a group, at the same time: what comes of it is what one after the other would have given, in
// one order or the other, and every rev was announced once.

import assert from "node:assert/strict";
import { ParleyError } from "../../lib/protocol/errors.ts";
import * as announcements from "../../lib/services/announcements.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import { update } from "../../lib/services/group_settings.ts";
import * as groups from "../../lib/services/groups.ts";
import * as invites from "../../lib/services/invites.ts";
import { join } from "../../lib/services/join.ts";
import * as members from "../../lib/services/members.ts";
import { transfer } from "../../lib/services/transfer.ts";
import { type Chat, chatOn, group, onBoth } from "./chat.ts";
import { assertInvariants, assertPeople } from "./group_frames.ts";

type Cast = Record<"owner" | "admin" | "member" | "outsider" | "other", Actor>;
interface Scene {
  cast: Cast;
  id: string;
  invite: string;
}
type Operation = (chat: Chat, scene: Scene) => Promise<unknown>;

const OPERATIONS: Record<string, Operation> = {
  add: (chat, { cast, id }) => members.add(chat, cast.admin, id, { user_id: cast.outsider.userId, role: "member" }),
  remove: (chat, { cast, id }) => members.remove(chat, cast.admin, id, cast.member.userId),
  leave: (chat, { cast, id }) => members.leave(chat, cast.member, id),
  promote: (chat, { cast, id }) => members.update(chat, cast.owner, id, cast.member.userId, { role: "admin" }),
  demote: (chat, { cast, id }) => members.update(chat, cast.owner, id, cast.admin.userId, { role: "member" }),
  mute: (chat, { cast, id }) =>
    members.update(chat, cast.admin, id, cast.member.userId, { muted_until: "2099-01-01T00:00:00Z" }),
  "remove admin": (chat, { cast, id }) => members.remove(chat, cast.owner, id, cast.admin.userId),
  "to member": (chat, { cast, id }) => transfer(chat, cast.owner, id, cast.member.userId),
  "to admin": (chat, { cast, id }) => transfer(chat, cast.owner, id, cast.admin.userId),
  join: (chat, { cast, id }) => join(chat, cast.outsider, id),
  accept: (chat, { cast, invite }) => invites.accept(chat, cast.outsider, invite),
  "accept too": (chat, { cast, invite }) => invites.accept(chat, cast.other, invite),
  full: (chat, { cast, id }) => update(chat, cast.admin, id, { max_members: 3 }),
  hide: (chat, { cast, id }) => update(chat, cast.owner, id, { is_private: true }),
  announce: (chat, { cast, id }) => announcements.announce(chat, cast.admin, id, "hear"),
  say: (chat, { cast, id }) => chat.say(cast.member, id, "said"),
  dissolve: (chat, { cast, id }) => dissolve(chat, cast.owner, id),
};

async function stage(chat: Chat, cast: Cast): Promise<Scene> {
  const ids = [cast.admin.userId, cast.member.userId];
  const { id } = await groups.create(chat, cast.owner, group("Team", { members: ids, max_members: 10 }));
  await members.update(chat, cast.owner, id, cast.admin.userId, { role: "admin" });
  const { code } = await invites.create(chat, cast.owner, id, { max_uses: 1 }, "http://here");
  return { cast, id, invite: code };
}

/** What is to be seen of it at the end, without what depends on the moment: every role, the group, and what each of the two heard. */
async function outcome(chat: Chat, { cast, id }: Scene, heard: PromiseSettledResult<unknown>[]): Promise<unknown> {
  const rows = await chat.db.query<{ user_id: string; place: string }>(
    `select user_id, concat_ws(' ', role, muted_until is not null, left_at is not null, removed_by is not null) as place
       from members where conversation_id = $1`,
    [id],
  );
  const places = Object.entries(cast).map((
    [name, actor],
  ) => [name, rows.find((it) => it.user_id === actor.userId)?.place]);
  const [shown] = await chat.db.query(
    `select g.member_count, g.max_members, g.is_private, g.announcement, g.deleted_at is not null as is_over, i.uses, c.last_seq
       from groups g join conversations c on c.id = g.id join invites i on i.group_id = g.id where g.id = $1`,
    [id],
  );
  return { places, shown, heard: heard.map((it) => it.status === "rejected" ? codeOf(it.reason) : "done") };
}

function codeOf(reason: unknown): string {
  assert.ok(reason instanceof ParleyError, String(reason));
  return reason.code;
}

const settle = async (work: Promise<unknown>): Promise<PromiseSettledResult<unknown>> =>
  (await Promise.allSettled([work]))[0];

/** All revs after the first were told, each once. */
async function assertTold(chat: Chat, other: Chat, id: string): Promise<void> {
  const [head] = await chat.db.query<{ rev: number }>("select rev from conversations where id = $1", [id]);
  const events = [...chat.events, ...other.events];
  const revs = events.flatMap((it) => it.kind === "changes" && it.conversation_id === id ? it.changes : [])
    .map((change) => change.rev).toSorted((a, b) => a - b);
  assert.deepEqual(revs, Array.from({ length: head!.rev - 1 }, (_, i) => i + 2));
}

onBoth("whatever two people do to a group at once ends as one after the other would have", async (chat) => {
  const other = chatOn(chat.db);
  const people = await Promise.all(["owner", "admin", "member", "outsider", "other"].map((name) => chat.person(name)));
  const [owner, admin, member, outsider, second] = people as [Actor, Actor, Actor, Actor, Actor];
  const cast: Cast = { owner, admin, member, outsider, other: second };
  const names = Object.keys(OPERATIONS);
  const inTurn = async (one: string, two: string): Promise<unknown> => {
    const scene = await stage(chat, cast);
    const heard = new Map<string, PromiseSettledResult<unknown>>();
    for (const name of [one, two]) heard.set(name, await settle(OPERATIONS[name]!(chat, scene)));
    return await outcome(chat, scene, [one, two].toSorted().map((name) => heard.get(name)!));
  };
  for (const [i, one] of names.entries()) {
    for (const two of names.slice(i + 1)) {
      const [a, b] = [one, two].toSorted() as [string, string];
      const scene = await stage(chat, cast);
      const heard = await Promise.allSettled([OPERATIONS[a]!(chat, scene), OPERATIONS[b]!(other, scene)]);
      const seen = await outcome(chat, scene, heard);
      const allowed = [await inTurn(a, b), await inTurn(b, a)];
      const isOne = allowed.some((it) => JSON.stringify(it) === JSON.stringify(seen));
      assert.ok(isOne, `${a} and ${b}: ${JSON.stringify(seen)} is neither of ${JSON.stringify(allowed)}`);
      await assertTold(chat, other, scene.id);
      if (a !== "dissolve" && b !== "dissolve") await assertInvariants(chat, scene.id);
    }
  }
  await assertPeople(chat);
});

onBoth("of twenty who use an invitation for three at once, three come in", async (chat) => {
  const owner = await chat.person();
  const { id } = await groups.create(chat, owner, group("Team"));
  const { code } = await invites.create(chat, owner, id, { max_uses: 3 }, "http://here");
  const people = await Promise.all(Array.from({ length: 20 }, () => chat.person()));
  const other = chatOn(chat.db);
  const all = await Promise.allSettled(people.map((who, i) => invites.accept(i % 2 ? chat : other, who, code)));
  const refused = all.flatMap((it) => it.status === "rejected" ? [codeOf(it.reason)] : []);
  assert.deepEqual(refused, Array.from({ length: 17 }, () => "not_found"));
  assert.equal((await assertInvariants(chat, id)).member_count, 4);
});

onBoth("who joins twice at once is in once, and uses an invitation once", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team"));
  const { code } = await invites.create(chat, owner, id, { max_uses: 3 }, "http://here");
  const all = await Promise.allSettled(Array.from({ length: 6 }, () => invites.accept(chat, anna, code)));
  assert.ok(all.every((it) => it.status === "fulfilled"));
  assert.deepEqual((await invites.list(chat, owner, id, "http://here")).map((it) => it.uses), [1]);
  assert.equal((await assertInvariants(chat, id)).member_count, 2);
});
