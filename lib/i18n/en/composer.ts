// Writing, and the state of the connection.

import { n } from "./count.ts";

export const composer = {
  composer: {
    label: (name: string) => `Message to ${name}`,
    placeholder: (name: string) => `Message ${name}`,
    send: "Send",
    tooLong: (over: number) => n(over, "# byte too long to send", "# bytes too long to send"),
    hint: "Enter sends, Shift+Enter breaks the line",
    replyTo: (name: string) => `Reply to ${name}`,
    replyToSelf: "Reply to your own message",
    editing: "Edit message",
    cancel: "Cancel (Esc)",
    save: "Save",
    saving: "Saving…",
    suggestions: "People to mention",
    everybody: "everybody in this group",
    muted: (until: string) => `An administrator has muted you here until ${until}. You can read, but not write.`,
    blocked: "You have blocked this person. Unblock them to write again.",
    inactive: "This account is no longer in use. Nobody would read what you write.",
  },
  link: {
    offline: "You are offline.",
    keeps: "What you write is kept and sent when the connection is back.",
    retryIn: (seconds: number) => n(seconds, "Trying again in # second.", "Trying again in # seconds."),
    connecting: "Connecting…",
    tryNow: "Try now",
    missed: "Loading missed messages…",
    later: "You are offline: it is done as soon as the connection is back.",
  },
};
