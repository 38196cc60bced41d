// Invitations: what they are to, how long they last, and that one which is over cannot be told from one that never was.

import assert from "node:assert/strict";
import * as z from "zod";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { inviteView } from "../../lib/protocol/views.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { dissolve } from "../../lib/services/dissolve.ts";
import * as groups from "../../lib/services/groups.ts";
import * as invites from "../../lib/services/invites.ts";
import * as members from "../../lib/services/members.ts";
import { nextMeRevs } from "../../db/heads.ts";
import { endMembership, takeRev } from "../../db/members.ts";
import { lockConversations } from "../../db/messages.ts";
import { withDatabase } from "../support/databases.ts";
import { type Chat, chatOn, code, group, onBoth } from "./chat.ts";
import { announced, inShort } from "./group_frames.ts";

const HERE = "https://chat.example.com";
const strict = z.strictObject(inviteView.shape);

onBoth("an invitation shows what it is to, lets in whoever has it, and takes no rev by itself", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { is_private: true, description: "ours" }));
  announced(chat);
  const made = await invites.create(chat, owner, id, { expires_in: 3_600, max_uses: 2 }, HERE);
  strict.parse(made);
  assert.match(made.code, /^[A-Za-z0-9_-]{32}$/);
  assert.deepEqual([made.url, made.uses, made.max_uses, made.created_by], [
    `${HERE}/invite/${made.code}`,
    0,
    2,
    owner.userId,
  ]);
  assert.ok(Math.abs(Date.parse(made.expires_at!) - Date.parse(made.created_at) - 3_600_000) < 1_000);
  assert.deepEqual(announced(chat), { frames: [], people: [] });
  const shown = { id, name: "Team", description: "ours", avatar: "", member_count: 1 };
  assert.deepEqual(await invites.show(chat, anna, made.code), { group: shown, already_member: false });
  assert.equal((await invites.accept(chat, anna, made.code)).my_role, "member");
  assert.deepEqual(inShort(announced(chat).frames), [["group_member_added", 3], ["member_joined", 4]]);
  assert.equal((await invites.show(chat, anna, made.code)).already_member, true);
  assert.equal((await invites.accept(chat, anna, made.code)).member_count, 2, "a second time changes nothing");
  assert.deepEqual(announced(chat).frames, []);
  assert.deepEqual((await invites.list(chat, owner, id, HERE)).map((it) => [it.code, it.uses]), [[made.code, 1]]);
  assert.equal(await invites.address(chat, owner, id, made.code, HERE), made.url);
});

onBoth(
  "one that is used up, has expired, was revoked or is its group's no more is as if it had never been",
  async (chat) => {
    const [owner, other, anna, ben] = await Promise.all(Array.from({ length: 4 }, () => chat.person()));
    const make = async (body = {}, who = owner!) => {
      const { id } = await groups.create(chat, who, group("Team"));
      return { id, code: (await invites.create(chat, who, id, body, HERE)).code };
    };
    const [used, expired, revoked, ended, elsewhere] = [
      await make({ max_uses: 1 }),
      await make({ expires_in: 60 }),
      await make(),
      await make(),
      await make({}, other),
    ];
    await invites.accept(chat, ben!, used.code);
    await chat.db.query("update invites set expires_at = now() - interval '1 second' where code = $1", [expired.code]);
    await assert.rejects(
      invites.revoke(chat, owner!, revoked.id, elsewhere.code),
      code("not_found"),
      "another group's",
    );
    await invites.revoke(chat, owner!, revoked.id, revoked.code);
    await dissolve(chat, owner!, ended.id);
    const never = await refusals(chat, anna!, "x".repeat(32));
    const codes = [used.code, expired.code, revoked.code, ended.code, "", "x", `${revoked.code}\0`, "é".repeat(32)];
    for (const it of codes) assert.deepEqual(await refusals(chat, anna!, it), never, it);
    for (const { id, code: it } of [used, expired, revoked]) {
      assert.deepEqual(await invites.list(chat, owner!, id, HERE), []);
      await assert.rejects(invites.address(chat, owner!, id, it, HERE), code("not_found"));
      await assert.rejects(invites.revoke(chat, owner!, id, it), code("not_found"));
    }
    assert.equal((await invites.show(chat, anna!, elsewhere.code)).already_member, false);
  },
);

/** What is said to somebody who tries a code. */
const refusals = (chat: Chat, who: Actor, it: string): Promise<string[]> =>
  Promise.all(
    [invites.show(chat, who, it), invites.accept(chat, who, it)].map((tried) =>
      tried.then(() => "let in", (error) => {
        assert.ok(error instanceof ParleyError);
        return `${error.code} ${error.message}`;
      })
    ),
  );

onBoth("a group has so many invitations at a time, those that are over left out", async (chat) => {
  const few = chatOn(chat.db, { invitesPerGroup: 2 });
  const owner = await chat.person();
  const { id } = await groups.create(chat, owner, group("Team"));
  const make = (body = {}) => invites.create(few, owner, id, body, HERE);
  const [first] = [await make(), await make()];
  await assert.rejects(make(), code("limit_reached"));
  await invites.revoke(chat, owner, id, first.code);
  await make();
  const outcomes = await Promise.allSettled([make(), make()]);
  assert.deepEqual(outcomes.map((it) => it.status), ["rejected", "rejected"]);
  const [{ count } = { count: 0 }] = await chat.db.query<{ count: number }>(
    "select count(*) as count from invites where group_id = $1",
    [id],
  );
  assert.equal(count, 2, "what is over is forgotten");
});

onBoth("an invitation to a full group lets nobody in, and none of it is used", async (chat) => {
  const [owner, anna] = [await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { max_members: 1 }));
  const { code: it } = await invites.create(chat, owner, id, { max_uses: 1 }, HERE);
  await assert.rejects(invites.accept(chat, anna, it), code("group_full"));
  assert.deepEqual((await invites.list(chat, owner, id, HERE)).map((row) => row.uses), [0]);
});

onBoth("who invited may leave, be blocked or lose their role: an invitation is the group's", async (chat) => {
  const [owner, admin, anna] = [await chat.person(), await chat.person(), await chat.person()];
  const { id } = await groups.create(chat, owner, group("Team", { members: [admin.userId] }));
  await members.update(chat, owner, id, admin.userId, { role: "admin" });
  const { code: it } = await invites.create(chat, admin, id, {}, HERE);
  await members.remove(chat, owner, id, admin.userId);
  await chat.db.query("insert into blocks (blocker_id, blocked_id) values ($1, $2)", [anna.userId, admin.userId]);
  await assert.rejects(invites.accept(chat, admin, it), code("forbidden"), "for themselves it is too old");
  assert.equal((await invites.accept(chat, anna, it)).my_role, "member");
});

Deno.test("an invitation from before a removal stays one, also where the removal had begun earlier and waited (Postgres)", () =>
  withDatabase("Postgres", async (db) => {
    const chat = chatOn(db);
    const [owner, anna] = [await chat.person(), await chat.person()];
    const { id } = await groups.create(chat, owner, group("Team", { members: [anna.userId] }));
    const old = await db.transaction(async (tx) => {
      await tx.query("select now()");
      const made = await invites.create(chat, owner, id, {}, HERE);
      await lockConversations(tx, [id]);
      const meRev = (await nextMeRevs(tx, [anna.userId])).get(anna.userId);
      const rev = await takeRev(tx, id);
      await endMembership(tx, { groupId: id, userId: anna.userId, changedBy: owner.userId, rev, meRev });
      return made.code;
    });
    await assert.rejects(invites.accept(chat, anna, old), code("forbidden"));
  }));
