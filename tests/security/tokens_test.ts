// Forged, stale and misplaced tokens by every way in: requests, sockets, pages. Whoever brings one is nobody, and changes nothing.

import { strict as assert } from "node:assert";
import { SignJWT } from "jose";
import { type Instance, startInstance } from "../support/instance.ts";
import { type Person, person, Socket } from "../support/person.ts";
import { handshake, handshakeStatus } from "../support/raw_socket.ts";
import { waitUntil } from "../support/wait.ts";
import { ask, must, PASSWORD } from "./cast.ts";

const SECRET = "only-for-tests-0123456789-0123456789";
const bytes = (text: string) => new TextEncoder().encode(text);
const part = (value: unknown) => bytes(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });
const decode = (text: string) =>
  JSON.parse(new TextDecoder().decode(Uint8Array.fromBase64(text, { alphabet: "base64url" })));

/** Tokens that are none, made from a good one; the key of the server is known to us, so that only one thing is wrong with each. */
async function forgeries(good: string): Promise<Record<string, string>> {
  const [header, claims, signature] = good.split(".") as [string, string, string];
  const [head, body] = [decode(header), decode(claims)];
  const sign = (change: object, headChange: object = {}, key: string | Uint8Array = SECRET) =>
    new SignJWT({ ...body, ...change }).setProtectedHeader({ ...head, ...headChange })
      .sign(typeof key === "string" ? bytes(key) : key);
  const now = Math.floor(Date.now() / 1000);
  assert.equal((await sign({})).split(".")[1], claims, "a token with nothing wrong is what the server makes");
  return {
    empty: "",
    "one word": "token",
    "no signature": `${header}.${claims}.`,
    "two parts": `${header}.${claims}`,
    "five parts": `${good}.x.y`,
    "alg none": `${part({ ...head, alg: "none" })}.${claims}.`,
    "alg none with a signature": `${part({ ...head, alg: "none" })}.${claims}.${signature}`,
    "alg null": `${part({ ...head, alg: null })}.${claims}.${signature}`,
    "alg as a list": `${part({ ...head, alg: ["HS256", "none"] })}.${claims}.${signature}`,
    "another algorithm, said": `${part({ ...head, alg: "RS256" })}.${claims}.${signature}`,
    "another algorithm, signed": await sign({}, { alg: "HS512" }),
    "another key": await sign({}, {}, "another secret of more than thirty-two letters"),
    "an empty key": await sign({}, {}, new Uint8Array(32)),
    "the public id of the key as the key": await sign({}, {}, `${head.kid}`.padEnd(32, "\0")),
    "a key of its own": await sign(
      {},
      { jwk: { kty: "oct", k: "AAAA" }, jku: "https://evil.example/" },
      "x".repeat(32),
    ),
    "a critical extension": `${part({ ...head, crit: ["x"], x: 1 })}.${claims}.${signature}`,
    expired: await sign({ exp: now - 1 }),
    "without an end": await sign({ exp: undefined }),
    "not yet": await sign({ nbf: now + 60 }),
    "issued in the future": await sign({ iat: "tomorrow" }),
    "for another audience": await sign({ aud: "other" }),
    "from another issuer": await sign({ iss: "other" }),
    "of another type": await sign({}, { typ: "JWT" }),
    "of no type": await sign({}, { typ: undefined }),
    "of another key's id": await sign({}, { kid: "other" }),
    "of nobody": await sign({ sub: undefined }),
    "of a person who is not there": await sign({ sub: crypto.randomUUID() }),
    "of a session that is not there": await sign({ sid: crypto.randomUUID() }),
    "of no session": await sign({ sid: undefined }),
    "with SQL in it": await sign({ sid: "' or 1=1 --" }),
    "somebody else's name on it": `${header}.${part({ ...body, sub: crypto.randomUUID() })}.${signature}`,
    "one bit different": `${header}.${claims}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
    "three kilobytes": await sign({ pad: "x".repeat(3_000) }),
  };
}

/** Every way to be somebody, and what being nobody looks like there. */
async function assertNobody({ url }: Instance, name: string, token: string): Promise<void> {
  const bearer = { authorization: `Bearer ${token}` };
  const inUrl = `?token=${encodeURIComponent(token)}`;
  const answers = [
    await ask(url, "PUT", "/api/v1/users/profile", { headers: bearer, json: { first_name: "Forged" } }),
    await ask(url, "PUT", `/api/v1/users/profile${inUrl}`, { json: { first_name: "Forged" } }),
  ];
  for (const { status, body } of answers) {
    assert.equal(status, 401, name);
    assert.match(body.code, /^(unauthenticated|session_ended)$/, name);
  }
  assert.equal(await handshakeStatus(url, "/ws", bearer), 401, name);
  assert.equal(await handshakeStatus(url, `/ws${inUrl}`), 401, name);
  if (/^[\w.-]+$/.test(token)) {
    assert.equal(await handshakeStatus(url, "/ws", { "sec-websocket-protocol": `parley.v1, ${token}` }), 401, name);
  }
  const cookie = `parley=${token}`;
  assert.equal(await handshakeStatus(url, "/ws", { cookie, origin: url }), 401, name);
  const form = {
    body: new URLSearchParams({ form: "profile", first_name: "Forged" }),
    headers: { cookie, origin: url },
  };
  const page = await ask(url, "POST", "/profile", form);
  assert.equal(page.status, 303, name);
  assert.match(page.headers.get("location") ?? "", /^\/login\?(?:ended=1&)?next=%2Fprofile$/, name);
}

async function forged(instance: Instance, anna: Person): Promise<void> {
  for (const [name, token] of Object.entries(await forgeries(anna.token))) await assertNobody(instance, name, token);
  const { user } = await must(200, anna.api("GET", "/users/profile"));
  assert.equal(user.first_name, "");
  const { sessions } = await must(200, anna.api("GET", "/auth/sessions"));
  assert.equal(sessions.length, 1);
}

async function huge({ url }: Instance, anna: Person): Promise<void> {
  for (const size of [20_000, 200_000, 2_000_000]) {
    const token = `${anna.token}${"x".repeat(size)}`;
    // Whatever is in front of the app may refuse headers of this size before it, or hang up.
    const seen = await ask(url, "GET", "/api/v1/users/profile", { headers: { authorization: `Bearer ${token}` } })
      .catch(() => ({ status: 431 }));
    assert.ok([400, 401, 431].includes(seen.status), `${size}: ${seen.status}`);
  }
  await must(200, anna.api("GET", "/users/profile"));
}

async function revoked(instance: Instance, anna: Person): Promise<void> {
  const { url } = instance;
  const json = { email: anna.username, password: PASSWORD };
  const { body: { token } } = await ask(url, "POST", "/api/v1/auth/login", { json });
  const socket = await Socket.open(url, token, false);
  assert.equal(
    (await ask(url, "POST", "/api/v1/auth/logout", { headers: { authorization: `Bearer ${token}` } })).status,
    200,
  );
  await assertNobody(instance, "revoked", token);
  await waitUntil("the socket to end with its session", () => socket.closed !== undefined);
  assert.equal(socket.closed?.code, 4401);
  await must(200, anna.api("GET", "/users/profile"));
}

async function inAddresses({ url }: Instance, anna: Person, eve: Person): Promise<void> {
  const headers = { cookie: `parley=${anna.token}` };
  for (const path of ["/", `/u/${anna.id}`, "/profile", "/login", "/sessions?x=1"]) {
    for (const token of [eve.token, "bad"]) {
      const address = `${path}${path.includes("?") ? "&" : "?"}token=${token}`;
      const seen = await ask(url, "GET", address, { headers });
      assert.ok(seen.status === 200 || path === "/login", `${path}: ${seen.status}`);
      assert.equal(seen.headers.get("set-cookie"), null, "a link signs nobody out");
      assert.ok(!seen.text.includes(eve.username), "a link shows nobody another's account");
      assert.ok(!seen.text.includes(token === "bad" ? "token=bad" : token), "nor is the token repeated");
      const out = await ask(url, "GET", address);
      assert.ok(out.status === 303 || path === "/login", `${path}: ${out.status}`);
      assert.doesNotMatch(`${out.headers.get("location")}`, /token/, "a token stands in no address of ours");
    }
  }
  const form = { headers: { ...headers, origin: url }, body: new URLSearchParams({ content: "mine" }) };
  assert.equal((await ask(url, "POST", `/u/${anna.id}?token=${eve.token}`, form)).status, 303);
  const { messages } = await must(200, anna.api("GET", `/messages/private/${anna.id}`));
  assert.deepEqual(
    messages.map((it: { sender_id: string }) => it.sender_id),
    [anna.id],
    "what one writes is one's own",
  );
  const upgraded = await handshake(url, "/ws", { "sec-websocket-protocol": `parley.v1, ${anna.token}` });
  assert.equal(upgraded.status, 101);
  assert.ok(![...upgraded.headers.values()].some((value) => value.includes(anna.token)));
  upgraded.connection.close();
}

Deno.test("tokens that are none, by every way in", async (t) => {
  await using instance = await startInstance({ LIMITS: "off", LOG_LEVEL: "debug", JWT_SECRET: SECRET });
  const [anna, eve] = [await person(instance.url, "anna"), await person(instance.url, "eve")];
  await t.step("a forged token makes nobody of whoever brings it, and changes nothing", () => forged(instance, anna));
  await t.step("a huge one is refused like any other", () => huge(instance, anna));
  await t.step(
    "one of a session that ended is refused everywhere, and its socket closes",
    () => revoked(instance, anna),
  );
  await t.step(
    "one in the address of a page counts for nothing, and is not repeated",
    () => inAddresses(instance, anna, eve),
  );
  await t.step("none of them stands in the log, nor does the secret", () => {
    const log = instance.output();
    assert.match(log, /"path":"\/api\/v1\/users\/profile"/);
    const signatures = [anna, eve].map(({ token }) => token.split(".")[2]!);
    for (const secret of [...signatures, SECRET, "eyJ", "token="]) assert.ok(!log.includes(secret), secret);
    assert.ok(!/"level":"ERROR"/.test(log), log.slice(-3_000));
  });
});
