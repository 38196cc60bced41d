// Every operation of REST, once: what the reference is made from, and what tests hold the routes to.

import { AUTH } from "./auth.ts";
import { CONVERSATIONS } from "./conversations.ts";
import { FILES } from "./files.ts";
import { GROUPS } from "./groups.ts";
import { INVITES } from "./invites.ts";
import { MEMBERS } from "./members.ts";
import { MESSAGE_SIGNS } from "./message_signs.ts";
import { MESSAGES } from "./messages.ts";
import { META } from "./meta.ts";
import type { Operation } from "./operation.ts";
import { PEOPLE } from "./people.ts";
import { SEARCH } from "./search.ts";

export const OPERATIONS: readonly Operation[] = [
  ...AUTH,
  ...PEOPLE,
  ...CONVERSATIONS,
  ...MESSAGES,
  ...MESSAGE_SIGNS,
  ...GROUPS,
  ...MEMBERS,
  ...INVITES,
  ...SEARCH,
  ...FILES,
  ...META,
];
