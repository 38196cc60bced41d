// A room hands out every change exactly once, in order, whatever the hints do; and a membership holds exactly from its first rev
// to its last. The room is real; its database is a list, so that thousands of histories can be tried.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import type { Change, ChangesEvent } from "../../lib/bus/bus.ts";
import type { Packet } from "../../lib/realtime/packet.ts";
import type { Person } from "../../lib/realtime/person.ts";
import { type Repair, Room } from "../../lib/realtime/room.ts";
import { waitUntil } from "../support/wait.ts";

const ID = "0192f0c0-0000-7000-8000-000000000001";

class Inbox {
  readonly arrays = true;
  readonly active = true;
  readonly got: number[] = [];
  /** what each packet said of how many get it */
  readonly readers: number[] = [];
  constructor(readonly id: string) {}
  packet(packet: Packet): void {
    this.readers.push(packet.readers);
    for (const frame of packet.frames) this.got.push(Number(frame));
  }
}

const someone = (id: string, ...sockets: Inbox[]): Person => ({
  id,
  username: id,
  meRev: 0,
  sockets,
  rooms: [],
  silent: [],
});

const eventOf = (changes: Change[]): ChangesEvent => ({
  kind: "changes",
  conversation_id: ID,
  after_rev: changes[0]!.rev - 1,
  rev: changes.at(-1)!.rev,
  changes,
});

/** A conversation whose stored changes are `all`, with these people here; what is read of it says that these memberships began. */
function roomOf(
  all: Change[],
  people: Map<string, Person>,
  join: (person: Person, room: Room) => Promise<void>,
  began: Repair["began"] = [],
): Room {
  const room: Room = new Room(ID, "group", 0, people.size, 0, {
    read: (_, after) => {
      const changes = all.filter(({ rev }) => rev > after);
      const rev = changes.at(-1)?.rev ?? after;
      return Promise.resolve({
        event: { kind: "changes", conversation_id: ID, after_rev: after, rev, changes },
        size: people.size,
        head: rev,
        began,
      });
    },
    localPerson: (id) => people.get(id),
    joined: (person) => join(person, room),
    empty: () => {},
  });
  return room;
}

const none = () => Promise.resolve();

Deno.test("hints that are lost, repeated and reordered are handed out once each, in rev order", async () => {
  const history = fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
    fate: fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.nat()), { minLength: 12, maxLength: 12 }),
  });
  await fc.assert(
    fc.asyncProperty(history, async ({ sizes, fate }) => {
      let rev = 0;
      const batches = sizes.map((size) => Array.from({ length: size }, () => ({ rev: ++rev, text: `${rev}` })));
      const all = batches.flat();
      const inbox = new Inbox("s");
      const person = someone("p", inbox);
      const room = roomOf(all, new Map([["p", person]]), none);
      room.enter(person, 0);
      const hints = batches.flatMap((batch, i) =>
        Array.from({ length: fate[i]![0] }, (_, n) => ({ batch, at: fate[i]![1] + n }))
      );
      for (const { batch } of hints.toSorted((a, b) => a.at - b.at)) room.receive(eventOf(batch));
      room.expect(rev); // what the poll of the heads says
      await waitUntil("the head", () => room.rev === rev);
      assert.deepEqual(inbox.got, all.map((change) => change.rev));
    }),
    { numRuns: 60 },
  );
});

Deno.test("the socket that sent a message gets no copy; the person's other sockets do", () => {
  const [own, other] = [new Inbox("own"), new Inbox("other")];
  const person = someone("p", own, other);
  const room = roomOf([], new Map([["p", person]]), none);
  room.enter(person, 0);
  room.receive(eventOf([{ rev: 1, text: "1", origin: "own" }, { rev: 2, text: "2" }]));
  assert.deepEqual([own.got, other.got], [[2], [1, 2]]);
});

Deno.test("a packet says how many get it, also where somebody gets a part of it alone: a small conversation comes before a large one", () => {
  const [all, part] = [new Inbox("all"), new Inbox("part")];
  const people = ["all", "part", ...Array.from({ length: 300 }, (_, i) => `${i}`)].map((id) =>
    someone(id, ...[all, part].filter((inbox) => inbox.id === id))
  );
  const room = roomOf([], new Map(people.map((person) => [person.id, person])), none);
  for (const person of people) room.enter(person, 0);
  room.receive(eventOf([{ rev: 1, text: "1", origin: "part" }, { rev: 2, text: "2" }]));
  assert.deepEqual([all.got, part.got], [[1, 2], [2]]);
  assert.deepEqual([all.readers, part.readers], [[302], [302]]);
});

Deno.test("nothing beyond the rev of a removal is handed to the person removed, the removal itself is", () => {
  const [stays, goes] = [new Inbox("stays"), new Inbox("goes")];
  const people = new Map([["stays", someone("stays", stays)], ["goes", someone("goes", goes)]]);
  const room = roomOf([], people, none);
  for (const person of people.values()) room.enter(person, 0);
  room.receive(eventOf([
    { rev: 1, text: "1" },
    { rev: 2, text: "2", member: { user_id: "goes", left: true } },
    { rev: 3, text: "3" },
  ]));
  room.receive(eventOf([{ rev: 4, text: "4" }]));
  assert.deepEqual([stays.got, goes.got], [[1, 2, 3, 4], [1, 2]]);
  assert.equal(people.get("goes")!.rooms.length, 0);
});

Deno.test("an old removal that arrives late does not touch a membership that began after it", () => {
  const inbox = new Inbox("s");
  const person = someone("p", inbox);
  const room = roomOf([], new Map([["p", person]]), none);
  room.enter(person, 4); // joined again with rev 5
  room.receive(eventOf([
    { rev: 1, text: "1" },
    { rev: 2, text: "2", member: { user_id: "p", left: true } },
    { rev: 3, text: "3" },
    { rev: 4, text: "4" },
    { rev: 5, text: "5", member: { user_id: "p", left: false } },
    { rev: 6, text: "6" },
  ]));
  assert.deepEqual(inbox.got, [5, 6]);
});

Deno.test("who was out and came back within a gap gets nothing that was said meanwhile, though no row says that they were out", async () => {
  const [stays, back] = [new Inbox("stays"), new Inbox("back")];
  const people = new Map([["stays", someone("stays", stays)], ["back", someone("back", back)]]);
  const stored = [
    { rev: 3, text: "3" },
    { rev: 4, text: "4", member: { user_id: "back", left: false } },
    { rev: 5, text: "5" },
  ];
  const began = [{ user_id: "back", joined_rev: 4 }, { user_id: "elsewhere", joined_rev: 4 }];
  const join = (person: Person, room: Room) => {
    back.got.push(-1); // conversation_added
    return Promise.resolve(room.enter(person, 3));
  };
  const room = roomOf(stored, people, join, began);
  for (const person of people.values()) room.enter(person, 0);
  room.receive(eventOf([{ rev: 1, text: "1" }]));
  room.expect(5);
  await waitUntil("the gap", () => room.rev === 5);
  assert.deepEqual([stays.got, back.got], [[1, 3, 4, 5], [1, -1, 4, 5]]);
  assert.deepEqual([room.people.size, room.size], [2, 2], "who came back is counted once");
});

Deno.test("each change of membership is counted once, whether it comes as a hint or is read", async () => {
  const inbox = new Inbox("s");
  const here = someone("p", inbox);
  const joins = [2, 4].map((rev) => ({ rev, text: `${rev}`, member: { user_id: `${rev}`, left: false } }));
  const people = new Map([["p", here], ...["2", "4"].map((id): [string, Person] => [id, someone(id)])]);
  const room = roomOf([{ rev: 1, text: "1" }, ...joins, { rev: 5, text: "5" }], people, none);
  [room.size, room.sizedAt] = [2, 3]; // as of the third change: the first join is counted
  room.enter(here, 0);
  room.receive(eventOf([{ rev: 1, text: "1" }, joins[0]!, { rev: 3, text: "3" }]));
  await waitUntil("the first", () => room.rev === 3);
  assert.equal(room.size, 2);
  room.expect(5);
  await waitUntil("the rest", () => room.rev === 5);
  assert.equal(room.size, 3, "what was read says it");
});

Deno.test("what is read counts no members again that came as hints meanwhile", async () => {
  const read = Promise.withResolvers<Repair>();
  let asked = 0;
  const host = {
    read: () => (asked++, read.promise),
    localPerson: () => undefined,
    joined: none,
    empty: () => {},
  };
  const room = new Room(ID, "group", 0, 1, 0, host);
  room.enter(someone("p", new Inbox("s")), 0);
  room.expect(1);
  await waitUntil("the reading", () => asked === 1);
  const changes = [{ rev: 1, text: "1" }, { rev: 2, text: "2", member: { user_id: "other", left: false } }];
  room.receive(eventOf(changes)); // both come after all
  read.resolve({ event: eventOf(changes.slice(0, 1)), size: 1, head: 1, began: [] }); // as of the first
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual([room.rev, room.size], [2, 2]);
});

Deno.test("who joins while here is told of the conversation before anything of it, and misses nothing since", async () => {
  const [old, fresh] = [new Inbox("old"), new Inbox("fresh")];
  const people = new Map([["old", someone("old", old)], ["fresh", someone("fresh", fresh)]]);
  const room = roomOf([], people, async (person, room) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    fresh.got.push(-1); // conversation_added
    room.enter(person, 1);
  });
  room.enter(people.get("old")!, 0);
  room.receive(eventOf([{ rev: 1, text: "1" }, { rev: 2, text: "2", member: { user_id: "fresh", left: false } }]));
  room.receive(eventOf([{ rev: 3, text: "3" }]));
  assert.deepEqual(fresh.got, [], "not before they were told");
  await waitUntil("the rest", () => room.rev === 3);
  assert.deepEqual([old.got, fresh.got], [[1, 2, 3], [-1, 2, 3]]);
});

Deno.test("who turns out to belong here gets what was told meanwhile once and in order, however it came", () => {
  const [old, late] = [new Inbox("old"), new Inbox("late")];
  const people = new Map([["old", someone("old", old)], ["late", someone("late", late)]]);
  const room = roomOf([], people, none);
  room.enter(people.get("old")!, 0);
  const [first, second, third] = [1, 2, 3].map((rev) => eventOf([{ rev, text: `${rev}` }]));
  for (const event of [second!, first!]) room.receive(event);
  room.enter(people.get("late")!, 0, [second!, first!, second!, third!]);
  assert.deepEqual([old.got, late.got], [[1, 2, 3], [1, 2, 3]]);
});

Deno.test("a join whose telling fails holds up nobody else", async () => {
  const [old, fresh] = [new Inbox("old"), new Inbox("fresh")];
  const people = new Map([["old", someone("old", old)], ["fresh", someone("fresh", fresh)]]);
  const room = roomOf([], people, none); // told nothing, entered nowhere
  room.enter(people.get("old")!, 0);
  room.receive(eventOf([{ rev: 1, text: "1", member: { user_id: "fresh", left: false } }, { rev: 2, text: "2" }]));
  await waitUntil("the rest", () => room.rev === 2);
  assert.deepEqual([old.got, fresh.got], [[1, 2], []]);
});
