// Files on their way, and pictures full size: what only parts say that are loaded when they are needed.

import { n } from "./count.ts";

export const goingOut = {
  outgoing: {
    drop: (name: string) => `将文件拖放到此处，发送给 ${name}`,
    tray: "待发送的文件",
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
};
