// The simulation behind docs/capacity.md counts what the code does: by hand in worlds that are small enough, against the real hub and the
// real encoding of hints in others; and the page holds what it gives now.

import { strict as assert } from "node:assert";
import { ACTIVITIES, TIERS } from "../../bench/capacity/activity.ts";
import { type Arrival, groupCommit } from "../../bench/capacity/group_commit.ts";
import { PAGE, withTables } from "../../bench/capacity/page.ts";
import { type Done, simulate } from "../../bench/capacity/simulate.ts";
import {
  HINTS,
  noTally,
  type Said,
  type Tally,
  tellMarks,
  tellMessages,
  tellStatus,
  tellTyping,
} from "../../bench/capacity/tally.ts";
import { madeUp, societyOf, spread, World } from "../../bench/capacity/world.ts";
import { seeded } from "../../bench/search/random.ts";
import { deployed } from "./deployed.ts";

const [OFFICE] = ACTIVITIES;
const group = (...members: number[]) => ({ tier: 1, members });
const of = (tally: Tally, ...names: (keyof Tally)[]) => names.map((name) => tally[name]);

/** 0 and 1 are on one instance, 2 and 3 on the other; all four share a group, 0 and 1 are a pair as well. */
function four() {
  const [all, pair] = [group(0, 1, 2, 3), group(0, 1)];
  return { all, pair, world: new World(societyOf(4, [all, pair]), 2, [0, 0, 1, 1]), tally: noTally() };
}

Deno.test("a message in a group over two instances is one hint, wanted there, three frames and an ack, in four writes", () => {
  const { all, world, tally } = four();
  tellMessages(tally, world, [{ conversation: all, sender: 0 }]);
  assert.deepEqual(of(tally, "published changes", "received changes", "wanted changes"), [1, 1, 1]);
  assert.deepEqual(of(tally, "frames message", "frames ack", "writes"), [3, 1, 4]);
});

Deno.test("a message between two of one instance is a hint that the other does not want", () => {
  const { pair, world, tally } = four();
  tellMessages(tally, world, [{ conversation: pair, sender: 1 }]);
  assert.deepEqual(of(tally, "published changes", "received changes", "wanted changes"), [1, 1, 0]);
  assert.deepEqual(of(tally, "frames message", "frames ack", "writes"), [1, 1, 2]);
});

Deno.test("messages of one commit and conversation are one hint and one write a socket", () => {
  const { all, pair, world, tally } = four();
  const said: Said[] = [{ conversation: all, sender: 0 }, { conversation: all, sender: 1 }, {
    conversation: pair,
    sender: 0,
  }];
  tellMessages(tally, world, said);
  assert.deepEqual(of(tally, "published changes", "frames message", "frames ack", "writes"), [2, 7, 3, 4]);
});

Deno.test("a delivered mark goes to the others of a small group, in a large one to nobody; a read mark there is a hint all the same", () => {
  const { all, world, tally } = four();
  tellMarks(tally, world, { conversation: all, delivered: 1, read: 0 });
  assert.deepEqual(of(tally, "published marks", "frames mark", "writes"), [1, 3, 3]);
  tellMarks(tally, world, { conversation: all, delivered: 3, read: 0 });
  assert.deepEqual(of(tally, "published marks", "hinted marks", "frames mark", "writes"), [2, 4, 12, 7]);
  const large = group(...Array.from({ length: 65 }, (_, i) => i));
  const other = noTally();
  tellMarks(other, new World(societyOf(65, [large]), 2, large.members.map((i) => i % 2)), {
    ...{ conversation: large, delivered: 64, read: 3 },
  });
  assert.deepEqual(of(other, "published large marks", "wanted large marks", "frames mark", "writes"), [3, 3, 3, 3]);
});

Deno.test("what a commit holds is what came during the one before", () => {
  const arrivals = [0, 1, 2, 11, 12, 40].map((at): Arrival => ({ at, count: 1 }));
  const batches = (most: number) => groupCommit(arrivals, most, () => 10).map(({ count, at }) => [count, at]);
  assert.deepEqual(batches(512), [[1, 10], [2, 20], [2, 30], [1, 50]]);
  assert.deepEqual(batches(1), [[1, 10], [1, 20], [1, 30], [1, 40], [1, 50], [1, 60]]);
  const resting = groupCommit(arrivals, 512, () => 10, 5).map(({ count, at }) => [count, at]);
  assert.deepEqual(resting, [[1, 10], [4, 25], [1, 50]]);
});

const run = (people: number, seed = 7): Done => {
  const random = seeded(seed);
  const world = spread(random, madeUp(random, people), 4);
  return simulate(world, OFFICE!, { scale: 1, seconds: 32, commitMs: 3, eachMs: 0.05, random });
};

Deno.test("the same seed gives the same counts, another one others", () => {
  assert.deepEqual(run(1_000), run(1_000));
  assert.notDeepEqual(run(1_000), run(1_000, 8));
});

Deno.test("every hint is received by all other instances, and wanted by no more than those", () => {
  const done = run(2_000);
  for (const hint of HINTS) {
    assert.ok(done[`published ${hint}`] > 0, hint);
    assert.equal(done[`received ${hint}`], done[`published ${hint}`] * 3, hint);
    assert.ok(done[`wanted ${hint}`] <= done[`received ${hint}`], hint);
  }
});

Deno.test("every message is acked once, every mark that is told is stored, and no commit is empty", () => {
  const done = run(2_000);
  const near = (a: number, b: number) => assert.ok(Math.abs(a - b) <= 1e-9 * b, `${a} ${b}`);
  near(done["frames ack"], done.messages);
  const untold = done["large delivered marks"];
  assert.ok(untold > 0);
  near(done["hinted marks"], done["delivered marks"] + done["read marks"] - untold);
  assert.ok(done["message commits"] <= done.messages && done["mark commits"] <= done["delivered marks"]);
});

Deno.test("twice as many people who do the same say twice as much, and connect twice as often", () => {
  const [one, two] = [run(2_000), run(4_000)];
  assert.ok(Math.abs(two.messages / one.messages - 2) < 0.01, `${two.messages} ${one.messages}`);
  assert.equal(two.connects, 2 * one.connects);
});

Deno.test("a sample says as much as what it stands for, and its lanes are as busy", () => {
  const whole = run(8_000);
  const random = seeded(7);
  const world = spread(random, madeUp(random, 4_000), 4);
  const sample = simulate(world, OFFICE!, { scale: 2, seconds: 32, commitMs: 3, eachMs: 0.05, random });
  for (const name of ["messages", "published changes", "message commits", "frames typing"] as const) {
    const ratio = sample[name] / whole[name];
    assert.ok(ratio > 0.85 && ratio < 1.15, `${name}: ${sample[name]} of ${whole[name]}`);
  }
});

Deno.test("the shares of messages come to all of them", () => {
  assert.ok(Math.abs(TIERS.reduce((sum, { messages }) => sum + messages, 0) - 1) < 1e-9);
});

Deno.test("real hubs hear, want, hand on and write just as much", async () => {
  const large = group(...Array.from({ length: 66 }, (_, i) => i));
  const groups = [group(0, 1), group(0, 3), group(0, 1, 2, 3, 4), group(5, 6, 7, 8, 9, 10, 11), group(8, 2), large];
  const world = new World(societyOf(66, groups), 3, large.members.map((person) => person % 3));
  const real = await deployed(world);
  const random = seeded(3);
  const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let turn = 0; turn < 60; turn++) {
    const tally = noTally();
    const conversation = any(groups);
    const person = any(conversation.members);
    const here = groups.flatMap((it) => {
      const members = it.members.filter((member) => world.home[member] === world.home[person]);
      return members.length > 0 ? [{ conversation: it, sender: any(members) }] : [];
    });
    const at = world.home[person]!;
    if (turn % 4 === 0) {
      const said = Array.from({ length: 1 + Math.floor(random() * 5) }, () => any(here));
      tellMessages(tally, world, said);
      await real.says(at, said);
    } else if (turn % 4 === 1) {
      const markers = conversation.members.filter((member) => world.home[member] === at);
      const readers = markers.slice(0, turn % 3);
      tellMarks(tally, world, { conversation, delivered: markers.length, read: readers.length });
      await real.marks(at, conversation, markers, readers);
    } else if (turn % 4 === 2 && conversation !== large) {
      tellTyping(tally, world, conversation);
      await real.types(conversation, person);
    } else {
      tellStatus(tally, world, person);
      await real.tells(person);
    }
    const [sum, frames] = [sums(tally), real.counted()];
    assert.deepEqual(frames, sum, `turn ${turn}`);
  }
  real.close();
});

/** As an instance's own metrics count. */
const sums = (tally: Tally) => {
  const all = (what: string) =>
    Object.entries(tally).filter(([name]) => name.startsWith(`${what} `)).reduce((sum, [, count]) => sum + count, 0);
  return { published: all("published"), received: all("received"), wanted: all("wanted"), ...sentOf(tally, all) };
};
const sentOf = ({ writes }: Tally, all: (what: string) => number) => ({ frames: all("frames"), writes });

Deno.test("docs/capacity.md holds what is simulated now: `deno task capacity` writes it anew", async () => {
  const page = await Deno.readTextFile(PAGE);
  assert.equal(withTables(page), page);
});
