// The counts of attempts to sign in, shared by instances through Redis, and what holds while Redis does not answer.

import { strict as assert } from "node:assert";
import { createClient } from "redis";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { type SignInLimits, signInLimits } from "../../lib/services/sign_in_limits.ts";
import { startRedis } from "../support/redis.ts";

/** How many attempts of `count` are let through. */
async function passed(limits: SignInLimits, count: number, address: string, account: string): Promise<number> {
  let through = 0;
  for (let n = 0; n < count; n++) {
    try {
      await limits.spend(address, account);
      through++;
    } catch (error) {
      assert.ok(error instanceof ParleyError && error.code === "rate_limited", String(error));
      const { retryAfter = 0 } = error.detail;
      assert.ok(retryAfter >= 1 && retryAfter <= 60, `${retryAfter}`);
    }
  }
  return through;
}

Deno.test("an account has so many attempts from one address, whatever happens elsewhere", async () => {
  const limits = signInLimits({ perMinute: 5 });
  assert.equal(await passed(limits, 9, "203.0.113.1", "anna"), 5);
  assert.equal(await passed(limits, 9, "203.0.113.2", "anna"), 5);
  assert.equal(await passed(limits, 9, "203.0.113.1", "bert"), 5);
});

Deno.test("an address has ten times that over all accounts, and the network of an IPv6 address is one", async () => {
  const limits = signInLimits({ perMinute: 5 });
  let through = 0;
  for (let n = 0; n < 80; n++) through += await passed(limits, 1, `2001:db8::${n.toString(16)}`, `account${n}`);
  assert.equal(through, 50);
  assert.equal(await passed(limits, 1, "2001:db8:0:1::1", "account"), 1, "another network");
  assert.equal(await passed(signInLimits({ perMinute: 1 }), 1, "", "account"), 1, "an address that is none");
});

Deno.test("who knew the password starts anew", async () => {
  const limits = signInLimits({ perMinute: 3 });
  assert.equal(await passed(limits, 2, "203.0.113.1", "anna"), 2);
  await limits.succeeded("203.0.113.1", "anna");
  assert.equal(await passed(limits, 9, "203.0.113.1", "anna"), 3);
});

Deno.test("instances count together through Redis, and go on counting by themselves while it is stopped", async () => {
  await using server = await startRedis();
  const clients = [createClient({ url: server.url }), createClient({ url: server.url })];
  for (const client of clients) await client.on("error", () => {}).connect();
  const counting = (prefix: string) =>
    clients.map((redis) => signInLimits({ perMinute: 5, shared: { redis, prefix } }));
  const [[one, two], [other]] = [counting("a:"), counting("b:")];
  assert.ok(one && two && other);
  assert.equal(await passed(one, 3, "203.0.113.1", "anna"), 3);
  assert.equal(await passed(two, 5, "203.0.113.1", "anna"), 2);
  assert.equal(await passed(other, 9, "203.0.113.1", "anna"), 5, "another installation on the same Redis");
  await server.pause();
  const start = performance.now();
  assert.equal(await passed(one, 7, "203.0.113.1", "bert"), 5);
  assert.ok(performance.now() - start < 15_000, "each attempt waits half a second at most for each count");
  await server.resume();
  for (const client of clients) client.destroy();
});
