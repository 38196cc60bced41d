// What of a long conversation is on the page, and what is held: however one moves, it is a bounded piece without a gap, with all that
// is on screen in it.
import assert from "node:assert/strict";
import fc from "fast-check";
import { bounded, left, MOST_HELD } from "../../lib/client/bounds.ts";
import { type Conversation, fromEntry } from "../../lib/client/conversation.ts";
import type { Log } from "../../lib/client/log.ts";
import { extended, fitted, MOST_SHOWN, type Part, partAt, placesOf, type Seen } from "../../lib/client/part.ts";
import { newMessage, PEER } from "./model_views.ts";
import { ServerModel } from "./server_model.ts";

const EVERY = Array.from({ length: 3_000 }, (_, i) => newMessage("c1", i + 1, i + 1, PEER, undefined));
/** With holes: what one may not see, or has hidden. */
const holey = (every: number): Log => EVERY.filter((it) => it.seq % every !== 0);
const seqs = (log: Log, part: Part) => log.slice(...placesOf(log, part)).map((it) => it.seq);

Deno.test("however one moves, a bounded piece is on the page, with all that is on screen in it", () => {
  fc.assert(fc.property(
    fc.integer({ min: 2, max: 9 }),
    fc.option(fc.integer({ min: 1, max: 3_000 })),
    fc.array(fc.tuple(fc.constantFrom("older" as const, "newer" as const), fc.nat(99)), { maxLength: 40 }),
    (every, begin, moves) => {
      const log = holey(every);
      let part = partAt(log, begin);
      for (const [end, share] of moves) {
        part = extended(log, part, end);
        const there = seqs(log, part);
        const first = Math.floor((there.length - 20) * share / 99);
        const seen: Seen = { from: there[first]!, to: there[first + 19]! };
        part = fitted(log, part, seen);
        const after = seqs(log, part);
        assert.ok(after.length <= MOST_SHOWN && after.length >= 100, `${after.length} messages`);
        assert.ok(after.includes(seen.from) && after.includes(seen.to));
        const at = log.findIndex((it) => it.seq === after[0]);
        assert.deepEqual(after, log.slice(at, at + after.length).map((it) => it.seq));
      }
    },
  ));
});

Deno.test("at the end what comes is on the page at once; elsewhere it is not", () => {
  const log = EVERY.slice(0, 1_000);
  assert.equal(seqs(EVERY.slice(0, 1_001), partAt(log, null)).at(-1), 1_001);
  assert.ok(!seqs(EVERY.slice(0, 1_001), partAt(log, 500)).includes(1_001));
});

Deno.test("a screen that shows hundreds of messages keeps all of them on the page", () => {
  const part = extended(EVERY, { from: 1_000, to: 1_500 }, "older");
  const after = seqs(EVERY, fitted(EVERY, part, { from: 1_100, to: 1_450 }));
  assert.ok(after.includes(1_100) && after.includes(1_450));
});

/** A conversation with the latest `count` messages held, of three thousand. */
function holding(count: number): Conversation {
  const entry = { ...new ServerModel().entry(), last_seq: 3_000, last_message: EVERY.at(-1)! };
  return { ...fromEntry(entry), log: EVERY.slice(-count), hasMore: count < 3_000 };
}

Deno.test("what is held is bounded: around the reader, and the latest; where the two meet not, each says that more is between", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 3_000 }), (count, at) => {
    const before = holding(count);
    const after = bounded(before, at);
    if (count <= MOST_HELD) return assert.equal(after, before);
    const { log, around } = after;
    assert.ok(log !== null && log.length <= MOST_HELD && log.at(-1)!.seq === 3_000);
    assert.equal(after.hasMore, true);
    const read = around?.log ?? log;
    assert.ok(read.length <= MOST_HELD);
    if (at > 3_000 - count) assert.ok(read.some((it) => it.seq === at), "the reader keeps what they look at");
    if (around !== null) assert.ok(around.hasNewer && around.log.at(-1)!.seq < log[0]!.seq);
    if (around !== null && around.log[0]!.seq > 3_001 - count) assert.ok(around.hasOlder);
  }));
});

Deno.test("a window around a place is bounded the same way, at both ends", () => {
  const before: Conversation = {
    ...holding(50),
    around: { log: EVERY.slice(500, 2_000), hasOlder: false, hasNewer: false },
  };
  const around = bounded(before, 1_200).around!;
  assert.ok(around.log.length <= MOST_HELD && around.log.some((it) => it.seq === 1_200));
  assert.ok(around.hasOlder && around.hasNewer);
});

Deno.test("of a conversation that nobody looks at the latest are kept", () => {
  const after = left({ ...holding(900), around: { log: EVERY.slice(0, 50), hasOlder: false, hasNewer: true } });
  assert.equal(after.around, null);
  assert.ok(after.log!.length <= 200 && after.log!.at(-1)!.seq === 3_000 && after.hasMore);
});
