// Files and pictures: choosing, sending and looking at them; pictures of people and groups.

import { n } from "./count.ts";

export const files = {
  files: {
    attach: "添加文件",
    send: "发送文件",
    drop: (name: string) => `将文件拖放到此处，发送给 ${name}`,
    tray: "待发送的文件",
    photos: (count: number) => count === 1 ? "图片" : n(count, "# 张图片"),
    count: (count: number) => n(count, "# 个文件"),
    photo: (name: string) => `图片：${name}`,
    download: (name: string) => `下载 ${name}`,
    remove: (name: string) => `移除 ${name}`,
    retry: (name: string) => `重新上传 ${name}`,
    uploading: (name: string) => `正在上传 ${name}`,
    waiting: "等待上传",
    stalled: "未上传：没有网络连接",
    stop: "取消",
  },
  notAdded: {
    tooLarge: (names: string, most: string) => `未添加：${names}。单个文件最大为 ${most}。`,
    empty: (names: string) => `未添加：${names}。不能发送空文件。`,
    tooMany: (names: string, most: number) => `未添加：${names}。一条消息最多可以有 ${n(most, "# 个文件")}。`,
    folder: "不能发送文件夹。请先打包，或逐个选择文件。",
    lost: (name: string) => `此浏览器未能保留 ${name}。请删除此消息并重新选择文件。`,
    gone: (name: string) => `无法再从此设备读取 ${name}。`,
  },
  lightbox: {
    title: "图片",
    place: (at: number, of: number) => `第 ${at} 张，共 ${of} 张`,
    next: "下一张",
    previous: "上一张",
    larger: "放大",
    smaller: "缩小",
    failed: "图片无法加载。",
  },
  picture: {
    label: "头像",
    choose: "选择图片",
    change: "更换图片",
    remove: "移除图片",
    saving: "正在保存图片…",
    saved: "图片已保存。",
    removed: "图片已移除。",
    unreadable: "此处无法读取这个图片文件。请换用 PNG 或 JPEG。",
    hint: "图片会裁剪为正方形。",
  },
};
