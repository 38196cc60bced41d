// Who may do what over HTTP: every operation and every page by everybody who could try. Whoever may not is refused, learns nothing
// from how, and changes nothing.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { allow, outcomeOf, prepare, refuse } from "./access_operations.ts";
import { notThere, sentAway } from "./access_pages.ts";
import { onlyItsTwo, swapped } from "./access_private.ts";
import { closed, inTheirPair, silent, unreachable } from "./access_reach.ts";
import { type Ids, OPERATIONS } from "./access_table.ts";
import { type Cast, cast, idsOf, must, ROLES, sessionOf, stateOf } from "./cast.ts";

async function refusals(all: Cast): Promise<void> {
  const { owner } = all.people;
  const ids: Ids = { ...idsOf(all), session: sessionOf(owner) };
  let count = 0;
  for (const operation of OPERATIONS) {
    const refused = ROLES.filter((role) => outcomeOf(role, operation) !== "answered");
    if (refused.length === 0) continue;
    await prepare(all, operation);
    const before = await stateOf(all);
    for (const role of refused) await refuse(all, operation, ids, role);
    assert.deepEqual(await stateOf(all), before, `${operation.method} ${operation.route}`);
    count += refused.length;
  }
  assert.ok(count > 300, `${count}`);
  await must(200, owner.api("GET", "/users/profile")); // the session lives
}

async function answers(all: Cast): Promise<void> {
  const ids = idsOf(all);
  for (const operation of OPERATIONS) {
    const allowed = ROLES.filter((role) => outcomeOf(role, operation) === "answered");
    for (const role of allowed) await allow(all, operation, ids, role);
  }
}

Deno.test("access over HTTP", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["who may not is refused, cannot tell what is there from what is not, and changes nothing", refusals],
    ["whom one cannot reach is one answer, whoever blocked whom and whoever is gone", unreachable],
    ["in the conversation that they had, somebody who was blocked adds nothing, and can take back", inTheirPair],
    ["somebody who was blocked is not told, and sees nobody there", silent],
    ["who closed the account cannot come back, and is found by nobody", closed],
    ["who may is answered", answers],
    ["a private conversation is there for its two people only, by every operation", onlyItsTwo],
    ["the id of a private conversation is no group's, a group's no person's, to nobody in them either", swapped],
    ["pages send away who is not signed in, or not any more", sentAway],
    ["pages are not there for who is not in the conversation", notThere],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
