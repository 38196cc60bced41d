// Attacks from outside the app's own pages: other sites' forms and scripts, links that lead away, bodies and requests that no
// browser would send; and the headers that keep browsers from helping an attacker.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { OPERATIONS } from "./access_table.ts";
import { ask, type Cast, cast, must, stateOf } from "./cast.ts";

const PASSWORD = "correct horse battery";

const cookieOf = ({ token }: { token: string }) => `parley=${token}`;

/** Every form of a page, filled so that it would do something. */
const formsOf = ({ group, pair, people: { owner, stranger } }: Cast): [string, Record<string, string>][] => [
  ["/login", { email: stranger.username, password: PASSWORD }],
  ["/register", { username: "crossed", email: "crossed@example.com", password: PASSWORD }],
  ["/logout", {}],
  ["/profile", { form: "profile", first_name: "Crossed", last_name: "", status: "busy" }],
  ["/profile", { form: "password", current_password: PASSWORD, new_password: "another horse battery" }],
  ["/sessions", { session: sessionOf(owner.token) }],
  ["/groups/new", { name: "Crossed" }],
  [`/u/${stranger.id}`, { content: "crossed" }],
  [`/g/${group}`, { content: "crossed" }],
  [`/c/${pair}`, { content: "crossed" }],
];

const sessionOf = (token: string): string =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(token.split(".")[1]!, { alphabet: "base64url" }))).sid;

async function crossSite(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const port = new URL(url).port;
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${url}.evil.example` },
    { origin: url.replace(port, `${Number(port) + 1}`) },
    { origin: url.replace("127.0.0.1", "localhost") },
    { origin: url.replace("http:", "https:") },
    { origin: `${url}, ${url}` },
    { origin: url, "sec-fetch-site": "cross-site" },
    { origin: url, "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { referer: `${url}/` },
    {},
  ];
  const before = [await stateOf(all), await must(200, owner.api("GET", "/users/profile"))];
  const api = OPERATIONS.filter(({ method }) => method !== "GET").map(({ method, route, json }) => ({
    method,
    path: `/api/v1${route.replaceAll(/\[\w+\]/g, all.group)}`,
    how: { json: json?.({ ...all, member: owner.id, spare: owner.id, session: owner.id }) },
  }));
  const forms = formsOf(all).map(([path, fields]) => ({
    method: "POST",
    path,
    how: { body: new URLSearchParams(fields) },
  }));
  for (const site of foreign) {
    const isSaid = "origin" in site || "sec-fetch-site" in site;
    for (const { method, path, how } of [...forms, ...api]) {
      const seen = await ask(url, method, path, { ...how, headers: { ...site, cookie: cookieOf(owner) } });
      assert.equal(seen.status, 403, `${method} ${path} ${JSON.stringify(site)}`);
      assert.equal(seen.headers.get("set-cookie"), null);
      if (!isSaid) continue; // a program without a cookie says nothing of where it is
      const without = await ask(url, method, path, { ...how, headers: site });
      assert.equal(without.status, 403, `${method} ${path} without a cookie ${JSON.stringify(site)}`);
    }
  }
  assert.deepEqual([await stateOf(all), await must(200, owner.api("GET", "/users/profile"))], before);
  const { body } = await ask(url, "POST", "/api/v1/auth/login", {
    json: { email: "crossed@example.com", password: PASSWORD },
  });
  assert.equal(body.code, "bad_credentials", "no account was made");
  for (const path of ["/logout", "/api/v1/auth/logout", `/api/v1/groups/${all.group}/leave`]) {
    const seen = await ask(url, "GET", path, { headers: { cookie: cookieOf(owner) } });
    assert.ok([404, 405].includes(seen.status), "what changes something is no link");
  }
}

async function ownForms(all: Cast): Promise<void> {
  const { url, people: { spare } } = all;
  const headers = { cookie: cookieOf(spare), origin: url, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ content: "from our own page" });
  assert.equal((await ask(url, "POST", `/u/${spare.id}`, { headers, body })).status, 303);
  const { messages } = await must(200, spare.api("GET", `/messages/private/${spare.id}`));
  assert.equal(messages.length, 1, "the form that is refused elsewhere works");
}

/** Ways to write another origin so that something might take it for a path. */
const ELSEWHERE = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example/",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "\u00a0//evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/x/..//evil.example",
  "/x/..\\\\evil.example",
  "/%2e/%2e//evil.example",
  "/.%2F/evil.example",
  "/%2F/evil.example",
  "/%5Cevil.example",
  "/%09/evil.example",
  "%2F%2Fevil.example",
  "https:evil.example",
  "https:/evil.example",
  "http:\\\\evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "@evil.example",
  "/@evil.example",
  "//127.0.0.1:1@evil.example",
  ".evil.example",
  ":80",
  "?//evil.example",
  "/\u2044evil.example",
  "／／evil.example",
  "/\r\nlocation: https://evil.example",
  "/\r\nset-cookie: parley=x",
  "x".repeat(5_000),
];

async function redirects(all: Cast): Promise<void> {
  const { url, people: { stranger } } = all;
  const stays = (location: string, next: string) => {
    assert.match(location, /^\/(?![\\/])/, JSON.stringify(next));
    assert.equal(new URL(location, url).origin, url, JSON.stringify(next));
    assert.doesNotMatch(location, /[\r\n\t\\]/, JSON.stringify(next));
  };
  for (const next of ELSEWHERE) {
    for (
      const encoded of new Set([
        encodeURIComponent(next),
        encodeURIComponent(encodeURIComponent(next)),
        encodeURI(next),
      ])
    ) {
      for (const page of ["/login", "/register"]) {
        const seen = await ask(url, "GET", `${page}?next=${encoded}`, { headers: { cookie: cookieOf(stranger) } });
        assert.equal(seen.status, 303);
        stays(seen.headers.get("location") ?? "", next);
        assert.equal(seen.headers.get("set-cookie"), null);
        const form = await ask(url, "GET", `${page}?next=${encoded}`);
        assert.equal(form.status, 200);
        const value = /name="next" value="([^"]*)"/.exec(form.text)?.[1];
        stays((value ?? "none").replaceAll("&amp;", "&"), next);
      }
    }
  }
  // A sign-in costs a password's work: each way once.
  for (const next of ELSEWHERE.slice(0, 8)) {
    const body = new URLSearchParams({ email: stranger.username, password: PASSWORD, next });
    const seen = await ask(url, "POST", "/login", { body, headers: { origin: url } });
    assert.equal(seen.status, 303);
    stays(seen.headers.get("location") ?? "", next);
  }
  for (
    const path of [
      "//evil.example",
      "//evil.example/%2e%2e",
      "/\\evil.example",
      "/c//evil.example",
      "//evil.example/c/x",
    ]
  ) {
    const seen = await raw(url, `GET ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\nconnection: close\r\n\r\n`);
    assert.doesNotMatch(seen, /^location: (?!\/(?![\\/]))/im, path);
  }
}

/** Bytes as they are, and what comes back until the server closes or `ms` have passed. */
async function raw(url: string, text: string, ms = 5_000): Promise<string> {
  const { hostname, port } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  await connection.write(new TextEncoder().encode(text));
  let said = "";
  const buffer = new Uint8Array(65_536);
  const late = performance.now() + ms;
  const timers: ReturnType<typeof setTimeout>[] = [];
  while (performance.now() < late) {
    const n = await Promise.race([
      connection.read(buffer).catch(() => null),
      new Promise<null>((resolve) => timers.push(setTimeout(() => resolve(null), late - performance.now()))),
    ]);
    if (n === null) break;
    said += new TextDecoder().decode(buffer.subarray(0, n));
    said = said.replace(/^HTTP\/1\.1 100 Continue\r\n\r\n/i, "");
    if (!/connection: close/i.test(text) && said.includes("\r\n\r\n")) break;
  }
  timers.forEach(clearTimeout);
  return said;
}

async function headers(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const cookie = cookieOf(owner);
  const origin = "https://evil.example";
  const signed = [
    "/",
    "/people",
    "/groups/new",
    "/profile",
    "/sessions",
    `/c/${all.pair}`,
    `/g/${all.group}`,
    "/nothing",
  ];
  for (const path of [...signed, "/login", "/register", "/?before=x"]) {
    const { headers, text } = await ask(url, "GET", path, { headers: { cookie, origin } });
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.match(policy, /base-uri 'none'/, path);
    assert.match(policy, /(form-action|default-src) '(self|none)'/, path);
    const scripts = /script-src([^;]*)/.exec(policy)?.[1] ?? /default-src([^;]*)/.exec(policy)?.[1] ?? "";
    assert.doesNotMatch(scripts, /unsafe|\*|https?:|data:/, `${path}: ${policy}`);
    for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) assert.match(tag, /nonce="\w{16,}"/, `${path}: ${tag}`);
    assert.doesNotMatch(text, /\son\w+="|javascript:/i, path);
    assert.match(headers.get("cache-control") ?? "", /\bno-store\b/, path);
  }
  const nonces = await Promise.all([1, 2].map(() => ask(url, "GET", "/", { headers: { cookie } })));
  assert.notEqual(...nonces.map(({ text }) => /nonce="(\w+)"/.exec(text)?.[1]) as [string, string]);
  const everywhere = [
    ...signed,
    "/login",
    "/styles.css",
    "/healthz",
    ...OPERATIONS.filter(({ method }) => method === "GET").map(({ route }) => `/api/v1${route}`),
  ];
  for (const path of everywhere) {
    for (const method of ["GET", "OPTIONS"]) {
      const asks = {
        cookie,
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization",
      };
      const { headers } = await ask(url, method, path, { headers: asks });
      for (const name of ["origin", "credentials", "headers", "methods"]) {
        assert.equal(headers.get(`access-control-allow-${name}`), null, `${method} ${path}`);
      }
      assert.equal(headers.get("x-content-type-options"), "nosniff", `${method} ${path}`);
      assert.equal(headers.get("x-frame-options"), "DENY", `${method} ${path}`);
      assert.equal(headers.get("server"), null);
      assert.equal(headers.get("x-powered-by"), null);
      if (path !== "/styles.css") assert.match(headers.get("cache-control") ?? "", /\bno-store\b/, `${method} ${path}`);
      if (path === "/styles.css") assert.equal(headers.get("set-cookie"), null);
    }
  }
}

async function bodies(all: Cast): Promise<void> {
  const { url, people: { owner, stranger } } = all;
  const before = await stateOf(all);
  const headers = { cookie: cookieOf(owner), origin: url };
  for (const [path] of formsOf(all).filter(([path]) => path !== "/logout")) {
    const tries: [string, BodyInit, number][] = [
      ["application/json", `{"content":"x"}`, 415],
      ["text/plain", "content=x", 415],
      [
        "multipart/form-data; boundary=x",
        `--x\r\ncontent-disposition: form-data; name="content"\r\n\r\nx\r\n--x--`,
        415,
      ],
      ["application/x-www-form-urlencoded", `content=${"x".repeat(300_000)}`, 413],
    ];
    for (const [type, body, status] of tries) {
      const seen = await ask(url, "POST", path, { headers: { ...headers, "content-type": type }, body });
      assert.equal(seen.status, status, `${path} ${type}`);
      assert.equal(seen.headers.get("set-cookie"), null);
    }
  }
  for (const override of ["x-http-method-override", "x-http-method", "x-method-override"]) {
    const how = { who: owner, headers: { [override]: "DELETE" }, json: { name: "x" } };
    assert.equal((await ask(url, "POST", `/api/v1/groups/${all.group}?_method=DELETE`, how)).status, 405);
    assert.equal(
      (await ask(url, "GET", `/api/v1/groups/${all.group}?_method=DELETE`, { who: owner, headers: how.headers }))
        .status,
      200,
    );
  }
  for (const path of [`/api/v1/groups/${all.group}/members/${stranger.id}`, `/api/v1/groups/${all.group}/leave`]) {
    assert.notEqual((await ask(url, "HEAD", path, { who: owner })).status, 200);
  }
  assert.deepEqual(await stateOf(all), before);
}

async function byHand(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const before = await stateOf(all);
  const { host } = new URL(url);
  const send =
    `POST /api/v1/messages/group/${all.group} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${owner.token}\r\ncontent-type: application/json\r\n`;
  const status = (said: string) => Number(/^HTTP\/1\.[01] (\d+)/.exec(said)?.[1] ?? 0);
  const body = `{"content":"smuggled"}`;
  const refused: [what: string, text: string][] = [
    ["two lengths", `${send}content-length: 5\r\ncontent-length: ${body.length}\r\n\r\n${body}`],
    ["a length that is none", `${send}content-length: x\r\n\r\n${body}`],
    ["a negative length", `${send}content-length: -1\r\n\r\n${body}`],
    ["a length beyond all numbers", `${send}content-length: 99999999999999999999999\r\n\r\n${body}`],
    ["a chunk whose size is none", `${send}transfer-encoding: chunked\r\n\r\nzz\r\n${body}\r\n0\r\n\r\n`],
    ["an encoding that nobody knows", `${send}transfer-encoding: x\r\n\r\n${body}`],
    ["a header with NUL in it", `${send}x-odd: a\0b\r\ncontent-length: ${body.length}\r\n\r\n${body}`],
    ["a header of a megabyte", `${send}x-odd: ${"x".repeat(1_000_000)}\r\n\r\n`],
    ["a gigabyte announced", `${send}content-length: 1073741824\r\n\r\n`],
    ["a gigabyte announced, and waited for", `${send}content-length: 1073741824\r\nexpect: 100-continue\r\n\r\n`],
    ["no HTTP at all", "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03"],
    ["a method of control characters", `G\x01T / HTTP/1.1\r\nhost: ${host}\r\n\r\n`],
    ["a proxy's request", `CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n`],
    ["TRACE", `TRACE / HTTP/1.1\r\nhost: ${host}\r\nx-secret: shown\r\n\r\n`],
  ];
  for (const [what, text] of refused) {
    const said = await raw(url, text, 2_000);
    const got = status(said);
    assert.ok(got === 0 || got >= 400 && got < 600 && got !== 500, `${what}: ${said.slice(0, 300)}`);
    assert.doesNotMatch(said, /x-secret/);
  }
  // Both at once: whoever believes the one sees another request begin where whoever believes the other does not.
  const hidden = `${send}content-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
  const twofold = `content-length: ${hidden.length + 5}\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n${hidden}`;
  assert.equal(status(await raw(url, `POST /healthz HTTP/1.1\r\nhost: ${host}\r\n${twofold}`, 2_000)), 400);
  assert.deepEqual(await stateOf(all), before);
}

async function slow(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const { hostname, port, host } = new URL(url);
  const connections = await Promise.all(
    Array.from({ length: 100 }, () => Deno.connect({ hostname, port: Number(port) })),
  );
  const starts = [
    "POST /api/v1/auth/login HTTP/1.1\r\nx-slow: ",
    `POST /login HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 1000\r\n\r\nemail=`,
    `POST /api/v1/auth/login HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n`,
  ];
  await Promise.all(connections.map((it, n) => it.write(new TextEncoder().encode(starts[n % starts.length]))));
  const start = performance.now();
  await must(200, owner.api("GET", "/users/profile"));
  assert.equal((await ask(url, "GET", "/login")).status, 200);
  assert.ok(performance.now() - start < 10_000, "a hundred requests that never end keep nobody waiting");
  for (const connection of connections) connection.close();
}

async function files(all: Cast): Promise<void> {
  const { host } = new URL(all.url);
  const away = ["..", "%2e%2e", "..%2f", "..%5c", "%252e%252e", "..%c0%af", "....//", "..;"];
  for (const up of away) {
    for (const start of ["", "/static", "/_fresh", "/_fresh/js", "/styles.css"]) {
      const path = `${start}/${`${up}/`.repeat(3)}deno.json`;
      const said = await raw(all.url, `GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
      assert.match(said, /^HTTP\/1\.1 (400|404)/, path);
      assert.doesNotMatch(said, /nodeModulesDir/, path);
    }
  }
}

Deno.test("attacks on pages and requests", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["no other site's page does anything by a form or a script, with the cookie or without", crossSite],
    ["our own pages do", ownForms],
    ["`next` never leads away from our origin, however it is written", redirects],
    ["every page is told to run, frame and keep nothing that is not ours, and no site may read any answer", headers],
    ["a form takes a form, of a bounded size, and no header changes a method", bodies],
    ["what is hardly HTTP is refused, and hides no second request", byHand],
    ["requests that never end keep nobody waiting", slow],
    ["no address leads to a file that is not served", files],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
