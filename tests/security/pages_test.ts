// Attacks from outside the app's own pages, on one instance: see the files of the cases.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Cast, cast } from "./cast.ts";
import { crossSite, ownForms } from "./cross_site.ts";
import { bodies, byHand, files, slow } from "./hardly_http.ts";
import { headers } from "./headers.ts";
import { redirects } from "./redirects.ts";

Deno.test("attacks on pages and requests", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const all = await cast(instance.url);
  const steps: [string, (all: Cast) => Promise<void>][] = [
    ["no other site's page does anything by a form or a script, with the cookie or without", crossSite],
    ["our own pages do", ownForms],
    ["`next` never leads away from our origin, however it is written", redirects],
    ["every page is told to run, frame and keep nothing that is not ours, and no site may read any answer", headers],
    ["a form takes a form, of a bounded size, and no header changes a method", bodies],
    ["what is hardly HTTP is refused, and hides no second request", byHand],
    ["requests that never end keep nobody waiting", slow],
    ["no address leads to a file that is not served", files],
  ];
  for (const [policy, work] of steps) await t.step(policy, () => work(all));
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
