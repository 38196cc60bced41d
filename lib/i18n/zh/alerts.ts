// Being called: sound, notifications, and what one decides about them.

export const alerts = {
  alerts: {
    title: "通知",
    lead: "仅对本设备上的这个浏览器生效。每个会话的通知范围可在该会话的菜单中设置。",
    newMessage: "新消息",
    offer: "要在有新消息时收到通知吗？",
    allow: "允许通知",
    permission: "浏览器通知",
    state: {
      granted: "已允许。即使 Parley 在后台，与您有关的消息也会弹出通知。",
      default: "尚未允许。点击按钮后，浏览器会征求您的同意。",
      denied: "已被此浏览器阻止。要恢复，请点击地址栏左侧的图标，打开网站权限，允许通知，然后重新加载此页面。",
      none: "此浏览器在这里无法显示通知。需要 https 地址；在 iPhone 上需要先添加到主屏幕。",
    },
    popups: "显示通知",
    text: "在通知中显示消息内容",
    textHint: "否则只提示有新消息。",
    sound: "播放提示音",
    busy: "状态为“忙碌”，或正在查看该会话时，不会收到通知。",
    test: "发送测试通知",
    testTitle: "来自 Parley 的通知",
    testBody: "新消息到来时，您会看到这样的通知。",
    tested: {
      both: "已显示通知并播放提示音。",
      popup: "已显示通知。",
      sound: "已播放提示音。",
      nothing: "没有显示通知，也没有播放提示音：请先在上面开启。",
    },
    kept: "已保存在本设备上。",
    needsScript: "通知需要 JavaScript，而此浏览器已将其关闭。",
  },
};
