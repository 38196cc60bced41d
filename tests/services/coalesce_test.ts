// Look-ups of one turn as one query.

import { strict as assert } from "node:assert";
import { coalesce } from "../../lib/coalesce.ts";

Deno.test("what is asked in one turn is loaded once, each key once", async () => {
  const calls: number[][] = [];
  const square = coalesce((keys: number[]) => {
    calls.push(keys);
    return Promise.resolve(new Map(keys.filter((key) => key < 10).map((key) => [key, key * key])));
  });
  const later = Promise.resolve().then(() => square(2)); // another microtask of the same turn
  const found = await Promise.all([square(3), square(4), square(3), square(99), later]);
  assert.deepEqual(found, [9, 16, 9, undefined, 4]);
  assert.deepEqual(calls, [[3, 4, 99, 2]]);
});

Deno.test("nothing is kept: the next turn asks again, also while a load is under way", async () => {
  let calls = 0;
  const count = coalesce(async (keys: string[]) => {
    const call = ++calls;
    await new Promise((resolve) => setTimeout(resolve, 20));
    return new Map(keys.map((key) => [key, call]));
  });
  const first = count("a");
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await Promise.all([first, count("a")]), [1, 2]);
  assert.equal(await count("a"), 3);
});

Deno.test("many keys go out in parts, and a failure reaches all who asked in that turn and nobody else", async () => {
  const sizes: number[] = [];
  let fail = false;
  const load = coalesce((keys: number[]) => {
    sizes.push(keys.length);
    return fail ? Promise.reject(new Error("down")) : Promise.resolve(new Map(keys.map((key) => [key, key])));
  }, 3);
  assert.deepEqual(await Promise.all([1, 2, 3, 4, 5, 6, 7].map(load)), [1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(sizes, [3, 3, 1]);
  fail = true;
  const results = await Promise.allSettled([load(1), load(2)]);
  assert.ok(results.every(({ status }) => status === "rejected"));
  fail = false;
  assert.equal(await load(1), 1);
});
