// The members of a large group.

export const members = {
  members: {
    find: "查找成员",
    none: "这里没有叫这个名字的人。",
    more: "显示更多",
    notLoaded: "无法加载成员。",
  },
};
