// What comes once the chat is there and nothing else is to be done, as one script: doing what is done with messages, keeping along on
// this device, and what is needed when the connection is gone, since it could not be had then.

import "../LiveChat.tsx"; // see `lazy.tsx`

export { keep } from "../../../lib/client/mirror/keep.ts";
export { perform } from "../../../lib/client/performing.ts";
export { sayRefused } from "./refused.ts";
export { UnsentTools } from "./UnsentTools.tsx";
