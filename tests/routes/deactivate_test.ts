// Closing an account: what it asks for, what ends with it, and what stays.

import { strict as assert } from "node:assert";
import { PASSWORD, type Served, suite } from "./served.ts";

type Person = Awaited<ReturnType<Served["person"]>>;

const close = (served: Served, { token }: { token: string }, password = PASSWORD) =>
  served.ask("POST", "/api/v1/users/profile/deactivate", { token, json: { password } });

async function must(served: Served, who: Person, method: string, path: string, json?: unknown) {
  const { status, body, text } = await served.ask(method, `/api/v1${path}`, { token: who.token, json });
  assert.ok(status < 300, `${method} ${path}: ${text}`);
  return body;
}

suite({}, (test) => {
  test("an account is closed by its password only, and nothing ends by a wrong one", async (served) => {
    const me = await served.person();
    for (const password of ["wrong", ""]) {
      const { status, body } = await close(served, me, password);
      assert.deepEqual([status, body.code], [401, "bad_credentials"]);
    }
    const { status } = await served.ask("POST", "/api/v1/users/profile/deactivate", { token: me.token, json: {} });
    assert.equal(status, 400);
    await must(served, me, "GET", "/users/profile");
  });

  test("every session ends with the account, and it is signed in to like one that never was", async (served) => {
    const me = await served.person();
    const signIn = (email: string) => served.ask("POST", "/api/v1/auth/login", { json: { email, password: PASSWORD } });
    const other = (await signIn(me.email)).body.token;
    assert.equal((await close(served, me)).status, 200);
    for (const token of [me.token, other]) {
      const { status, body } = await served.ask("GET", "/api/v1/users/profile", { token });
      assert.deepEqual([status, body.code], [401, "session_ended"]);
    }
    const [known, unknown] = [await signIn(me.username), await signIn("nobody-of-this-name")];
    assert.deepEqual([known.status, known.body], [unknown.status, unknown.body]);
    const json = { username: me.username, email: "another@example.com", password: PASSWORD };
    const again = await served.ask("POST", "/api/v1/auth/register", { json });
    assert.deepEqual([again.status, again.body.code], [409, "username_taken"]);
  });

  test("who owns a group has to hand it over first, and is told which", async (served) => {
    const [me, heir] = [await served.person(), await served.person()];
    const { group } = await must(served, me, "POST", "/groups", { name: "Heirlooms", members: [heir.id] });
    const { status, body } = await close(served, me);
    assert.deepEqual([status, body.code], [422, "owns_groups"]);
    assert.match(body.error, /Heirlooms/);
    await must(served, me, "GET", "/users/profile");
    await must(served, me, "POST", `/groups/${group.id}/transfer`, { user_id: heir.id });
    assert.equal((await close(served, me)).status, 200);
  });

  test("the person leaves every group, which is told, and the name stays on what was said", async (served) => {
    const [me, friend] = [await served.person(), await served.person()];
    const { group } = await must(served, friend, "POST", "/groups", { name: "Team", members: [me.id] });
    await must(served, me, "POST", `/messages/group/${group.id}`, { content: "said before" });
    const { message } = await must(served, me, "POST", `/messages/private/${friend.id}`, { content: "in private" });
    assert.equal((await close(served, me)).status, 200);
    const shown = await must(served, friend, "GET", `/groups/${group.id}`);
    assert.deepEqual([shown.group.member_count, shown.members.length], [1, 1]);
    const { messages } = await must(served, friend, "GET", `/messages/group/${group.id}`);
    const kinds = messages.map((it: { event: { kind: string } | null }) => it.event?.kind);
    assert.equal(kinds[0], "member_left");
    assert.ok(messages.some((it: { content: string }) => it.content === "said before"));
    const { user } = await must(served, friend, "GET", `/users/${me.id}`);
    assert.deepEqual(
      [user.username, user.is_active, user.status, user.last_seen],
      [me.username, false, "offline", null],
    );
    const { conversations } = await must(served, friend, "GET", "/conversations");
    const entry = conversations.find(({ id }: { id: string }) => id === message.conversation_id);
    assert.deepEqual([entry.peer.id, entry.last_message.content], [me.id, "in private"]);
  });

  test("drafts and blocks go with the account", async (served) => {
    const [me, other] = [await served.person(), await served.person()];
    await must(served, me, "POST", `/messages/private/${other.id}`, { content: "hello" });
    await must(served, me, "PUT", `/users/${other.id}/block`);
    const { db } = served.running.deps;
    await db.query("update members set draft = 'half a thought' where user_id = $1", [me.id]);
    assert.equal((await close(served, me)).status, 200);
    const left = await db.query(
      `select 1 from members where user_id = $1 and draft <> '' union all select 1 from blocks where blocker_id = $1`,
      [me.id],
    );
    assert.equal(left.length, 0);
  });
});
