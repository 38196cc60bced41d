// Builds the app into `_fresh`, for `serve.ts`. Its own process, with permissions of its own: the server may write no code.

import { Builder } from "fresh/dev";

await new Builder({ root: import.meta.dirname }).build();
