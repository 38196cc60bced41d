// Tokens by themselves; over HTTP they are attacked in tests/routes/credentials_test.ts.

import { strict as assert } from "node:assert";
import { databaseClock } from "../../lib/clock.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { jwtTokens } from "../../lib/services/tokens.ts";

const SECRET = "a secret of at least thirty-two letters";
const subject = { userId: crypto.randomUUID(), sessionId: crypto.randomUUID() };
const inAnHour = (now: number) => new Date(now + 3_600_000).toISOString();
const isRefusal = (error: unknown) => error instanceof ParleyError && error.code === "unauthenticated";

Deno.test("a token names its session, on every instance that has the secret, and on no other", async () => {
  const [one, same, other] = [
    await jwtTokens(SECRET, Date.now),
    await jwtTokens(SECRET, Date.now),
    await jwtTokens(`${SECRET}!`, Date.now),
  ];
  const token = await one.issue({ ...subject, expiresAt: inAnHour(Date.now()) });
  assert.deepEqual(await same.verify(token), subject);
  await assert.rejects(other.verify(token), isRefusal);
  assert.ok(token.length < 512);
});

Deno.test("that a token was verified says nothing of another with the same signature", async () => {
  const tokens = await jwtTokens(SECRET, Date.now);
  const [header, payload, signature] = (await tokens.issue({ ...subject, expiresAt: inAnHour(Date.now()) })).split(".");
  await tokens.verify(`${header}.${payload}.${signature}`);
  const { sub, ...rest } = JSON.parse(atob(payload!));
  const forged = btoa(JSON.stringify({ ...rest, sub: crypto.randomUUID() })).replaceAll("=", "");
  assert.equal(sub, subject.userId);
  for (let i = 0; i < 2; i++) await assert.rejects(tokens.verify(`${header}.${forged}.${signature}`), isRefusal);
});

Deno.test("a token ends when it says", async () => {
  let now = Date.parse("2026-01-01T00:00:00.000Z");
  const tokens = await jwtTokens(SECRET, () => now);
  const token = await tokens.issue({ ...subject, expiresAt: inAnHour(now) });
  now += 3_599_000;
  assert.deepEqual(await tokens.verify(token), subject);
  now += 2_000;
  await assert.rejects(tokens.verify(token), isRefusal);
});

Deno.test("an instance whose own clock is days off judges by the database's", async () => {
  const clock = databaseClock();
  clock.learn("2031-05-05T10:00:00.000Z");
  const tokens = await jwtTokens(SECRET, clock.now);
  const token = await tokens.issue({ ...subject, expiresAt: "2031-05-05T11:00:00.000Z" });
  assert.deepEqual(await tokens.verify(token), subject);
  clock.learn("2031-05-05T11:00:01.000Z");
  await assert.rejects(tokens.verify(token), isRefusal);
});
