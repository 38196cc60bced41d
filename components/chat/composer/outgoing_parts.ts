// What is shown and done of files on their way, as one script that is loaded with the first of them.

import "../LiveChat.tsx"; // see `lazy.tsx`

export { attach } from "./attach.ts";
export { DropTarget } from "./DropTarget.tsx";
export { PendingWithFiles } from "../message/PendingWithFiles.tsx";
export { TrayFiles } from "./TrayFiles.tsx";
