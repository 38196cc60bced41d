// Finding people.

export const people = {
  people: {
    title: "新会话",
    search: "查找人",
    placeholder: "姓名或完整邮箱",
    submit: "搜索",
    none: "没有找到这个名字的人。",
    nobody: "这里还没有其他人。请邀请您的团队注册。",
    notes: "写给自己",
  },
};
