// The list of conversations.

import { n } from "./count.ts";

export const list = {
  list: {
    empty: "还没有会话",
    emptyHint: "找个人聊聊，或者新建一个群组。",
    search: "搜索会话",
    older: "更早的会话",
    noMatch: "没有找到会话。",
    unread: (count: number) => n(count, "# 条未读消息"),
    draft: "草稿：",
    you: "我：",
    deleted: "消息已删除",
    recalled: "消息已撤回",
    noMessages: "还没有消息",
    yesterday: "昨天",
    notes: "我的笔记",
    archived: (count: number) => n(count, "已归档（#）"),
    searchAll: "搜索并跳转",
    discover: "查找公开群组",
  },
  row: {
    more: (name: string) => `${name} 的选项`,
    unread: "未读",
    mentioned: "有人提到您",
    muted: "已静音",
    pinned: "已置顶",
    markRead: "标为已读",
    markUnread: "标为未读",
    pin: "置顶",
    unpin: "取消置顶",
    mute: "静音",
    unmute: "取消静音",
    archive: "归档",
    unarchive: "移出归档",
    notify: { all: "所有消息都通知", mentions: "仅在提到我时通知", nothing: "不通知" },
  },
};
