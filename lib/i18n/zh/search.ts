// Searching what was said, people and groups; coming into a group from outside.

import { n } from "./count.ts";

export const search = {
  search: {
    title: "搜索",
    label: "搜索消息、人和群组",
    placeholder: "搜索",
    submit: "搜索",
    hint: '关键词、"短语"，或 from:名字 in:群组 before:2026-01-31 after:2026-01-01 has:link',
    people: "人",
    groups: "群组",
    messages: "消息",
    nothing: "没有找到结果。",
    nothingHint: "试试减少或更换关键词，或去掉筛选条件。",
    more: "显示更早的结果",
    inPrivate: (name: string) => `与 ${name} 的私聊`,
    inGroup: (name: string) => `群组 ${name}`,
  },
  discover: {
    title: "公开群组",
    label: "查找公开群组",
    placeholder: "群组名称",
    none: "没有找到公开群组。",
    nothing: "还没有公开群组。",
    join: "加入",
    open: "打开",
    more: "显示更多群组",
    members: (count: number) => n(count, "# 名成员"),
  },
  invitation: {
    title: "邀请",
    lead: (name: string) => `邀请您加入 ${name}`,
    already: (name: string) => `您已经是 ${name} 的成员`,
    join: "加入群组",
    open: "打开群组",
    gone: "此邀请无效或已过期，请让对方重新邀请您。",
  },
};
