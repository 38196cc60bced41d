// Files in messages, and pictures of people and groups. What is said of files on their way is in `going_out.ts`.

import { n } from "./count.ts";

export const files = {
  files: {
    attach: "Attach files",
    send: "Send the file",
    photos: (count: number) => n(count, "Photo", "# photos"),
    count: (count: number) => n(count, "# file", "# files"),
    photo: (name: string) => `Photo: ${name}`,
    download: (name: string) => `Download ${name}`,
  },
  picture: {
    label: "Picture",
    choose: "Choose a picture",
    change: "Change picture",
    remove: "Remove picture",
    confirm: "Remove the picture?",
    confirmText: "The initials are shown instead of it. Another one can be chosen at any time.",
    saving: "Saving the picture…",
    saved: "The picture was saved.",
    removed: "The picture was removed.",
    unreadable: "This file is not a picture that can be read here. Try a PNG or JPEG.",
    hint: "It is cut to a square.",
  },
};
