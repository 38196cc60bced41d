// Every dialog of the chat, as one script that is loaded with the first of them.

import "./LiveChat.tsx"; // see `lazy.tsx`

export { DetailsDialog } from "./DetailsDialog.tsx";
export { EndDialog } from "./EndDialog.tsx";
export { GroupDialog } from "./GroupDialog.tsx";
export { KeysDialog } from "./KeysDialog.tsx";
export { PeopleDialog } from "./PeopleDialog.tsx";
export { PersonDialog } from "./PersonDialog.tsx";
export { ThreadDialogs } from "./ThreadDialogs.tsx";
