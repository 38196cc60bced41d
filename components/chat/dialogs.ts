// Every dialog of the chat, as one script that is loaded with the first of them.

import "./LiveChat.tsx"; // see `lazy.tsx`

export { DetailsDialog } from "./group/DetailsDialog.tsx";
export { EndDialog } from "./group/EndDialog.tsx";
export { GroupDialog } from "./group/GroupDialog.tsx";
export { KeysDialog } from "./KeysDialog.tsx";
export { PeopleDialog } from "./people/PeopleDialog.tsx";
export { PersonDialog } from "./people/PersonDialog.tsx";
export { ThreadDialogs } from "./thread/ThreadDialogs.tsx";
