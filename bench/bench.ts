// `deno task bench`: Parley beside others. `deno task bench --growth`: what a message costs as things grow. See README.md.

import { compare } from "./compare.ts";
import { growth } from "./growth.ts";
import { isGrowth } from "./options.ts";

await (isGrowth ? growth() : compare());
