// What the server hands to the island: everything that the first screen shows, in the values that the stores begin with.

import type { MessageView, UserView } from "../protocol/views.ts";
import type { Limits } from "../protocol/limits.ts";
import type { GroupPage, MessagesPage } from "./api.ts";
import type { Conversation } from "./conversation.ts";
import type { ListState } from "./stores/conversations.ts";
import type { Target } from "./target.ts";

/** A conversation that the server rendered open. */
export interface OpenPage {
  target: Target;
  page: MessagesPage;
  /** whether the page is one around a message, and may end before the latest */
  isAround?: boolean;
  group?: GroupPage;
  /** of a group: whether its announcement was read, on whatever device */
  announcementRead?: boolean;
  /** the person, where there is no conversation with them yet */
  isBlocked?: boolean;
  /** read after the page: what changes between is then told again rather than lost */
  pins?: MessageView[];
  /** what messages of the page answer and is not among them */
  quoted?: MessageView[];
}

/** What of the server's limits its pages have to know. */
export type PageLimits = Pick<Limits, "recallSeconds" | "messageBytes" | "fileBytes" | "filesPerMessage">;

export interface ChatState {
  me: UserView;
  limits: PageLimits;
  list: ListState;
  open: OpenPage | null;
  people: readonly UserView[];
  /** without the server: the conversations of the list as this device kept them */
  kept?: readonly Conversation[];
  /** what was posted there without a script and refused, to be posted again */
  written?: string;
}
