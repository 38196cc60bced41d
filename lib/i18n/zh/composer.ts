// Writing, and the state of the connection.

import { n } from "./count.ts";

export const composer = {
  composer: {
    label: (name: string) => `发给 ${name} 的消息`,
    placeholder: (name: string) => `给 ${name} 发消息`,
    send: "发送",
    tooLong: (over: number) => n(over, "消息过长，超出 # 字节"),
    hint: "Enter 发送，Shift+Enter 换行",
    replyTo: (name: string) => `回复 ${name}`,
    replyToSelf: "回复自己的消息",
    editing: "编辑消息",
    cancel: "取消（Esc）",
    save: "保存",
    saving: "正在保存…",
    suggestions: "可提及的人",
    everybody: "群组中的所有人",
    muted: (until: string) => `管理员已将您禁言至 ${until}。您可以查看消息，但不能发言。`,
    blocked: "您已屏蔽此人。取消屏蔽后才能发消息。",
    inactive: "此账号已停用，您发的消息不会有人看到。",
  },
  link: {
    offline: "您已离线。",
    keeps: "您写的消息会保留，恢复连接后自动发送。",
    retryIn: (seconds: number) => n(seconds, "# 秒后重试。"),
    connecting: "正在连接…",
    tryNow: "立即重试",
    missed: "正在加载错过的消息…",
    later: "您已离线：恢复连接后会立即执行。",
  },
};
