// Why something was refused, by the code of `lib/protocol/errors.ts`: what happened, and what to do next.

const misunderstood = { what: "This page and the server do not understand each other.", next: "Load the page again." };

export const refusals = {
  refusals: {
    together: (what: string, next: string) => `${what} ${next}`,
    detail: (sentence: string, detail: string) => `${sentence} (${detail})`,
    of: {
      invalid_json: misunderstood,
      invalid_field: { what: "Something that was entered is not allowed.", next: "Change it and try again." },
      unknown_field: misunderstood,
      unauthenticated: { what: "You are not signed in.", next: "Sign in and try again." },
      bad_credentials: { what: "The name or the password is wrong.", next: "Check what you typed and try again." },
      session_ended: {
        what: "You were signed out here: the session was ended on another device, or its time was over.",
        next: "Sign in again.",
      },
      forbidden: { what: "You are not allowed to do this here.", next: "An administrator of the group may help." },
      cross_site: {
        what: "The request came from another site, and was not carried out.",
        next: "Open Parley in a tab of its own and try again.",
      },
      not_reachable: { what: "This person cannot be reached.", next: "Try to reach them another way." },
      not_found: { what: "It is not there any more, or not yours to see.", next: "Go back and look for it again." },
      method_not_allowed: misunderstood,
      username_taken: { what: "This user name is taken.", next: "Choose another one." },
      email_taken: {
        what: "There is an account with this e-mail address already.",
        next: "Sign in, or use another address.",
      },
      already_member: { what: "This person is in the group already.", next: "There is nothing more to do." },
      group_full: {
        what: "The group is full.",
        next: "Remove somebody, or have its size raised in the group's settings.",
      },
      client_id_reused: {
        what: "Another message was sent in the place of this one.",
        next: "Copy the text and send it again.",
      },
      cursor_invalid: misunderstood,
      gone: { what: "It was deleted or recalled meanwhile.", next: "Write a new message instead." },
      too_large: { what: "It is too long.", next: "Shorten it and try again." },
      unsupported_type: misunderstood,
      owner_cannot_leave: { what: "The owner cannot leave.", next: "Hand the group over first, or dissolve it." },
      recall_window_over: { what: "It is too late to recall it.", next: "Delete it instead." },
      owns_groups: { what: "You still own groups.", next: "Hand them over or dissolve them first." },
      limit_reached: { what: "There are as many of these as there may be.", next: "Remove one first." },
      not_supported_yet: { what: "This server cannot do that yet.", next: "Ask who runs it for an update." },
      rate_limited: { what: "That was too fast.", next: "Wait a moment and try again." },
      internal: { what: "This was our fault.", next: "Try again; if it stays, tell who runs the server." },
      not_ready: { what: "The server is not ready just now.", next: "Try again in a moment." },
      storage_full: { what: "The server's disk is full.", next: "Tell who runs the server, and try again later." },
      overloaded: { what: "The server is busy just now.", next: "Try again in a moment." },
      invalid_frame: misunderstood,
      unknown_type: misunderstood,
    },
  },
};
