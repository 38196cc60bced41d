// Being called: sound, notifications, and what one decides about them.

export const alerts = {
  alerts: {
    title: "通知",
    lead: "仅适用于本设备上的这个浏览器。每个会话的菜单里可以设置哪些消息提醒您。",
    newMessage: "新消息",
    offer: "有新消息时要通知您吗？",
    allow: "允许通知",
    permission: "浏览器通知",
    state: {
      granted: "已允许。即使 Parley 在后台，与您有关的消息也会显示。",
      default: "尚未允许。点击后浏览器会询问您。",
      denied: "已被此浏览器阻止。要恢复，请点击地址栏左侧的图标，打开网站权限，允许通知，然后重新加载此页面。",
      none: "此浏览器在这里无法显示通知。需要 https 地址；在 iPhone 上需要先添加到主屏幕。",
    },
    popups: "显示通知",
    text: "在通知中显示消息内容",
    textHint: "否则只提示有新消息。",
    sound: "播放提示音",
    busy: "状态为“忙碌”时，或正在查看该会话时，不会提醒您。",
    test: "试一试",
    testTitle: "来自 Parley 的通知",
    testBody: "您会这样收到提醒。",
    tested: {
      both: "已显示通知并播放提示音。",
      popup: "已显示通知。",
      sound: "已播放提示音。",
      nothing: "没有显示或播放任何内容：请先在上面允许。",
    },
    kept: "已保存在本设备上。",
    needsScript: "通知需要 JavaScript，而此浏览器已将其关闭。",
  },
};
