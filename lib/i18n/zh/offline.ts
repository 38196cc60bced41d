// Without the server: what is shown in the place of pages, and what was done meanwhile.

import { n } from "./count.ts";

export const offline = {
  away: {
    title: "您已离线",
    nothing: "这台设备上还没有保存任何内容。只要联网打开过一次 Parley，之后离线也能使用。",
    needed: "此页面需要联网才能查看。您的会话在这里。",
    refused: "您离线时的操作未能完成。",
    editRefused: "您对一条消息的修改未能保存：",
    copy: "复制",
    again: "重试",
    home: "您的会话",
  },
  signOut: {
    title: "退出登录？",
    text: (count: number) => n(count, "您有 # 项内容或操作还没有同步到服务器。退出登录后，它们会从这台设备上删除。"),
    action: "退出并删除",
  },
};
