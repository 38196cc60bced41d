// Builds into `_fresh` what `deno task start` serves: the app, then the server as modules of few bytes. Its own process, with permissions
// of its own: the server may write no code.

import { Builder } from "fresh/dev";
import { bundleServer } from "./scripts/bundle_server.ts";

const root = import.meta.dirname!;
await new Builder({ root }).build();
await bundleServer(root);
