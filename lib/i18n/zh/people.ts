// Finding people.

export const people = {
  people: {
    title: "发起会话",
    search: "查找人",
    placeholder: "姓名或完整邮箱",
    none: "没有找到匹配的人。",
    nobody: "这里还没有其他人，快邀请您的团队来注册吧。",
    notes: "写给自己",
  },
};
