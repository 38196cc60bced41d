// Being away: by a clock that the test moves.
import assert from "node:assert/strict";
import { Activity, IDLE_MS } from "../../lib/client/activity.ts";

/** A clock with its timers, and what the server was told. */
function begin() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const told: [number, boolean][] = [];
  const activity = new Activity((active) => void told.push([now, active]), {
    now: () => now,
    after: (ms, run) => {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((it) => it !== timer));
    },
  });
  const wait = (ms: number) => {
    for (const end = now + ms; now < end;) {
      const next = timers.toSorted((a, b) => a.at - b.at)[0];
      now = Math.min(end, next?.at ?? end);
      if (next === undefined || next.at > now) continue;
      timers = timers.filter((it) => it !== next);
      next.run();
    }
  };
  return { activity, told, wait, running: () => timers.length };
}

Deno.test("ten minutes after the last input the server is told once that nobody is there, and at the next input that somebody is", () => {
  const { activity, told, wait } = begin();
  wait(IDLE_MS - 1);
  activity.input();
  wait(IDLE_MS - 1);
  assert.deepEqual(told, []);
  wait(1);
  wait(5 * IDLE_MS);
  activity.input();
  activity.input();
  assert.deepEqual(told, [[2 * IDLE_MS - 1, false], [7 * IDLE_MS - 1, true]]);
});

Deno.test("whoever comes back is away again after another ten minutes", () => {
  const { activity, told, wait } = begin();
  wait(IDLE_MS);
  activity.input();
  wait(IDLE_MS);
  assert.deepEqual(told.map(([, active]) => active), [false, true, false]);
});

Deno.test("a new socket is told anew that nobody is there, and nothing while somebody is", () => {
  const { activity, told, wait } = begin();
  activity.connected();
  assert.equal(told.length, 0);
  wait(IDLE_MS);
  activity.connected();
  activity.connected();
  assert.deepEqual(told.map(([, active]) => active), [false, false, false]);
});

Deno.test("much input is one timer, and stopping leaves none", () => {
  const { activity, told, wait, running } = begin();
  for (let i = 0; i < 1_000; i++) activity.input();
  assert.equal(running(), 1);
  activity.stop();
  assert.equal(running(), 0);
  wait(2 * IDLE_MS);
  assert.deepEqual(told, []);
});
