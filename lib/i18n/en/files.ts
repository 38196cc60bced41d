// Files and pictures: choosing, sending and looking at them; pictures of people and groups.

import { n } from "./count.ts";

export const files = {
  files: {
    attach: "Attach files",
    send: "Send the file",
    drop: (name: string) => `Drop files here to send them to ${name}`,
    tray: "Files to send",
    photos: (count: number) => n(count, "Photo", "# photos"),
    count: (count: number) => n(count, "# file", "# files"),
    photo: (name: string) => `Photo: ${name}`,
    download: (name: string) => `Download ${name}`,
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
  picture: {
    label: "Picture",
    choose: "Choose a picture",
    change: "Change picture",
    remove: "Remove picture",
    saving: "Saving the picture…",
    saved: "The picture was saved.",
    removed: "The picture was removed.",
    unreadable: "This file is not a picture that can be read here. Try a PNG or JPEG.",
    hint: "It is cut to a square.",
  },
};
