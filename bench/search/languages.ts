// Four languages to write in: the words that everybody uses, by rank, and behind them a long tail of made-up ones.

import { pick, type Random, zipf } from "./random.ts";

export interface Language {
  name: string;
  /** by rank: the first is the most frequent */
  words: string[];
  /** between words: nothing where a script has no spaces */
  space: string;
  /** words of a message, about */
  length: number;
}

const ENGLISH =
  "the to and a of in is it you that for on with this we be have are not at as but can do will if my so your what just from or about our up all when there one like get they how now out more time an me by know think need no good see here then some who new would make let go work it's don't i'm i'll please thanks meeting today tomorrow build test release deploy review merge server client error fix bug ticket customer team design plan report budget schedule office lunch coffee weekend holiday"
    .split(" ");
const CHINESE =
  "的 了 我 是 不 在 有 我们 你 这 就 他 吗 也 好 都 说 会 要 那 很 可以 没有 什么 一个 今天 明天 会议 项目 时间 工作 问题 需要 现在 知道 大家 公司 客户 设计 测试 发布 服务器 数据库 更新 版本 完成 开始 下午 上午 星期 谢谢 请 确认 报告 计划 方案 讨论 办公室 电话 邮件 文件 图片 链接 北京 上海 中国"
    .split(" ");
const JAPANESE =
  "の に は を が と で た です ます も から する して ない この それ ありがとう お願いします 今日 明日 会議 時間 確認 資料 予定 会社 仕事 東京 京都 大阪 日本 サーバー データ テスト リリース エラー メール ファイル プロジェクト ミーティング スケジュール 開発 設計 問題 変更 完了 開始 午後 午前 お疲れ様です よろしく 了解"
    .split(" ");
const THAI =
  "ที่ และ ใน ไม่ มี ได้ เป็น จะ ของ ให้ ว่า การ ไป มา แล้ว กับ ครับ ค่ะ คุณ เรา ผม วันนี้ พรุ่งนี้ ประชุม งาน เวลา ขอบคุณ โครงการ ลูกค้า บริษัท เอกสาร ระบบ ปัญหา แก้ไข ทดสอบ ออกแบบ แผน รายงาน บ่าย เช้า สวัสดี อีเมล กรุงเทพ ประเทศไทย"
    .split(" ");

const syllables = (random: Random, parts: readonly (readonly string[])[], from: number, to: number) => {
  const count = from + Math.floor(random() * (to - from + 1));
  return Array.from({ length: count }, () => parts.map((part) => pick(random, part)).join("")).join("");
};
const split = (text: string) => [...text];
const ONSET = "b bl br c ch cl d dr f fl g gr h j k l m n p pl pr qu r s sc sh st str t th tr v w".split(" ");
const VOWEL = "a e i o u ai ea ee io ou".split(" ");
const CODA = ["", "", "", ..."n r s t l m nd ng rt st".split(" ")];
const KATAKANA = split(
  "アイウエオカキクケコサシスセソタチツテトナニネノハヒフヘホマミムメモラリルレロワンガギグゴザジズダデドバビブベボパピプペポ",
);
const THAI_ONSET = split("กขคงจชซดตถทนบปผพฟมยรลวสหอ");
const THAI_VOWEL = ["า", "ี", "ู", "ิ", "ุ", "ัน", "อง", "าย", "้า", "่อ", "าร", "ือ"];

/** Some three thousand characters, the more frequent first. */
const hanOf = (random: Random): () => string => {
  const all = Array.from({ length: 3_000 }, () => String.fromCharCode(0x4e00 + Math.floor(random() * 0x5000)));
  const next = zipf(random, all.length, 20);
  return () => all[next()]!;
};

function language(
  name: string,
  head: readonly string[],
  tail: () => string,
  size: number,
  space: string,
  length: number,
): Language {
  const words = new Set(head);
  while (words.size < size) words.add(tail());
  return { name, words: [...words], space, length };
}

/** @param size words of each */
export function languages(random: Random, size = 20_000): Language[] {
  const han = hanOf(random);
  const hans = (from: number, to: number) =>
    syllables(random, [[""]], from, to) + Array.from(
      { length: from + Math.floor(random() * (to - from + 1)) },
      han,
    ).join("");
  return [
    language("English", ENGLISH, () => syllables(random, [ONSET, VOWEL, CODA], 1, 4), size, " ", 11),
    language("Chinese", CHINESE, () => hans(2, 3), size, "", 10),
    language(
      "Japanese",
      JAPANESE,
      () => random() < 0.5 ? hans(2, 2) : syllables(random, [KATAKANA], 3, 6),
      size,
      "",
      9,
    ),
    language("Thai", THAI, () => syllables(random, [THAI_ONSET, THAI_VOWEL], 1, 4), size, "", 10),
  ];
}
