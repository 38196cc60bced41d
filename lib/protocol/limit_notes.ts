// The limits that a client may meet, in words, for the readable reference.

import type { Limits } from "./limits.ts";

/** name, what it bounds, and in what it is counted */
export const LIMIT_NOTES: readonly (readonly [name: keyof Limits, what: string, unit: string])[] = [
  ["messageBytes", "A message", "bytes of UTF-8"],
  ["frameBytes", "A frame", "bytes"],
  ["arrayFrames", "An array of frames", "frames"],
  ["bodyBytes", "A JSON body", "bytes"],
  ["announcementBytes", "An announcement", "bytes of UTF-8"],
  ["fileBytes", "A file", "bytes"],
  ["filesPerMessage", "Files of a message", "files"],
  ["fileBytesPerPerson", "Your files together", "bytes"],
  ["imagePixels", "A picture that is shown as one", "pixels"],
  ["uploadsPerMinute", "Your uploads", "a minute"],
  ["uploadsAtOnce", "Your uploads at the same time", "uploads"],
  ["uploadSeconds", "Time that an upload may take", "seconds"],
  ["unusedFileHours", "Time that an upload is kept before it is used", "hours"],
  ["nameMax", "A group's or a person's name", "characters"],
  ["descriptionMax", "A group's description", "characters"],
  ["pageMax", "A page of a list", "entries"],
  ["groupMembersMax", "Members of a group, whatever its own max_members", "people"],
  ["smallGroup", "Members up to which others get typing, read and delivered frames", "people"],
  ["editsPerMessage", "Edits of a message", "edits"],
  ["emojiPerMessage", "Different emoji on a message", "emoji"],
  ["pinsPerConversation", "Pinned messages of a conversation", "messages"],
  ["pinnedConversations", "Your pinned conversations", "conversations"],
  ["invitesPerGroup", "Invitations of a group", "invitations"],
  ["recallSeconds", "Time in which a message can be recalled", "seconds"],
  ["socketsPerPerson", "Your open sockets on one instance", "sockets"],
  ["messagesPerSecond", "Messages of a socket, after a burst; of other frames five times as many", "a second"],
  ["messagesBurst", "Messages of a socket at once; of other frames five times as many", "messages"],
  ["signInsPerMinute", "Attempts to sign in to an account from an address", "a minute"],
  ["strangersPerHour", "New private conversations with people you share none with", "an hour"],
];
