// What stands in messages and is put into them: code, emoji.

import { n } from "./count.ts";

export const words = {
  text: { more: "展开全文", less: "收起" },
  code: {
    plain: "代码",
    copy: "复制代码",
    copied: "已复制",
    notCopied: "浏览器不允许在此复制",
  },
  /** how it is written, above the box */
  format: { bold: "粗体", italic: "斜体", code: "代码", quote: "引用" },
  emoji: {
    title: "表情",
    insert: "插入表情",
    more: "更多表情",
    search: "搜索表情",
    suggestions: "表情",
    results: "找到的表情",
    nothing: "没有找到这样的表情。",
    found: (count: number) => n(count, "# 个表情"),
    byName: "按名称输入表情",
    recent: "最近使用",
    groups: {
      smileys: "笑脸",
      people: "人物",
      nature: "动物与自然",
      food: "食物和饮料",
      travel: "旅行与地点",
      activities: "活动",
      objects: "物品",
      symbols: "符号",
      flags: "旗帜",
    },
    tone: "肤色",
    tones: ["默认", "浅", "中等偏浅", "中等", "中等偏深", "深"],
  },
};
