// What stands in messages and is put into them: code, emoji.

export const words = {
  code: {
    plain: "代码",
    copy: "复制代码",
    copied: "已复制",
    notCopied: "浏览器不允许在此复制",
  },
};
