// How figures become ratios, verdicts and exponents.

import { strict as assert } from "node:assert";
import { atLeastTimes, atMost } from "../../bench/aims.ts";
import { exponentOf } from "../../bench/exponent.ts";
import { foundIn, tableOf } from "../../bench/table.ts";
import { type Slot } from "../../bench/slot.ts";
import type { Peer } from "../../bench/peers/peer.ts";
import type { Workload } from "../../bench/workload.ts";

const NONE = { lost: 0, doubled: 0, misdelivered: 0, reordered: 0, broken: 0, unacked: 0 };

/** A slot of one second in which so much was delivered. */
const slotOf = (delivered: number, faults: string[] = []): Slot => ({
  faults,
  result: {
    ...{
      seconds: 1,
      sent: 0,
      acked: 0,
      delivered,
      connects: 0,
      reads: 0,
      bytes: 0,
      typing: 0,
      allSent: 0,
      allAcked: 0,
    },
    ...{ cpu: {}, memory: {}, violations: NONE, trouble: null },
  },
});

const peer = (name: string): Peer => ({
  name,
  does: "nothing",
  dialect: { dialect: "json", path: "/", acks: true },
  prepare: () => Promise.reject(new Error("never started")),
});

const WORKLOAD: Workload = {
  name: "talk",
  title: "Talk",
  world: () => ({ people: [], rooms: [] }),
  plan: { mode: "chat", seconds: 1, opening: 1 },
  instances: 1,
  columns: [{ title: "deliveries/s", of: ({ delivered }) => delivered, digits: 0 }],
  aims: [atLeastTimes(6, "Go tutorial"), atLeastTimes(9, "Socket.IO"), atMost("deliveries/s", 500)],
};

const lines = (slots: Record<string, Slot[]>) => {
  const measured = new Map(Object.entries(slots).map(([name, slots]) => [peer(name), slots]));
  const all = [{ workload: WORKLOAD, measured }];
  return tableOf(WORKLOAD, measured, foundIn(all, "talk"));
};

Deno.test("a table compares with both, by medians, and says which aims are met", () => {
  const told = lines({
    "Parley": [slotOf(700), slotOf(600), slotOf(10)],
    "Go tutorial": [slotOf(100)],
    "Socket.IO": [slotOf(80)],
  });
  assert.ok(told.some((line) => line.startsWith("| system | to Go tutorial | to Socket.IO |")), told.join("\n"));
  assert.ok(told.some((line) => line.startsWith("| Parley | 6.00 | 7.50 | 600 |")), told.join("\n"));
  assert.deepEqual(told.slice(-3), [
    "| ≥ 6 × Go tutorial | 6.00 | met |",
    "| ≥ 9 × Socket.IO | 7.50 | **missed** |",
    "| deliveries/s ≤ 500 | 600.0 | **missed** |",
  ]);
});

Deno.test("a round in which the generator was the bottleneck does not count, and an aim without its system is not judged", () => {
  const told = lines({ "Parley": [slotOf(900, ["the generator was the bottleneck (0.99 cores)"]), slotOf(400)] });
  assert.ok(told.some((line) => line.startsWith("| Parley | 400 | ✗ · 400 |")), told.join("\n"));
  assert.ok(told.includes("| ≥ 6 × Go tutorial | – | not measured |"), told.join("\n"));
  assert.ok(told.includes("| deliveries/s ≤ 500 | 400.0 | met |"), told.join("\n"));
});

Deno.test("the exponent of a power is found, and a single point has none", () => {
  const curve = (of: (n: number) => number) => [10, 100, 1_000].map((at) => ({ at, costs: [of(at)], faults: [] }));
  const assertNear = (exponent: number | undefined, wanted: number) =>
    assert.ok(exponent !== undefined && Math.abs(exponent - wanted) < 1e-9, `${exponent}`);
  assertNear(exponentOf(curve((n) => 3 * n ** 1.5)), 1.5);
  assertNear(exponentOf(curve((n) => 7 * n)), 1);
  assertNear(exponentOf(curve(() => 42)), 0);
  assert.equal(exponentOf([{ at: 10, costs: [1], faults: [] }, { at: 20, costs: [], faults: [] }]), undefined);
});
