// Files on their way, and pictures full size: what only parts say that are loaded when they are needed.

import { n } from "./count.ts";

export const goingOut = {
  outgoing: {
    drop: (name: string) => `Drop files here to send them to ${name}`,
    tray: "Files to send",
    remove: (name: string) => `Remove ${name}`,
    retry: (name: string) => `Upload ${name} again`,
    uploading: (name: string) => `Uploading ${name}`,
    waiting: "Waiting to be uploaded",
    stalled: "Not uploaded: no connection",
    stop: "Cancel",
  },
  notAdded: {
    tooLarge: (names: string, most: string) => `Not added: ${names}. A file may have at most ${most}.`,
    empty: (names: string) => `Not added: ${names}. An empty file cannot be sent.`,
    tooMany: (names: string, most: number) =>
      `Not added: ${names}. A message may have at most ${n(most, "# file", "# files")}.`,
    folder: "Folders cannot be sent. Put the files into an archive, or choose them one by one.",
    lost: (name: string) => `This browser could not keep ${name}. Delete this message and choose the file again.`,
    gone: (name: string) => `${name} can no longer be read from this device.`,
  },
  lightbox: {
    title: "Picture",
    place: (at: number, of: number) => `${at} of ${of}`,
    next: "Next picture",
    previous: "Previous picture",
    larger: "Zoom in",
    smaller: "Zoom out",
    failed: "The picture could not be loaded.",
  },
};
