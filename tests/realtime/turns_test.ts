// Sockets are written to a few a turn of the event loop, so that nothing waits for a thousand of them.

import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { setTimeout } from "node:timers/promises";
import { inTurn, onceFlushed } from "../../lib/turns.ts";

/** Who is told what thousands are has rested after this. */
const restMs = 150;

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}${i}`);

/** Dues that note when they were flushed. */
function noting() {
  const flushed: string[] = [];
  const dues = new Map<string, { flush(): void }>();
  const due = (name: string) => {
    if (!dues.has(name)) dues.set(name, { flush: () => void flushed.push(name) });
    return dues.get(name)!;
  };
  return { flushed, due };
}

/** @returns how many turns it took, at most so many */
async function until(done: () => boolean, turns: number): Promise<number> {
  let turn = 0;
  while (!done() && turn < turns) await setImmediate(turn++);
  return turn;
}

Deno.test("a thousand are written to in several turns, in the order in which they became due, and other work comes in between", async () => {
  const { flushed, due } = noting();
  const all = names("member ", 1_000);
  for (const name of all) inTurn(due(name), "few");
  const turns = await until(() => flushed.length === 1_000, 100);
  assert.deepEqual(flushed, all);
  assert.ok(turns > 5 && turns < 100, `${turns} turns`);
});

Deno.test("who waits for an answer comes before those who are told; neither keeps the other from having a turn", async () => {
  const { flushed, due } = noting();
  for (const name of names("member ", 300)) inTurn(due(name), "few");
  for (const name of names("asker ", 300)) inTurn(due(name), "answer");
  await until(() => flushed.length > 0, 5);
  assert.equal(flushed[0], "asker 0");
  assert.ok(flushed.includes("member 0"), "in the same turn");
  await until(() => flushed.length === 600, 100);
  assert.equal(new Set(flushed).size, 600);
});

Deno.test("a small conversation does not wait for a large one, which has its share of every turn all the same", async () => {
  const { flushed, due } = noting();
  for (const name of names("of thousands ", 1_000)) inTurn(due(name), "many");
  await until(() => flushed.length > 0, 5);
  for (const name of names("of few ", 100)) inTurn(due(name), "few");
  await until(() => flushed.includes("of few 99"), 5);
  assert.ok(flushed.includes("of few 99"), "within some turns");
  assert.ok(!flushed.includes("of thousands 999"));
  const since = flushed.slice(flushed.indexOf("of few 0"));
  assert.ok(since.some((name) => name.startsWith("of thousands")), "they went on meanwhile");
  await until(() => flushed.length === 1_100, 100);
  assert.deepEqual(flushed.filter((name) => name.startsWith("of thousands")), names("of thousands ", 1_000));
});

Deno.test("it is flushed once for all that was asked for until then, and again for what comes later", async () => {
  const { flushed, due } = noting();
  inTurn(due("a"), "few");
  inTurn(due("a"), "answer");
  inTurn(due("a"), "many");
  await until(() => false, 3);
  assert.deepEqual(flushed, ["a"]);
  inTurn(due("a"), "few");
  await until(() => false, 3);
  assert.deepEqual(flushed, ["a", "a"]);
});

Deno.test("what becomes due while others are flushed has its turn too", async () => {
  const { flushed, due } = noting();
  inTurn({ flush: () => inTurn(due("later"), "few") }, "few");
  await until(() => flushed.length > 0, 10);
  assert.deepEqual(flushed, ["later"]);
});

Deno.test("what thousands are told within a moment goes out to each in one write, the first at once", async () => {
  const { flushed, due } = noting();
  const began = performance.now();
  inTurn(due("member"), "many");
  await until(() => flushed.length > 0, 5);
  assert.equal(flushed.length, 1, "nobody waits when nothing was told lately");
  let asked = 1;
  while (performance.now() - began < 350) {
    inTurn(due("member"), "many");
    asked++;
    await setTimeout(10);
  }
  const most = Math.ceil((performance.now() - began) / 100);
  await setTimeout(restMs);
  assert.ok(flushed.length >= 3 && flushed.length <= 1 + most, `${flushed.length} writes of ${asked}, ${most} at most`);
});

Deno.test("who was told lately keeps nobody else waiting, and gets what is due with an answer", async () => {
  const { flushed, due } = noting();
  inTurn(due("told"), "many");
  await until(() => flushed.length > 0, 5);
  inTurn(due("told"), "many");
  inTurn(due("of another large one"), "many");
  inTurn(due("of few"), "few");
  await until(() => flushed.length >= 3, 5);
  assert.deepEqual(flushed, ["told", "of few", "of another large one"]);
  inTurn(due("told"), "answer");
  await until(() => flushed.length >= 4, 5);
  await setTimeout(restMs);
  assert.deepEqual(flushed.slice(3), ["told"], "once");
});

Deno.test("one learns when all that became due by something was flushed", async () => {
  const { flushed, due } = noting();
  const told = (...kinds: ("few" | "many")[]) => {
    const work = () => {
      for (const kind of kinds) for (const name of names(`${kind} `, 200)) inTurn(due(name), kind);
    };
    return new Promise<string[]>((done) => onceFlushed(work, () => done([...flushed])));
  };
  const count = (all: string[], kind: string) => all.filter((name) => name.startsWith(kind)).length;
  const toFew = await told("few");
  assert.equal(count(toFew, "few"), 200);
  for (const times of [1, 2]) { // the second time they still rest, when nobody of few waits any more
    const toBoth = await told("few", "many");
    assert.deepEqual([count(toBoth, "few"), count(toBoth, "many")], [200 + 200 * times, 200 * times]);
  }
  inTurn(due("many 0"), "many");
  assert.equal(count(await told("few"), "many"), 400, "it waits for nothing else");
});
