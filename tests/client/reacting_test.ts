// Reactions: on screen at once, taken back when the server refuses, and the last wish wins.
import assert from "node:assert/strict";
import { wished } from "../../lib/client/reactions.ts";
import { Reacting } from "../../lib/client/stores/reacting.ts";
import { ME, newMessage, PEER, reacted } from "./model_views.ts";

const message = newMessage("c", 1, 1, PEER);
const shown = (reacting: Reacting, of = message) =>
  wished(of, reacting.of(of.id), ME).reactions.map((it) => `${it.emoji}${it.count}`);

Deno.test("a reaction is shown before the server has answered, and stays as the answer says", async () => {
  const done: unknown[] = [];
  const answer = { ...message, ...reacted(message, { user_id: ME, emoji: "👍", on: true }) };
  const reacting = new Reacting(() => Promise.resolve(answer), (it) => done.push(it));
  const toggling = reacting.toggle(message, "👍");
  assert.deepEqual(shown(reacting), ["👍1"]);
  await toggling;
  assert.deepEqual(done, [answer]);
  assert.deepEqual(shown(reacting, answer), ["👍1"]);
});

Deno.test("a refusal takes it back and is told", async () => {
  const reacting = new Reacting(() => Promise.reject(new Error("gone")), () => {});
  const toggling = reacting.toggle(message, "👍");
  assert.deepEqual(shown(reacting), ["👍1"]);
  await assert.rejects(toggling, /gone/);
  assert.deepEqual(shown(reacting), []);
});

Deno.test("whoever changes their mind quickly gets what they wanted last, one request at a time", async () => {
  const sent: boolean[] = [];
  let open = 0;
  const reacting = new Reacting(async (_, __, on) => {
    assert.equal(++open, 1);
    await new Promise((resolve) => setTimeout(resolve, 2));
    open--;
    sent.push(on);
    return message;
  }, () => {});
  const all = [1, 2, 3, 4].map(() => reacting.toggle(message, "👍"));
  assert.deepEqual(shown(reacting), []);
  await Promise.all(all);
  assert.equal(sent.at(-1), false);
});

Deno.test("one's own goes from a count that others share, and the emoji with the last", () => {
  const both = { ...message, ...reacted(message, { user_id: PEER, emoji: "👍", on: true }) };
  const mine = { ...both, ...reacted(both, { user_id: ME, emoji: "👍", on: true }) };
  assert.equal(wished(mine, new Map([["👍", false]]), ME).reactions[0]?.count, 1);
  const alone = { ...message, ...reacted(message, { user_id: ME, emoji: "👍", on: true }) };
  assert.deepEqual(wished(alone, new Map([["👍", false]]), ME).reactions, []);
});
