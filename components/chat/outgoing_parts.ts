// What is shown of files on their way, as one script that is loaded with the first of them.

import "./LiveChat.tsx"; // see `lazy.tsx`

export { PendingFiles } from "./PendingFiles.tsx";
export { refusalWords } from "./refused_files.ts";
export { TrayFiles } from "./TrayFiles.tsx";
