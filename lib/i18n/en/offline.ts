// Without the server: what is shown in the place of pages, and what was done meanwhile.

import { n } from "./count.ts";

export const offline = {
  away: {
    title: "You are offline",
    nothing:
      "Nothing was kept on this device yet. Once you have opened Parley here with a connection, it opens without one too.",
    needed: "This page can only be had with a connection. Your conversations are here.",
    refused: "What you did without a connection was not accepted.",
    editRefused: "Your change to a message was not accepted:",
    copy: "Copy it",
    again: "Try again",
    home: "Your conversations",
  },
  signOut: {
    title: "Sign out?",
    text: (count: number) =>
      n(
        count,
        "One thing that you wrote or did here has not reached the server. Signing out deletes it from this device.",
        "# things that you wrote or did here have not reached the server. Signing out deletes them from this device.",
      ),
    action: "Sign out and delete",
  },
};
