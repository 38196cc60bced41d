// The small parts of the client: waiting, order, storage, marks.
import assert from "node:assert/strict";
import fc from "fast-check";
import { fullJitter } from "../../lib/client/backoff.ts";
import { anything, call, isPassing } from "../../lib/client/http.ts";
import { parseFrames } from "../../lib/client/incoming.ts";
import { newClientId } from "../../lib/client/random.ts";
import { Sequence } from "../../lib/client/sequence.ts";
import { Notices } from "../../lib/client/stores/notices.ts";
import { Throttle } from "../../lib/client/stores/throttle.ts";
import { targetKey, targetOfKey } from "../../lib/client/target.ts";

Deno.test("reconnecting waits longer with every attempt, never beyond the cap, and anywhere below it", () => {
  const backoff = { base: 100, cap: 1_000 };
  assert.equal(fullJitter(0, 0.999, backoff), 99);
  assert.equal(fullJitter(3, 0.5, backoff), 400);
  assert.equal(fullJitter(1_000, 0.5, backoff), 500);
  assert.equal(fullJitter(9, 0, backoff), 0);
});

Deno.test("changes in any order, some twice, are applied once each and in order once none is missing", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.nat(30)), fc.array(fc.nat(29)), (order, repeats) => {
    const rest = Array.from({ length: 30 }, (_, i) => i).filter((i) => !order.includes(i));
    const stream = [...order.filter((i) => i < 30), ...repeats, ...rest];
    const sequence = new Sequence<{ rev: number }>(0);
    const applied = stream.flatMap((i) => sequence.offer({ rev: i + 1 })).map((it) => it.rev);
    assert.deepEqual(applied, Array.from({ length: 30 }, (_, i) => i + 1));
    assert.equal(sequence.hasGap, false);
  }));
});

Deno.test("a change that covers several revs is applied when the one before them is held, and repeats of them are dropped", () => {
  const sequence = new Sequence<{ rev: number; after_rev?: number }>(5);
  assert.deepEqual(sequence.offer({ rev: 9, after_rev: 6 }), []);
  assert.equal(sequence.hasGap, true);
  assert.deepEqual(sequence.offer({ rev: 6 }).map((it) => it.rev), [6, 9]);
  assert.deepEqual(sequence.offer({ rev: 8 }), []);
  assert.equal(sequence.hasGap, false);
});

Deno.test("frames of a newer server and broken texts are left out, the others are read", () => {
  assert.deepEqual(parseFrames("{"), []);
  assert.deepEqual(parseFrames('[1, null, {"type":"hologram"}, {"type":"ok","ref":"a"}]'), [{ type: "ok", ref: "a" }]);
  assert.deepEqual(parseFrames('{"type":"constructor"}'), []);
});

Deno.test("client ids are 128 bits in characters that the wire allows", () => {
  const ids = new Set(Array.from({ length: 100 }, newClientId));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});

Deno.test("a target survives being a key", () => {
  for (const target of [{ kind: "group", id: "a" }, { kind: "private", id: "b" }] as const) {
    assert.deepEqual(targetOfKey(targetKey(target)), target);
  }
  assert.equal(targetOfKey("x:1"), undefined);
});

Deno.test("notices of the same words are one, and only a few stay; but each that offers something stays", () => {
  const notices = new Notices();
  const texts = () => notices.all.value.map((it) => it.text);
  const back: string[] = [];
  const offer = (what: string) => ({ action: { label: "Undo", run: () => back.push(what) } });
  notices.say("Not sent.", offer("first"));
  notices.say("Not sent.", offer("second"));
  for (const text of ["a", "b", "b", "c", "d"]) notices.say(text);
  assert.deepEqual(texts(), ["Not sent.", "Not sent.", "b", "c", "d"]);
  for (const { action } of notices.all.value) action?.run();
  assert.deepEqual(back, ["first", "second"]);
});

Deno.test("a request without an answer ends, also where the answer stops in the middle", async () => {
  const { fetch } = globalThis;
  const { timeout } = AbortSignal;
  const asked: number[] = [];
  AbortSignal.timeout = (ms) => (asked.push(ms), timeout(5));
  const onEnd = (init: RequestInit | undefined, end: (reason: unknown) => void) =>
    init?.signal?.addEventListener("abort", () => end(init.signal?.reason));
  const body = (init?: RequestInit) => new ReadableStream({ start: (it) => onEnd(init, (why) => it.error(why)) });
  const silent: (typeof fetch)[] = [
    (_, init) => new Promise((_, reject) => onEnd(init, reject)),
    (_, init) => Promise.resolve(new Response(body(init))),
  ];
  try {
    for (const it of silent) {
      globalThis.fetch = it;
      await assert.rejects(call("GET", "/users/profile", anything), (error) => isPassing(error));
    }
    globalThis.fetch = () => Promise.resolve(new Response("<p>Bad gateway</p>", { status: 502 }));
    await assert.rejects(call("GET", "/users/profile", anything), { status: 502, code: "internal" });
    assert.ok(asked.every((ms) => ms >= 10_000), "a slow network is no dead one");
  } finally {
    globalThis.fetch = fetch;
    AbortSignal.timeout = timeout;
  }
});

Deno.test("marks go at most once in the interval, and the last one always goes", async () => {
  const sent: number[] = [];
  const throttle = new Throttle((_, seq) => sent.push(seq), 20);
  for (const seq of [1, 2, 3]) throttle.push("c", seq);
  assert.deepEqual(sent, [1]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  assert.deepEqual(sent, [1, 3]);
});
