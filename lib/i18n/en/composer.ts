// Writing, and the state of the connection.

import { plural } from "../intl.ts";

const n = (count: number, one: string, other: string) => plural("en", count, { one, other });

export const composer = {
  composer: {
    label: (name: string) => `Message to ${name}`,
    placeholder: (name: string) => `Message ${name}`,
    send: "Send",
    tooLong: (over: number) => n(over, "# byte too long to send", "# bytes too long to send"),
    hint: "Enter sends, Shift+Enter breaks the line",
  },
  link: {
    offline: "You are offline.",
    keeps: "What you write is kept and sent when the connection is back.",
    retryIn: (seconds: number) => n(seconds, "Trying again in # second.", "Trying again in # seconds."),
    connecting: "Connecting…",
    tryNow: "Try now",
    missed: "Loading missed messages…",
  },
};
