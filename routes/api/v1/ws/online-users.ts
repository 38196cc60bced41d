// The same as /ws/online-users.

export { handlers } from "../../../ws/online-users.ts";
