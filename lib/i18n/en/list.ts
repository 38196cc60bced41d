// The list of conversations.

import { n } from "./count.ts";

export const list = {
  list: {
    empty: "No conversations yet",
    emptyHint: "Find somebody to talk to, or create a group.",
    search: "Search conversations",
    older: "Older conversations",
    noMatch: "No conversation has that name.",
    unread: (count: number) => n(count, "# unread message", "# unread messages"),
    draft: "Draft: ",
    you: "You: ",
    deleted: "Message deleted",
    recalled: "Message recalled",
    noMessages: "No messages yet",
    yesterday: "Yesterday",
    notes: "Notes to yourself",
    archived: (count: number) => n(count, "Archived (#)", "Archived (#)"),
    searchAll: "Search and go to",
    discover: "Find public groups",
  },
  row: {
    more: (name: string) => `Options for ${name}`,
    unread: "Unread",
    mentioned: "You are mentioned",
    muted: "Muted",
    pinned: "Pinned",
    markRead: "Mark as read",
    markUnread: "Mark as unread",
    pin: "Pin to the top",
    unpin: "Unpin",
    mute: "Mute",
    unmute: "Unmute",
    archive: "Archive",
    unarchive: "Bring back from the archive",
    notify: { all: "Notify me of everything", mentions: "Notify me of mentions only", nothing: "Do not notify me" },
  },
};
