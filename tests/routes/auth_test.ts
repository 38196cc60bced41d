// Sign-in over HTTP: what each route answers, and that a refusal leaves nothing behind.

import { strict as assert } from "node:assert";
import { PASSWORD, type Served, suite } from "./served.ts";

const register = (served: Served, json: unknown) => served.ask("POST", "/api/v1/auth/register", { json });
const login = (served: Served, email: string, password = PASSWORD) =>
  served.ask("POST", "/api/v1/auth/login", { json: { email, password } });

async function counts({ running }: Served) {
  return await running.deps.db.query(
    "select (select count(*) from users) as users, (select count(*) from sessions) as sessions",
  );
}

/** Asserts that nothing was stored meanwhile. */
async function leavesNothing(served: Served, work: () => Promise<void>): Promise<void> {
  const before = await counts(served);
  await work();
  assert.deepEqual(await counts(served), before);
}

suite({}, (test) => {
  test("an account is made with one request, signed in, and shows everything but the password", async (served) => {
    const json = { username: "Anna.B", email: "Anna@Example.com", password: PASSWORD, first_name: "Anna" };
    const { status, body, headers } = await register(served, json);
    assert.equal(status, 201);
    assert.deepEqual(Object.keys(body).sort(), ["expires_at", "token", "user"]);
    const { id, created_at, updated_at, ...rest } = body.user;
    assert.match(id, /^[0-9a-f-]{14}7/);
    assert.equal(created_at, updated_at);
    assert.deepEqual(rest, {
      username: "Anna.B",
      email: "Anna@Example.com",
      first_name: "Anna",
      last_name: "",
      avatar: "",
      status: "offline",
      last_seen: null,
      is_active: true,
    });
    assert.equal(headers.get("set-cookie"), null);
    const hours = (Date.parse(body.expires_at) - Date.now()) / 3_600_000;
    assert.ok(hours > 23 && hours < 25, `${hours}`);
    const me = await served.ask("GET", "/api/v1/users/profile", { token: body.token });
    assert.deepEqual(me.body.user, body.user);
    for (const { text } of [me, await login(served, "anna.b")]) assert.doesNotMatch(text, /scrypt|hash|password/);
  });

  test("a name and an address are taken in every spelling that folds to the same", async (served) => {
    await register(served, { username: "Straße1", email: "Strasse@example.com", password: PASSWORD });
    await leavesNothing(served, async () => {
      for (const username of ["STRASSE1", "ｓｔｒａｓｓｅ１", "straße1"]) {
        const { status, body } = await register(served, { username, email: "other@example.com", password: PASSWORD });
        assert.deepEqual([status, body.code], [409, "username_taken"], username);
      }
      const email = { username: "other1", email: "STRASSE@EXAMPLE.COM", password: PASSWORD };
      const { status, body } = await register(served, email);
      assert.deepEqual([status, body.code], [409, "email_taken"]);
    });
  });

  test("fifty registrations of one name at the same time make one account", async (served) => {
    const all = await Promise.all(
      Array.from(
        { length: 50 },
        (_, n) =>
          register(served, { username: n % 2 ? "Racer" : "racer", email: `racer${n}@example.com`, password: PASSWORD }),
      ),
    );
    const statuses = all.map(({ status }) => status).sort();
    assert.equal(statuses.filter((status) => status === 201).length, 1, `${statuses}`);
    assert.ok(statuses.every((status) => [201, 409, 503].includes(status)), `${statuses}`);
  });

  test("what cannot be an account is refused with its fields", async (served) => {
    const good = { username: "refused", email: "refused@example.com", password: PASSWORD };
    await leavesNothing(served, async () => {
      const cases: [Record<string, unknown>, string, string[]][] = [
        [{ username: "a" }, "invalid_field", ["username"]],
        [{ username: "a b" }, "invalid_field", ["username"]],
        [{ username: "admin\u202Enimda" }, "invalid_field", ["username"]],
        [{ email: "nobody" }, "invalid_field", ["email"]],
        [{ email: "a@b@c.d" }, "invalid_field", ["email"]],
        [{ password: "short" }, "invalid_field", ["password"]],
        [{ password: "password123" }, "invalid_field", ["password"]],
        [{ password: "refused@example.com" }, "invalid_field", ["password"]],
        [{ password: "p".repeat(1_025) }, "invalid_field", ["password"]],
        [{ password: { $ne: "" } }, "invalid_field", ["password"]],
        [{ password: ["a", "b"] }, "invalid_field", ["password"]],
        [{ username: "x\0y", email: 7 }, "invalid_field", ["email", "username"]],
        [{ first_name: "n".repeat(81) }, "invalid_field", ["first_name"]],
      ];
      for (const [change, code, fields] of cases) {
        const { status, body } = await register(served, { ...good, ...change });
        assert.equal(status, 400, JSON.stringify(change));
        assert.deepEqual([body.code, Object.keys(body.fields).sort()], [code, fields], JSON.stringify(change));
      }
    });
  });

  test("nobody makes themselves more than they are by a field of the body", async (served) => {
    const good = { username: "masses", email: "masses@example.com", password: PASSWORD };
    const extra = [
      "role",
      "is_admin",
      "is_active",
      "user_id",
      "id",
      "created_at",
      "password_hash",
      "me_rev",
      "constructor",
    ];
    await leavesNothing(served, async () => {
      for (const field of extra) {
        const { status, body } = await register(served, { ...good, [field]: "admin" });
        assert.deepEqual([status, body.code, body.fields], [400, "unknown_field", { [field]: "unknown field" }]);
      }
    });
  });

  test("one signs in by address or name, in any case", async (served) => {
    const { username, email, id } = await served.person("Login");
    for (const name of [username, username.toUpperCase(), email, ` ${email.toUpperCase()} `]) {
      const { status, body } = await login(served, name);
      assert.deepEqual([status, body.user?.id], [200, id], name);
    }
  });

  test("an unknown account and a wrong password are answered alike", async (served) => {
    const { email, id } = await served.person("alike");
    const gone = await served.person("gone");
    await served.running.deps.db.query("update users set is_active = false where id = $1", [gone.id]);
    const wrong = await login(served, email, "wrong horse battery");
    const unknown = await login(served, "nobody@example.com");
    const disabled = await login(served, gone.email);
    assert.deepEqual([wrong.status, wrong.body.code], [401, "bad_credentials"]);
    assert.deepEqual(unknown.body, wrong.body);
    assert.deepEqual(disabled.body, wrong.body);
    assert.doesNotMatch(wrong.text, new RegExp(id));
  });

  test("a deactivated account is refused at its next request", async (served) => {
    const person = await served.person();
    await served.running.deps.db.query("update users set is_active = false where id = $1", [person.id]);
    const { status, body } = await served.ask("GET", "/api/v1/users/profile", { token: person.token });
    assert.deepEqual([status, body.code], [401, "session_ended"]);
  });

  test("refresh extends the session and gives a token that works", async (served) => {
    const { token } = await served.person();
    await served.running.deps.db.query("update sessions set expires_at = now() + interval '1 hour'");
    const before = await served.ask("GET", "/api/v1/auth/sessions", { token });
    const { status, body } = await served.ask("POST", "/api/v1/auth/refresh", { token });
    assert.deepEqual([status, Object.keys(body).sort()], [200, ["expires_at", "token"]]);
    const after = await served.ask("GET", "/api/v1/auth/sessions", { token: body.token });
    assert.equal(after.body.sessions.length, 1);
    assert.ok(after.body.sessions[0].expires_at > before.body.sessions[0].expires_at);
  });

  test("after logout every token of the session is refused", async (served) => {
    const { token } = await served.person();
    const refreshed = await served.ask("POST", "/api/v1/auth/refresh", { token });
    const { status, body } = await served.ask("POST", "/api/v1/auth/logout", { token });
    assert.deepEqual([status, Object.keys(body)], [200, ["message"]]);
    for (const used of [token, refreshed.body.token]) {
      const answer = await served.ask("GET", "/api/v1/users/profile", { token: used });
      assert.deepEqual([answer.status, answer.body.code], [401, "session_ended"]);
    }
  });

  test("a new password ends all other sessions, and the old one no longer works", async (served) => {
    const { token, email } = await served.person();
    const other = await login(served, email);
    const json = { current_password: PASSWORD, new_password: "another horse battery" };
    const changed = await served.ask("POST", "/api/v1/auth/password", { token, json });
    assert.deepEqual([changed.status, Object.keys(changed.body).sort()], [200, ["expires_at", "token"]]);
    const status = async (used: string) => (await served.ask("GET", "/api/v1/users/profile", { token: used })).status;
    assert.deepEqual([await status(changed.body.token), await status(token), await status(other.body.token)], [
      200,
      200,
      401,
    ]);
    assert.equal((await login(served, email)).status, 401);
    assert.equal((await login(served, email, "another horse battery")).status, 200);
  });

  test("a wrong current password or a bad new one changes nothing", async (served) => {
    const { token, email } = await served.person();
    const other = await login(served, email);
    const attempt = (json: unknown) => served.ask("POST", "/api/v1/auth/password", { token, json });
    const wrong = await attempt({ current_password: "wrong", new_password: "another horse battery" });
    assert.deepEqual([wrong.status, wrong.body.code], [401, "bad_credentials"]);
    const bad = await attempt({ current_password: PASSWORD, new_password: "12345678" });
    assert.deepEqual([bad.status, bad.body.code, Object.keys(bad.body.fields)], [400, "invalid_field", [
      "new_password",
    ]]);
    assert.equal((await login(served, email)).status, 200);
    assert.equal((await served.ask("GET", "/api/v1/users/profile", { token: other.body.token })).status, 200);
  });

  test("one sees and ends one's own sessions, and nobody else's", async (served) => {
    const { token, email } = await served.person();
    const stranger = await served.person();
    const phone = await served.ask("POST", "/api/v1/auth/login", {
      json: { email, password: PASSWORD },
      headers: { "user-agent": "phone/1" },
    });
    const { body } = await served.ask("GET", "/api/v1/auth/sessions", { token });
    assert.equal(body.sessions.length, 2);
    const keys = ["created_at", "current", "expires_at", "id", "ip", "last_used_at", "user_agent"];
    assert.deepEqual(Object.keys(body.sessions[0]).sort(), keys);
    const found = body.sessions.find((session: { user_agent: string }) => session.user_agent === "phone/1");
    assert.deepEqual([found.current, found.ip], [false, "127.0.0.1"]);

    const path = `/api/v1/auth/sessions/${found.id}`;
    const foreign = await served.ask("DELETE", path, { token: stranger.token });
    const missing = await served.ask("DELETE", `/api/v1/auth/sessions/${crypto.randomUUID()}`, {
      token: stranger.token,
    });
    const noId = await served.ask("DELETE", "/api/v1/auth/sessions/1'--", { token: stranger.token });
    assert.deepEqual([foreign.status, foreign.body.code], [404, "not_found"]);
    assert.equal(missing.text, foreign.text);
    assert.deepEqual([noId.status, noId.body.code], [404, "not_found"]);

    assert.equal((await served.ask("DELETE", path, { token })).status, 200);
    assert.equal((await served.ask("DELETE", path, { token })).status, 404);
    assert.equal((await served.ask("GET", "/api/v1/users/profile", { token: phone.body.token })).status, 401);
    assert.equal((await served.ask("GET", "/api/v1/auth/sessions", { token })).body.sessions.length, 1);
  });

  test("a hundred and first session ends the one that was not used for longest", async (served) => {
    const { token, email, id } = await served.person();
    await served.running.deps.db.query(
      `insert into sessions (id, user_id, expires_at, last_used_at)
       select gen_random_uuid(), $1, now() + interval '1 day', now() + interval '1 second' from generate_series(1, 99)`,
      [id],
    );
    assert.equal((await login(served, email)).status, 200);
    const { status, body } = await served.ask("GET", "/api/v1/users/profile", { token });
    assert.deepEqual([status, body.code], [401, "session_ended"]);
  });
});
