// The parts of the HTTP layer that are functions of their arguments: whose request it is, where one may be sent, what a cookie says.

import { strict as assert } from "node:assert";
import { clientAddress, requestOrigin, trustOf } from "../../lib/http/client_address.ts";
import { readCookie, setCookie } from "../../lib/http/cookie.ts";
import { credentialOf } from "../../lib/http/credentials.ts";
import { safeNext } from "../../lib/http/guard.ts";

const forwarded = (value: string) => new Headers({ "x-forwarded-for": value });

Deno.test("the client is the nearest address that is no trusted proxy", () => {
  const trusted = trustOf(["127.0.0.1", "10.0.0.0/8", "fd00::/8"]);
  const cases: [string, string, string][] = [
    ["203.0.113.1", "198.51.100.1", "203.0.113.1"], // a stranger says who they are
    ["127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["127.0.0.1", "1.2.3.4, 198.51.100.1", "198.51.100.1"], // the first one was sent by the client
    ["127.0.0.1", "198.51.100.1, 10.1.2.3", "198.51.100.1"],
    ["127.0.0.1", "10.1.1.1, 10.1.2.3", "10.1.1.1"],
    ["127.0.0.1", "", "127.0.0.1"],
    ["127.0.0.1", "nonsense", "127.0.0.1"],
    ["127.0.0.1", "198.51.100.1, nonsense", "127.0.0.1"],
    ["::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["fd00::1", "2001:db8::5", "2001:db8::5"],
    ["", "198.51.100.1", ""],
  ];
  for (const [peer, header, expected] of cases) {
    assert.equal(clientAddress(peer, forwarded(header), trusted), expected, `${peer} ${header}`);
  }
  assert.equal(clientAddress("127.0.0.1", forwarded("198.51.100.1"), trustOf([])), "127.0.0.1");
});

Deno.test("the origin is the request's own, and a proxy's word only from a proxy", () => {
  const url = new URL("http://10.0.0.5:8000/x");
  const headers = new Headers({ "x-forwarded-proto": "https", "x-forwarded-host": "chat.example.com" });
  assert.equal(requestOrigin(url, headers, false), "http://10.0.0.5:8000");
  assert.equal(requestOrigin(url, headers, true), "https://chat.example.com");
  assert.equal(requestOrigin(url, new Headers({ "x-forwarded-host": "a b" }), true), "http://10.0.0.5:8000");
});

Deno.test("after sign-in one stays on our own origin", () => {
  const origin = "https://chat.example.com";
  const kept = ["/", "/c/1?x=1#y", "/a/../b", "/%2F%2Fevil.example"];
  for (const next of kept) assert.equal(new URL(safeNext(next, origin), origin).origin, origin, next);
  assert.equal(safeNext("/c/1?x=1#y", origin), "/c/1?x=1#y");
  const refused = [
    null,
    "",
    "c/1",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "\\\\evil.example",
    " /x",
  ];
  for (const next of refused) assert.equal(safeNext(next, origin), "/", `${next}`);
});

Deno.test("a cookie that is set is read, and no other name is", () => {
  for (const publicUrl of [undefined, "http://x", "https://x"]) {
    const headers = new Headers();
    setCookie(headers, { publicUrl }, "a.b.c", "2026-01-02T00:00:00.000Z", Date.parse("2026-01-01T00:00:00.000Z"));
    const set = headers.get("set-cookie") ?? "";
    assert.match(set, /Max-Age=86400; HttpOnly; SameSite=Lax/);
    assert.equal(set.includes("Secure"), publicUrl === "https://x");
    assert.equal(set.startsWith("__Host-"), publicUrl === "https://x");
    const cookie = set.split(";")[0]!;
    assert.equal(readCookie(new Headers({ cookie: `x=1; ${cookie}; y=2` }), { publicUrl }), "a.b.c");
    assert.equal(readCookie(new Headers({ cookie: `x${cookie}` }), { publicUrl }), undefined);
  }
});

Deno.test("exactly one credential counts: the first of Authorization, subprotocol, address, cookie", () => {
  const config = { publicUrl: undefined, urlTokens: true };
  const all = new Headers({
    authorization: "Bearer one",
    "sec-websocket-protocol": "parley.v1, two",
    cookie: "parley=four",
  });
  const url = new URL("http://x/ws?token=three");
  const order = ["authorization", "sec-websocket-protocol"];
  const by = () => credentialOf(all, url, config);
  assert.deepEqual(by(), { by: "bearer", token: "one" });
  all.delete(order[0]!);
  assert.deepEqual(by(), { by: "subprotocol", token: "two" });
  all.set("sec-websocket-protocol", "parley.v1");
  assert.deepEqual(by(), { by: "query", token: "three" });
  assert.deepEqual(credentialOf(all, url, { ...config, urlTokens: false }), { by: "cookie", token: "four" });
  assert.equal(credentialOf(new Headers(), new URL("http://x/"), config), undefined);
});
