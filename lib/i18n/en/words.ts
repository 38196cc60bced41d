// What stands in messages and is put into them: code, emoji.

export const words = {
  code: {
    plain: "Code",
    copy: "Copy code",
    copied: "Copied",
    notCopied: "The browser does not allow copying here",
  },
};
