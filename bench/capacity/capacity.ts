// `deno task capacity`: simulates deployments of three sizes, and writes what they need into docs/capacity.md.

import { PAGE, withTables } from "./page.ts";

const began = performance.now();
await Deno.writeTextFile(PAGE, withTables(await Deno.readTextFile(PAGE)));
console.log(`docs/capacity.md was written in ${((performance.now() - began) / 1_000).toFixed(1)} s.`);
