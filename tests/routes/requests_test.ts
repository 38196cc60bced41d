// What a request may look like, and what every answer carries.

import { strict as assert } from "node:assert";
import { serve, suite } from "./served.ts";
import { TABLE } from "./table.ts";

suite({}, (test) => {
  test("a method that a route does not have is 405 with those that it has", async (served) => {
    const { token } = await served.person();
    for (const path of new Set(TABLE.map((line) => line.path))) {
      const has = TABLE.filter((line) => line.path === path).map((line) => line.method);
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
        if (has.some((own) => own === method)) continue;
        const { status, body, headers } = await served.ask(method, path, { token });
        assert.deepEqual([status, body.code], [405, "method_not_allowed"], `${method} ${path}`);
        const allow = headers.get("allow")?.split(", ") ?? [];
        assert.ok(has.every((own) => allow.includes(own)) && !allow.includes(method), `${allow}`);
      }
      const options = await served.ask("OPTIONS", path);
      assert.deepEqual([options.status, options.headers.get("access-control-allow-origin")], [204, null]);
    }
  });

  test("HEAD answers like GET, without the body", async (served) => {
    const { status, text } = await served.ask("HEAD", "/healthz");
    assert.deepEqual([status, text], [200, ""]);
  });

  test("an address that is not there is 404 in JSON, also outside of any route", async (served) => {
    for (const path of ["/api/v1/nothing", "/api/v2/users/profile", "/api", "/metrics/x", "/api/v1/auth/login/x"]) {
      for (const method of ["GET", "POST"]) {
        const { status, body } = await served.ask(method, path);
        assert.deepEqual([status, body?.code], [404, "not_found"], `${method} ${path}`);
      }
    }
  });

  test("a body that is no JSON object of the right type is refused by name", async (served) => {
    const json = { "content-type": "application/json" };
    const cases: [Record<string, string>, BodyInit | undefined, number, string][] = [
      [json, "{", 400, "invalid_json"],
      [json, "", 400, "invalid_json"],
      [json, undefined, 400, "invalid_json"],
      [json, new Uint8Array([0x7b, 0xff, 0x7d]), 400, "invalid_json"],
      [json, "[]", 400, "invalid_field"],
      [json, "null", 400, "invalid_field"],
      [json, '"x"', 400, "invalid_field"],
      [json, "[".repeat(100_000), 400, "invalid_json"],
      [json, "[".repeat(100_000) + "]".repeat(100_000), 400, "invalid_field"],
      [json, '{"email":"a","password":"b","__proto__":{"x":1}}', 400, "unknown_field"],
      [json, '{"email":"a","password":"\\ud800"}', 400, "invalid_field"],
      [json, `{"email":"a","password":"${"x".repeat(300_000)}"}`, 413, "too_large"],
      [{ "content-type": "text/plain" }, "{}", 415, "unsupported_type"],
      [{ "content-type": "application/x-www-form-urlencoded" }, "email=a&password=b", 415, "unsupported_type"],
      [{ "content-type": "application/json; charset=utf-16" }, "{}", 415, "unsupported_type"],
      [{ "content-type": "application/jsonx" }, "{}", 415, "unsupported_type"],
    ];
    for (const [headers, raw, status, code] of cases) {
      const answer = await served.ask("POST", "/api/v1/auth/login", { headers, raw });
      assert.deepEqual([answer.status, answer.body.code], [status, code], `${raw}`.slice(0, 60));
    }
  });

  test("a body without a declared length is cut off at the limit", async (served) => {
    let sent = 0;
    const raw = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent > 64 * 1024 * 1024) return controller.close();
        sent += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(97));
      },
    });
    const { status, body } = await served.ask("POST", "/api/v1/auth/login", {
      raw,
      headers: { "content-type": "application/json" },
    }).catch(() => ({ status: 413, body: { code: "too_large" } })); // the server may close before fetch has sent all
    assert.deepEqual([status, body.code], [413, "too_large"]);
    assert.ok(sent < 32 * 1024 * 1024, `${sent} bytes were taken`);
  });

  test("odd queries are refused or found empty, and never 500", async (served) => {
    const { token } = await served.person();
    const odd = [
      "%00",
      "%",
      "'",
      "\\",
      "%25",
      "_",
      "%F0%9F%98%80",
      "a".repeat(257),
      "%ED%A0%80",
      "x%00y",
      "$1",
      "--",
      "*:*",
    ];
    for (const q of odd) {
      const { status } = await served.ask("GET", `/api/v1/users/search?q=${q}`, { token });
      assert.ok([200, 400].includes(status), `${q}: ${status}`);
    }
    for (const limit of ["-1", "0", "101", "1e9", "1000000000", "x", "1.5", ""]) {
      const { status, body } = await served.ask("GET", `/api/v1/users/contacts?limit=${limit}`, { token });
      assert.deepEqual([status, body.code], [400, "invalid_field"], limit);
    }
    for (const cursor of ["", "x", "e30", "eyJrZXkiOjF9", "AAAA", "%00", encodeURIComponent("' or 1=1")]) {
      const { status, body } = await served.ask("GET", `/api/v1/users/contacts?cursor=${cursor}`, { token });
      assert.deepEqual([status, body.code], [400, "invalid_field"], cursor);
    }
    const early = btoa(JSON.stringify({ at: "0000-01-01T00:00:00.000Z", id: crypto.randomUUID() })).replaceAll("=", "");
    const forged = await served.ask("GET", `/api/v1/users/contacts?cursor=${early}`, { token });
    assert.deepEqual([forged.status, forged.body.code], [400, "invalid_field"], "a year that Postgres has not");
    for (
      const [rev, status] of [["9007199254740991", 409], ["9007199254740993", 400], ["0".repeat(17), 400]] as const
    ) {
      assert.equal(
        (await served.ask("GET", `/api/v1/conversations?after_me_rev=${rev}`, { token })).status,
        status,
        rev,
      );
    }
    assert.equal((await served.ask("GET", "/api/v1/users/contacts?unknown=1", { token })).status, 200);
    for (const id of ["1", "'", "%00", "..", "profilex", "%2e%2e%2f", "%ff"]) {
      const { status } = await served.ask("GET", `/api/v1/users/${id}`, { token });
      assert.ok([404, 405].includes(status), `${id}: ${status}`);
    }
  });

  test("every answer says who it is and how browsers must treat it", async (served) => {
    const { token } = await served.person();
    const answers = await Promise.all([
      served.ask("GET", "/api/v1/users/profile", { token }),
      served.ask("GET", "/api/v1/users/profile"),
      served.ask("GET", "/api/v1/nothing"),
      served.ask("PATCH", "/healthz"),
      served.ask("GET", "/nothing/at/all"),
      served.ask("GET", "/healthz"),
      served.ask("POST", "/api/v1/auth/login", { raw: "x" }),
    ]);
    for (const { headers, status } of answers) {
      const said = (name: string) => headers.get(name) ?? `no ${name} (${status})`;
      assert.match(said("x-request-id"), /^[\w.-]{8,64}$/);
      assert.equal(said("x-parley-protocol"), "1.0");
      assert.equal(said("x-content-type-options"), "nosniff");
      assert.equal(said("referrer-policy"), "same-origin");
      assert.equal(said("x-frame-options"), "DENY");
      assert.equal(said("cache-control"), "no-store, no-transform");
      assert.match(said("content-security-policy"), /frame-ancestors 'none'/);
      assert.doesNotMatch(said("content-security-policy"), /upgrade-insecure-requests/);
      assert.equal(headers.get("access-control-allow-origin"), null);
      assert.equal(headers.get("strict-transport-security"), null);
    }
  });

  test("a request's id is the given one if it is sane", async (served) => {
    const idOf = async (given: string) =>
      (await served.ask("GET", "/healthz", { headers: { "x-request-id": given } })).headers.get("x-request-id");
    assert.equal(await idOf("abc-123.DEF_4"), "abc-123.DEF_4");
    for (const odd of ["short", "x".repeat(65), 'with "quotes"', "a b c d e f g"]) {
      assert.notEqual(await idOf(odd), odd);
    }
  });

  test("ready means that the database answers", async (served) => {
    assert.deepEqual((await served.ask("GET", "/healthz")).status, 200);
    assert.deepEqual((await served.ask("GET", "/readyz")).status, 200);
  });
});

Deno.test("attempts to sign in are limited by address and account, and the owner elsewhere is not locked out", async () => {
  const env = { LIMITS: "on", LIMIT_SIGN_INS_PER_MINUTE: "3", TRUSTED_PROXIES: "127.0.0.1" };
  await using served = await serve("PGlite", env);
  const { email } = await served.person();
  const login = (from: string, password: string, name = email) =>
    served.ask("POST", "/api/v1/auth/login", { json: { email: name, password }, headers: { "x-forwarded-for": from } });
  for (let n = 0; n < 3; n++) assert.equal((await login("203.0.113.9", "wrong")).status, 401);
  const limited = await login("203.0.113.9", "correct horse battery");
  assert.deepEqual([limited.status, limited.body.code], [429, "rate_limited"]);
  const wait = Number(limited.headers.get("retry-after"));
  assert.ok(wait >= 1 && wait <= 60, `${wait}`);
  assert.equal((await login("203.0.113.9", "wrong", email.toUpperCase())).status, 429, "another spelling of the same");
  assert.equal((await login("198.51.100.7", "correct horse battery")).status, 200, "the owner, from home");
  const statuses = [];
  for (let n = 0; n < 40; n++) statuses.push((await login("203.0.113.10", "wrong", `nobody${n}@example.com`)).status);
  assert.deepEqual([statuses[0], statuses.at(-1)], [401, 429], "one address against many accounts");
});

Deno.test("X-Forwarded-For of somebody who is no trusted proxy does not help to escape the limit", async () => {
  await using served = await serve("PGlite", { LIMITS: "on", LIMIT_SIGN_INS_PER_MINUTE: "2" });
  const statuses = [];
  for (let n = 0; n < 4; n++) {
    const headers = { "x-forwarded-for": `203.0.113.${n}` };
    const json = { email: "nobody@example.com", password: "wrong" };
    statuses.push((await served.ask("POST", "/api/v1/auth/login", { json, headers })).status);
  }
  assert.deepEqual(statuses, [401, 401, 429, 429]);
});

Deno.test("the right password as often as one likes is not limited by the account's count", async () => {
  await using served = await serve("PGlite", { LIMITS: "on", LIMIT_SIGN_INS_PER_MINUTE: "2" });
  const { email } = await served.person();
  for (let n = 0; n < 6; n++) {
    const json = { email, password: "correct horse battery" };
    assert.equal((await served.ask("POST", "/api/v1/auth/login", { json })).status, 200);
  }
});
