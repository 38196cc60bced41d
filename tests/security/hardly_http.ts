// Bodies and requests that no browser would send.

import { strict as assert } from "node:assert";
import { ask, type Cast, cookieOf, must, stateOf } from "./cast.ts";
import { formsOf } from "./cross_site.ts";
import { raw } from "./raw_http.ts";

/** A conversation takes a form with a file in it; one without is no such form. */
const TAKES_FILES = /^\/[cgu]\/[^/]+$/;

export async function bodies(all: Cast): Promise<void> {
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
        TAKES_FILES.test(path) ? 400 : 415,
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

export async function byHand(all: Cast): Promise<void> {
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
    ["a method that nobody has", `MADEUP /api/v1/users/profile HTTP/1.1\r\nhost: ${host}\r\n\r\n`],
    ["what a server as a whole can do", `OPTIONS * HTTP/1.1\r\nhost: ${host}\r\n\r\n`],
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
  const socket = `GET /api/v1/ws HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${owner.token}\r\n`;
  const handshake = [
    "upgrade: websocket",
    "connection: keep-alive, Upgrade",
    "sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==",
  ];
  for (const left of handshake) {
    const rest = handshake.filter((line) => line !== left).join("\r\n");
    const said = await raw(url, `${socket}sec-websocket-version: 13\r\n${rest}\r\n\r\n`, 2_000);
    assert.match(said, new RegExp(`^HTTP/1.1 400 [^]*"fields":{"${left.split(":")[0]}":`), `without ${left}`);
  }
  const whole = `${socket}sec-websocket-version: 13\r\n${handshake.join("\r\n")}\r\n\r\n`;
  assert.equal(status(await raw(url, whole, 2_000)), 101);
  assert.deepEqual(await stateOf(all), before);
}

export async function slow(all: Cast): Promise<void> {
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

export async function files(all: Cast): Promise<void> {
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
