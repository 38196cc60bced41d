// Messages, as they are read.

import { listed } from "../intl.ts";
import { n } from "./count.ts";

export const thread = {
  thread: {
    pick: "选择一个会话",
    pickHint: "从左侧选择，或发起一个新的会话。",
    messages: "消息",
    empty: (name: string) => `这是您与 ${name} 会话的开头。`,
    emptyGroup: (name: string) => `这是 ${name} 的开头。`,
    emptyNotes: "在这里给自己记点什么，只有您能看到。",
    loading: "正在加载消息",
    loadingOlder: "正在加载更早的消息",
    loadingNewer: "正在加载更新的消息",
    failed: "无法加载消息。",
    again: "重试",
    newMessages: "新消息",
    today: "今天",
    yesterday: "昨天",
    toLatest: "跳到最新消息",
    toLatestNew: (count: number) => n(count, "# 条新消息，跳到最新"),
    toUnread: "跳到第一条未读消息",
    olderLink: "显示更早的消息",
    latestLink: "返回最新消息",
    you: "我",
    edited: "已编辑",
    deleted: "这条消息已被删除。",
    recalled: "这条消息已被撤回。",
    unknown: "某人",
    members: (count: number) => n(count, "# 名成员"),
    details: "群组详情",
    arrived: (name: string, text: string) => `${name}：${text}`,
    lastSeen: (when: string) => `上次在线：${when}`,
  },
  state: {
    sending: "正在发送",
    sent: "已发送",
    delivered: "已送达",
    read: "已读",
    failed: "未发送",
  },
  typing: {
    one: (name: string) => `${name} 正在输入`,
    some: (names: readonly string[]) => `${listed("zh-CN", names)} 正在输入`,
    many: "多人正在输入",
  },
  failed: { retry: "重试", discard: "删除", discarded: "消息未发送，已删除。", putBack: "放回输入框" },
};
