// Attacks by what a request holds, on one instance: see the files of the cases.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Cast, cast } from "./cast.ts";
import { lookAlikes, names } from "./deceiving_names.ts";
import { assigned, assignedByForm, assignedToNothing } from "./lies.ts";
import { cursors, paths, queries, wildcards } from "./odd_queries.ts";

Deno.test("attacks by what a request holds", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["fields that are the server's to set are unknown in every body, and nothing of it is stored", assigned],
    ["what takes no body takes nothing from one", assignedToNothing],
    ["nor do the pages' forms set them", assignedByForm],
    ["no query breaks anything, and no answer tells what is inside", queries],
    ["nothing in a search is a pattern", wildcards],
    ["what is no id names nothing, by any method", paths],
    ["cursors that are forged or another's show nothing of theirs", cursors],
    ["a name that deceives is refused, and names of all the world are not", names],
    ["nobody takes a user name that looks like another's", lookAlikes],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
