// People over HTTP: what one sees of others, what one may change of oneself, and who is found.

import { strict as assert } from "node:assert";
import { ensurePair } from "./pairs.ts";
import { PASSWORD, serve, type Served, suite } from "./served.ts";

const get = (served: Served, token: string, path: string) => served.ask("GET", `/api/v1/users/${path}`, { token });
const put = (served: Served, token: string, json: unknown) =>
  served.ask("PUT", "/api/v1/users/profile", { token, json });

async function found(served: Served, token: string, q: string): Promise<string[]> {
  const { status, body } = await get(served, token, `search?q=${encodeURIComponent(q)}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body.users.map((user: { id: string }) => user.id);
}

/** A live socket of the person, as far as presence is concerned. */
async function online(served: Served, userId: string): Promise<void> {
  await served.running.deps.db.query(
    "insert into presence (user_id, instance_id) select $1, id from instances limit 1",
    [userId],
  );
}

suite({}, (test) => {
  test("one changes of oneself what one names, and the rest stays", async (served) => {
    const me = await served.person();
    const first = await put(served, me.token, { first_name: "Änne", last_name: "Ö", avatar: "/pictures/a.png" });
    assert.equal(first.status, 200);
    const { body } = await put(served, me.token, { last_name: "Öl", show_email: true });
    assert.deepEqual(
      [body.user.first_name, body.user.last_name, body.user.avatar, body.user.username],
      ["Änne", "Öl", "/pictures/a.png", me.username],
    );
    assert.ok(body.user.updated_at > body.user.created_at);
    assert.deepEqual((await get(served, me.token, "profile")).body, body);
  });

  test("what one chose for oneself is shown to oneself alone, and stays until it is changed", async (served) => {
    const [me, other] = [await served.person(), await served.person()];
    const chosen = {
      chosen_status: "online",
      show_email: false,
      show_last_seen: true,
      contacts_only: false,
      language: "",
    };
    assert.deepEqual((await get(served, me.token, "profile")).body.settings, chosen);
    const before = (await get(served, me.token, "profile")).body.user.updated_at;
    const passwords = { current_password: PASSWORD, new_password: `${PASSWORD} staple` };
    const renewed = await served.ask("POST", "/api/v1/auth/password", { token: me.token, json: passwords });
    me.token = renewed.body.token;
    const change = { show_last_seen: false, contacts_only: true, language: "zh" };
    const { body } = await put(served, me.token, { ...change, status: "busy" });
    assert.deepEqual(body.settings, { ...chosen, ...change, chosen_status: "busy" });
    assert.equal(body.user.updated_at, before, "what not everybody may see moves no time that everybody sees");
    assert.deepEqual((await put(served, me.token, { first_name: "A" })).body.settings, body.settings);
    assert.equal((await get(served, other.token, me.id)).body.settings, undefined);
    assert.equal((await put(served, me.token, { language: "tlh" })).status, 400);
  });

  test("when somebody was last here is hidden from others who ask, if they choose so", async (served) => {
    const [me, other] = [await served.person(), await served.person()];
    const { db } = served.running.deps;
    await db.query("update users set last_seen = now() where id = $1", [me.id]);
    const seen = async (path: string) => (await get(served, other.token, path)).body;
    assert.notEqual((await seen(me.id)).user.last_seen, null);
    await put(served, me.token, { show_last_seen: false });
    assert.equal((await seen(me.id)).user.last_seen, null);
    const [found] = (await seen(`search?q=${me.username}`)).users;
    assert.equal(found.last_seen, null);
    assert.notEqual((await get(served, me.token, "profile")).body.user.last_seen, null, "not from oneself");
  });

  test("nothing else of oneself can be changed", async (served) => {
    const me = await served.person();
    const before = (await get(served, me.token, "profile")).body;
    const fields = [
      "id",
      "username",
      "email",
      "role",
      "is_active",
      "created_at",
      "last_seen",
      "password",
      "user_id",
      "me_rev",
    ];
    for (const field of fields) {
      const { status, body } = await put(served, me.token, { first_name: "X", [field]: "x" });
      assert.deepEqual([status, body.code], [400, "unknown_field"], field);
    }
    const wrong: [string, unknown][] = [
      ["status", "asleep"],
      ["status", ""],
      ["first_name", 1],
      ["first_name", "x\0"],
      ["show_email", "yes"],
      ["avatar", "javascript:alert(1)"],
      ["avatar", "//evil.example/x.png"],
      ["avatar", "/\\evil.example/x.png"],
      ["avatar", "data:image/svg+xml,<svg/>"],
    ];
    for (const [field, value] of wrong) {
      const { status, body } = await put(served, me.token, { [field]: value });
      assert.deepEqual([status, body.code, Object.keys(body.fields)], [400, "invalid_field", [field]], `${value}`);
    }
    assert.deepEqual((await get(served, me.token, "profile")).body, before);
  });

  test("another's e-mail address is shown only if they show it", async (served) => {
    const [me, other] = [await served.person(), await served.person()];
    const seen = async () => (await get(served, me.token, other.id)).body.user.email;
    assert.equal(await seen(), "");
    assert.deepEqual(await found(served, me.token, other.email), []);
    await put(served, other.token, { show_email: true });
    assert.equal(await seen(), other.email);
    assert.deepEqual(await found(served, me.token, other.email.toUpperCase()), [other.id]);
    assert.deepEqual(await found(served, me.token, other.email.slice(0, -1)), [], "only exactly");
  });

  test("nobody's id and no id are answered alike", async (served) => {
    const me = await served.person();
    const [missing, odd] = [await get(served, me.token, crypto.randomUUID()), await get(served, me.token, "x")];
    assert.deepEqual([missing.status, missing.body.code, odd.status], [404, "not_found", 404]);
    assert.equal((await get(served, me.token, me.id.toUpperCase())).status, 200);
  });

  test("people are found by any part of their names, in any case and script, best first", async (served) => {
    const me = await served.person();
    const [wang, part] = [await served.person("Müller"), await served.person("xmüllerx")];
    await put(served, wang.token, { first_name: "王", last_name: "伟Ärger" });
    assert.deepEqual(await found(served, me.token, "王 伟"), [wang.id]);
    assert.deepEqual(await found(served, me.token, "äRGER"), [wang.id]);
    assert.deepEqual(await found(served, me.token, "MÜLLER"), [wang.id, part.id]);
    assert.deepEqual(await found(served, me.token, "ＭüLLer"), [wang.id, part.id]);
  });

  test("nothing that one types is a pattern", async (served) => {
    const me = await served.person("plain");
    await served.person("under_score");
    for (const q of ["%", "pl%in", "_____", "\\", "%%%", "plai_"]) {
      assert.deepEqual(await found(served, me.token, q), [], q);
    }
    assert.equal((await found(served, me.token, "under_s")).length, 1);
    const { status, body } = await get(served, me.token, "search?q=%20%20");
    assert.deepEqual([status, body.code], [400, "invalid_field"]);
    assert.deepEqual((await get(served, me.token, "search")).body.fields, {
      q: "Invalid input: expected string, received undefined",
    });
  });

  test("a deactivated person is found by nobody, and still has a name", async (served) => {
    const [me, gone] = [await served.person(), await served.person("deactivated")];
    await served.running.deps.db.query("update users set is_active = false where id = $1", [gone.id]);
    assert.deepEqual(await found(served, me.token, gone.username), []);
    assert.equal((await get(served, me.token, gone.id)).body.user.is_active, false);
  });

  test("contacts are those one talks with, the most recent first, then everybody, each exactly once", async (served) => {
    const me = await served.person("0me");
    const friends = await Promise.all(["c", "b", "a"].map((name) => served.person(`zz${name}`)));
    for (const [index, friend] of friends.entries()) await ensurePair(served, me, friend, index === 1 ? 100 : index);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = cursor === "" ? "limit=2" : `limit=2&cursor=${cursor}`;
      const { status, body } = await get(served, me.token, `contacts?${query}`);
      assert.equal(status, 200);
      assert.ok(body.contacts.length <= 2);
      seen.push(...body.contacts.map((user: { id: string }) => user.id));
      cursor = body.next_cursor;
    }
    const expected = [friends[1], friends[2], friends[0]].map((friend) => friend?.id);
    assert.deepEqual(seen.slice(0, 3), expected);
    assert.equal(new Set(seen).size, seen.length);
    const [{ count }] = await served.running.deps.db.query<{ count: number }>(
      "select count(*) as count from users where is_active",
    ) as [{ count: number }];
    assert.equal(seen.length, count - 1);
  });

  test("online are those with a live socket who do not hide, with the status they chose", async (served) => {
    const [me, busy, hidden, away] = await Promise.all(
      ["me", "busy", "hidden", "away"].map((name) => served.person(name)),
    );
    assert.ok(me && busy && hidden && away);
    for (const person of [busy, hidden]) await online(served, person.id);
    await put(served, busy.token, { status: "busy" });
    await put(served, hidden.token, { status: "offline" });
    await put(served, away.token, { status: "away" });
    const { status, body } = await served.ask("GET", "/ws/online-users", { token: me.token });
    assert.equal(status, 200);
    assert.deepEqual(body, { online_users: [{ id: busy.id, username: busy.username, status: "busy" }] });
    assert.deepEqual((await served.ask("GET", "/api/v1/ws/online-users", { token: me.token })).body, body);
    assert.equal((await get(served, me.token, hidden.id)).body.user.status, "offline");
    assert.equal((await get(served, me.token, away.id)).body.user.status, "offline");
    await served.running.deps.db.query("delete from presence");
    assert.equal((await get(served, me.token, busy.id)).body.user.status, "offline");
  });

  test("choosing offline freezes last_seen", async (served) => {
    const me = await served.person();
    await online(served, me.id);
    const { last_seen } = (await put(served, me.token, { status: "offline" })).body.user;
    assert.ok(Math.abs(Date.parse(last_seen) - Date.now()) < 60_000);
    assert.equal((await put(served, me.token, { status: "offline" })).body.user.last_seen, last_seen);
    await served.running.deps.db.query("delete from presence");
  });
});

Deno.test("in a closed directory one finds only whom one talks with", async () => {
  await using served = await serve("PGlite", { DIRECTORY: "closed" });
  const [me, friend, stranger] = await Promise.all(["me", "friend", "stranger"].map((name) => served.person(name)));
  assert.ok(me && friend && stranger);
  await ensurePair(served, me, friend, 1);
  await online(served, stranger.id);
  await online(served, friend.id);
  assert.deepEqual(await found(served, me.token, "friend"), [friend.id]);
  assert.deepEqual(await found(served, me.token, "stranger"), []);
  const { body } = await get(served, me.token, "contacts");
  assert.deepEqual(body.contacts.map((user: { id: string }) => user.id), [friend.id]);
  assert.equal(body.next_cursor, null);
  const answer = await served.ask("GET", "/ws/online-users", { token: me.token });
  assert.deepEqual(answer.body.online_users.map((user: { id: string }) => user.id), [friend.id]);
});
