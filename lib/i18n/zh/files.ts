// Files in messages, and pictures of people and groups. What is said of files on their way is in `going_out.ts`.

import { n } from "./count.ts";

export const files = {
  files: {
    attach: "添加文件",
    send: "发送文件",
    photos: (count: number) => count === 1 ? "图片" : n(count, "# 张图片"),
    count: (count: number) => n(count, "# 个文件"),
    photo: (name: string) => `图片：${name}`,
    download: (name: string) => `下载 ${name}`,
  },
  picture: {
    label: "头像",
    choose: "选择图片",
    change: "更换图片",
    remove: "移除图片",
    confirm: "要移除图片吗？",
    confirmText: "将改为显示名称的首字。您可以随时选择其他图片。",
    saving: "正在保存图片…",
    saved: "图片已保存。",
    removed: "图片已移除。",
    unreadable: "此处无法读取这个图片文件。请换用 PNG 或 JPEG。",
    hint: "图片会裁剪为正方形。",
  },
};
