// What the rules of conversations and groups use of the services' dependencies: no passwords, no tokens, no writer.

import type { Deps } from "./deps.ts";

export type ChatDeps = Pick<Deps, "db" | "bus" | "limits" | "epoch">;
