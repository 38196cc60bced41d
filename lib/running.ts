// One running instance, as the HTTP layer and the process see it. `lib/assemble.ts` makes it.

import type { Config } from "./config.ts";
import type { Hub } from "./realtime/hub.ts";
import type { Sockets } from "./realtime/sockets.ts";
import type { Deps } from "./services/deps.ts";

export interface Running {
  config: Config;
  deps: Deps;
  hub: Hub;
  sockets: Sockets;
  /** Whether requests can be answered: whether the database does. Without hints from other instances they can, only more slowly. */
  ready(): Promise<boolean>;
  /** Answers what is in flight on sockets and closes them; requests go on being answered. */
  drain(): Promise<void>;
  /** Lets go of everything; after it, nothing of this works. */
  close(): Promise<void>;
}
