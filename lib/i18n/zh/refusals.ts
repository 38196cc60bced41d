// Why something was refused, by the code of `lib/protocol/errors.ts`: what happened, and what to do next.

const misunderstood = { what: "此页面与服务器的版本不一致。", next: "请重新加载页面。" };

export const refusals = {
  refusals: {
    together: (what: string, next: string) => `${what}${next}`,
    detail: (sentence: string, detail: string) => `${sentence}（${detail}）`,
    of: {
      invalid_json: misunderstood,
      invalid_field: { what: "填写的内容不符合要求。", next: "请修改后重试。" },
      unknown_field: misunderstood,
      unauthenticated: { what: "您尚未登录。", next: "请登录后重试。" },
      bad_credentials: { what: "用户名或密码不正确。", next: "请检查后重试。" },
      session_ended: { what: "您已退出登录：登录已过期，或已从另一台设备上退出。", next: "请重新登录。" },
      forbidden: { what: "您没有权限执行此操作。", next: "可以请群管理员帮忙。" },
      cross_site: { what: "该请求来自其他网站，未被执行。", next: "请在单独的标签页中打开 Parley 后重试。" },
      not_reachable: { what: "无法联系到此人。", next: "请换一种方式联系。" },
      not_found: { what: "内容已不存在，或您无权查看。", next: "请返回后重新查找。" },
      method_not_allowed: misunderstood,
      username_taken: { what: "该用户名已被使用。", next: "请换一个。" },
      email_taken: { what: "该邮箱已注册。", next: "请直接登录，或换一个邮箱。" },
      already_member: { what: "此人已在群组中。", next: "无需再次添加。" },
      group_full: { what: "群组人数已满。", next: "请先移除成员，或在群组设置中提高人数上限。" },
      client_id_reused: { what: "这条消息与另一条消息冲突。", next: "请复制文字后重新发送。" },
      cursor_invalid: misunderstood,
      gone: { what: "内容已被删除或撤回。", next: "请重新写一条消息。" },
      too_large: { what: "内容太长。", next: "请精简后重试。" },
      unsupported_type: misunderstood,
      owner_cannot_leave: { what: "群主不能退出。", next: "请先转让群组，或解散它。" },
      recall_window_over: { what: "已超过可撤回的时间。", next: "请改用删除。" },
      owns_groups: { what: "您还是一些群组的群主。", next: "请先转让或解散这些群组。" },
      limit_reached: { what: "数量已达上限。", next: "请先移除一个。" },
      not_supported_yet: { what: "此服务器暂不支持该操作。", next: "请联系服务器管理员升级。" },
      rate_limited: { what: "操作太快。", next: "请稍等片刻再试。" },
      internal: { what: "服务器出错了。", next: "请重试；如仍有问题，请告知服务器管理员。" },
      not_ready: { what: "服务器暂时不可用。", next: "请稍后重试。" },
      storage_full: { what: "服务器磁盘已满。", next: "请告知服务器管理员，稍后再试。" },
      overloaded: { what: "服务器正忙。", next: "请稍后重试。" },
      invalid_frame: misunderstood,
      unknown_type: misunderstood,
    },
  },
};
