// Which credential counts, what is no credential, and that another site's page cannot act for somebody.

import { strict as assert } from "node:assert";
import { SignJWT } from "jose";
import { type Ask, PASSWORD, serve, type Served, suite } from "./served.ts";
import { pathOf, TABLE } from "./table.ts";

const profile = (served: Served, how: Ask, query = "") => served.ask("GET", `/api/v1/users/profile${query}`, how);
const encode = (part: unknown) =>
  new TextEncoder().encode(JSON.stringify(part)).toBase64({ alphabet: "base64url", omitPadding: true });
const decode = (part: string) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(part, { alphabet: "base64url" })));

/** Every attack on a token that faults.md names, made from a good one. */
async function forgeries(good: string): Promise<Record<string, string>> {
  const [header, payload, signature] = good.split(".");
  assert.ok(header && payload && signature);
  const claims = decode(payload);
  const sign = (
    head: Record<string, unknown>,
    body: Record<string, unknown>,
    key = "another secret of more than 32 letters",
  ) => new SignJWT(body).setProtectedHeader({ alg: "HS256", ...head }).sign(new TextEncoder().encode(key));
  return {
    empty: "",
    "no token": "hello",
    "two parts": `${header}.${payload}`,
    "alg none": `${encode({ ...decode(header), alg: "none" })}.${payload}.`,
    "alg NONE, signed": `${encode({ ...decode(header), alg: "NONE" })}.${payload}.${signature}`,
    "other key": await sign(decode(header), claims),
    "other algorithm": `${encode({ ...decode(header), alg: "HS512" })}.${payload}.${signature}`,
    "other person": `${header}.${encode({ ...claims, sub: crypto.randomUUID() })}.${signature}`,
    "cut signature": good.slice(0, -2),
    "no signature": `${header}.${payload}.`,
    huge: `${header}.${encode({ ...claims, pad: "x".repeat(4_000) })}.${signature}`,
  };
}

suite({}, (test) => {
  test("a forged token is 401 and nothing else, by whatever way it comes", async (served) => {
    const { token } = await served.person();
    for (const [name, forged] of Object.entries(await forgeries(token))) {
      const tries = [
        profile(served, { headers: { authorization: `Bearer ${forged}` } }),
        profile(served, {}, `?token=${encodeURIComponent(forged)}`),
        ...(forged === "" ? [] : [profile(served, { headers: { cookie: `parley=${forged}` } })]),
      ];
      for (const answer of await Promise.all(tries)) {
        assert.deepEqual([answer.status, answer.body.code], [401, "unauthenticated"], name);
      }
    }
  });

  test("a token that is signed but expired, not yet valid, of another type, issuer or audience is refused", async (served) => {
    if (served.running.config.jwtSecret === undefined) return; // PGlite makes its own, which no test can sign with
    const { token } = await served.person();
    const [header, payload] = token.split(".").slice(0, 2).map(decode);
    const key = new TextEncoder().encode(served.running.config.jwtSecret);
    const sign = (head: object, body: object) =>
      new SignJWT({ ...payload, ...body }).setProtectedHeader({ ...header, ...head }).sign(key);
    const now = Math.floor(Date.now() / 1000);
    assert.equal((await profile(served, { token: await sign({}, {}) })).status, 200);
    const bad: [object, object][] = [
      [{}, { exp: now - 5 }],
      [{}, { exp: undefined }],
      [{}, { nbf: now + 600 }],
      [{}, { iss: "other" }],
      [{}, { aud: "other" }],
      [{}, { sub: undefined }],
      [{}, { sid: undefined }],
      [{}, { sid: "1 or 1=1" }],
      [{}, { sid: crypto.randomUUID() }],
      [{}, { sub: crypto.randomUUID() }],
      [{ typ: "JWT" }, {}],
      [{ typ: undefined }, {}],
      [{ kid: "other" }, {}],
      [{ alg: "HS512" }, {}],
    ];
    for (const [head, body] of bad) {
      const { status, body: said } = await profile(served, { token: await sign(head, body) });
      assert.equal(status, 401, JSON.stringify([head, body]));
      assert.match(said.code, /^(unauthenticated|session_ended)$/);
    }
  });

  test("Bearer, ?token= and cookie each sign one in", async (served) => {
    const { token, id } = await served.person();
    const answers = [
      await profile(served, { headers: { authorization: `bearer ${token}` } }),
      await profile(served, {}, `?token=${token}`),
      await profile(served, { headers: { cookie: `other=1; parley=${token}` } }),
    ];
    for (const { status, body } of answers) assert.deepEqual([status, body.user?.id], [200, id]);
    assert.equal((await profile(served, {})).body.code, "unauthenticated");
  });

  test("a bad credential is not replaced by a good one behind it", async (served) => {
    const { token } = await served.person();
    const cookie = `parley=${token}`;
    const bad: [Record<string, string>, string][] = [
      [{ authorization: "Bearer x", cookie }, ""],
      [{ authorization: "Bearer ", cookie }, ""],
      [{ authorization: "Basic eDp5", cookie }, `?token=${token}`],
      [{ authorization: `Bearer ${token} ${token}`, cookie }, ""],
      [{ cookie }, "?token=x"],
      [{ cookie }, "?token="],
      [{ cookie: `parley=x; parley=${token}` }, ""],
    ];
    for (const [headers, query] of bad) {
      const { status, body } = await profile(served, { headers }, query);
      assert.deepEqual([status, body.code], [401, "unauthenticated"], JSON.stringify([Object.keys(headers), query]));
    }
  });

  test("everything but sign-in asks for a credential", async (served) => {
    for (const { method, path, open, json } of TABLE) {
      const { status, body, headers } = await served.ask(method, path, { json });
      if (open) assert.notEqual(body.code, "unauthenticated", path);
      else {assert.deepEqual(
          [status, body.code, headers.get("www-authenticate")],
          [401, "unauthenticated", "Bearer"],
          path,
        );}
    }
  });

  test("a page of another site changes nothing, whatever its browser sends", async (served) => {
    const { token, email } = await served.person();
    const own = served.url;
    const port = new URL(own).port;
    const cookie = `parley=${token}`;
    const foreign: Record<string, string>[] = [
      { origin: "https://evil.example" },
      { origin: "null" },
      { origin: `${own}.evil.example` },
      { origin: own.replace(port, "1") },
      { origin: own.replace("http:", "https:") },
      { origin: `${own}/` },
      { origin: "" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site", origin: own },
      { "sec-fetch-site": "none" },
      { "sec-fetch-site": "cross-site", origin: own },
      {},
    ];
    for (const headers of foreign) {
      for (const { method, path, json } of TABLE) {
        if (method === "GET") continue;
        const { status, body } = await served.ask(method, path, { json, headers: { ...headers, cookie } });
        assert.deepEqual([status, body.code], [403, "cross_site"], `${method} ${path} ${JSON.stringify(headers)}`);
      }
    }
    assert.equal((await served.ask("POST", "/api/v1/auth/login", { json: { email, password: PASSWORD } })).status, 200);
    assert.equal((await profile(served, { token })).body.user.first_name, "");
  });

  test("without a cookie, too, a foreign origin cannot sign anybody in", async (served) => {
    const { email } = await served.person();
    const json = { email, password: PASSWORD };
    const foreign: Record<string, string>[] = [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }];
    for (const headers of foreign) {
      const { status, body } = await served.ask("POST", "/api/v1/auth/login", { json, headers });
      assert.deepEqual([status, body.code], [403, "cross_site"]);
    }
  });

  test("our own pages and programs with a token may", async (served) => {
    const { token } = await served.person();
    const json = { first_name: "Own" };
    const cookie = `parley=${token}`;
    const allowed: Record<string, string>[] = [
      { cookie, origin: served.url },
      { cookie, "sec-fetch-site": "same-origin" },
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${token}`, cookie, origin: "https://elsewhere.example" },
    ];
    for (const headers of allowed) {
      const { status } = await served.ask("PUT", "/api/v1/users/profile", { json, headers });
      assert.equal(status, 200, JSON.stringify(Object.keys(headers)));
    }
  });

  test("a token is never shown to a page that came by cookie", async (served) => {
    const { token } = await served.person();
    const headers = { cookie: `parley=${token}`, origin: served.url };
    const refreshed = await served.ask("POST", "/api/v1/auth/refresh", { headers });
    assert.deepEqual([refreshed.status, Object.keys(refreshed.body)], [200, ["expires_at"]]);
    const set = refreshed.headers.get("set-cookie") ?? "";
    assert.match(set, /^parley=[\w.-]+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    assert.equal((await profile(served, { headers: { cookie: set.split(";")[0]! } })).status, 200);
    const out = await served.ask("POST", "/api/v1/auth/logout", { headers });
    assert.match(out.headers.get("set-cookie") ?? "", /^parley=; Path=\/; Max-Age=0/);
  });
});

Deno.test("every route file has its line in the table", () => {
  const files = ["auth", "users", "auth/sessions"].flatMap((folder) =>
    [...Deno.readDirSync(new URL(`../../routes/api/v1/${folder}`, import.meta.url))]
      .filter((entry) => entry.isFile).map((entry) => pathOf(`routes/api/v1/${folder}/${entry.name}`))
  );
  const lines = new Set(TABLE.map(({ path }) => path.split("?")[0]));
  assert.deepEqual(files.filter((path) => !lines.has(path)), []);
});

Deno.test("under https the cookie is Secure and bound to the host, and the origin is the configured one", async () => {
  await using served = await serve("PGlite", { PUBLIC_URL: "https://chat.example.com", URL_TOKENS: "off" });
  const { token } = await served.person();
  const cookie = `__Host-parley=${token}`;
  const refresh = (origin: string) => served.ask("POST", "/api/v1/auth/refresh", { headers: { cookie, origin } });
  assert.equal((await refresh(served.url)).body.code, "cross_site");
  const { status, headers } = await refresh("https://chat.example.com");
  assert.equal(status, 200);
  assert.match(headers.get("set-cookie") ?? "", /^__Host-parley=.*; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/);
  assert.match(headers.get("strict-transport-security") ?? "", /max-age=\d{8}/);
  assert.equal((await profile(served, { headers: { cookie: `parley=${token}` } })).status, 401);
  assert.equal((await profile(served, {}, `?token=${token}`)).status, 401, "URL_TOKENS=off");
  assert.equal((await profile(served, { headers: { cookie } }, "?token=x")).status, 200, "URL_TOKENS=off");
});
