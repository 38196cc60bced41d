// Attacks by the socket, on one instance: see the files of the cases.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Cast, cast } from "./cast.ts";
import { assigned, outsiders, swapped } from "./frames_access.ts";
import { blocked, gone, muted } from "./frames_roles.ts";
import { byHand } from "./frames_by_hand.ts";
import { mutated, polluted } from "./frames_mutated.ts";

Deno.test("attacks by the socket", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["no frame tells outsiders that a conversation is there, does anything to it, or is heard in it", outsiders],
    ["a muted member is refused what others would hear, and nothing else", muted],
    ["between two of whom one has blocked the other nothing is said, and nobody is told why", blocked],
    ["a closed account has no sockets", gone],
    ["the id of a private conversation is no group's, a group's no person's, in frames too", swapped],
    ["who a message is from, its place and its time are the server's to say", assigned],
    ["prototypes and deep nesting in a frame are data, and answered", polluted],
    ["of ten thousand mutated frames each with a ref is answered, and nobody else notices", mutated],
    ["frames made by hand: fragments are one message, and what breaks the protocol breaks nothing else", byHand],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
