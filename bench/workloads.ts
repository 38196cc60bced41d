// What is measured, in the order in which it runs.

import { chat } from "./workloads/chat.ts";
import { connecting } from "./workloads/connections.ts";
import { embedded } from "./workloads/embedded.ts";
import { pages } from "./workloads/pages.ts";
import type { Sizes, Workload } from "./workload.ts";

export const workloads = (sizes: Sizes): Workload[] => [
  ...chat(sizes),
  ...connecting(sizes),
  ...pages(sizes),
  ...embedded(sizes),
];
