// The list of conversations.

import { plural } from "../intl.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, other });

export const list = {
  list: {
    empty: "No conversations yet",
    emptyHint: "Find somebody to talk to, or gather a group.",
    search: "Search conversations",
    noMatch: "Nothing is called that.",
    unread: (count: number) => n(count, "# unread message", "# unread messages"),
    draft: "Draft:",
    you: "You:",
    deleted: "Message deleted",
    recalled: "Message recalled",
    noMessages: "No messages yet",
    yesterday: "Yesterday",
    notes: "Notes to yourself",
    more: "Show more conversations",
  },
};
