// Messages, as they are read.

import { listed } from "../intl.ts";
import { n } from "./count.ts";

export const thread = {
  thread: {
    pick: "Pick a conversation",
    pickHint: "Choose one on the left, or start a new one.",
    messages: "Messages",
    empty: (name: string) => `This is the beginning of your conversation with ${name}.`,
    emptyGroup: (name: string) => `This is the beginning of ${name}.`,
    emptyNotes: "A place for notes to yourself. Only you see it.",
    loading: "Loading messages",
    loadingOlder: "Loading older messages",
    loadingNewer: "Loading newer messages",
    failed: "The messages could not be loaded.",
    again: "Try again",
    newMessages: "New messages",
    today: "Today",
    yesterday: "Yesterday",
    toLatest: "Go to the latest message",
    toLatestNew: (count: number) => n(count, "# new message, go to the latest", "# new messages, go to the latest"),
    toUnread: "Go to the first unread message",
    olderLink: "Show older messages",
    latestLink: "Back to the latest messages",
    you: "You",
    edited: "edited",
    deleted: "This message was deleted.",
    recalled: "This message was recalled.",
    unknown: "Somebody",
    members: (count: number) => n(count, "# member", "# members"),
    details: "Group details",
    arrived: (name: string, text: string) => `${name}: ${text}`,
    lastSeen: (when: string) => `last seen ${when}`,
  },
  state: {
    sending: "Sending",
    sent: "Sent",
    delivered: "Delivered",
    read: "Read",
    failed: "Not sent",
  },
  typing: {
    one: (name: string) => `${name} is typing`,
    some: (names: readonly string[]) => `${listed("en", names)} are typing`,
    many: "Several people are typing",
  },
  failed: {
    retry: "Retry",
    discard: "Delete",
    discarded: "The message was not sent, and is deleted.",
    putBack: "Put it back",
  },
};
