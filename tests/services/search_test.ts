// Searching what was said: what is found, where, by whom, in which order, and what is never found.

import assert from "node:assert/strict";
import { openSegment } from "../../db/search_index.ts";
import { privateConversation } from "../../lib/services/conversations.ts";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import { newId } from "../../lib/services/ids.ts";
import { code, group } from "./chat.ts";
import { onBoth, type Searching } from "./searching.ts";

/** A group of two in which these were said, the first first. */
async function said(chat: Searching, ...contents: string[]): Promise<{ id: string; anna: Actor; ben: Actor }> {
  const [anna, ben] = [await chat.person("anna"), await chat.person("ben")];
  const { id } = await groups.create(chat, anna, group("Team", { members: [ben.userId] }));
  for (const content of contents) await chat.say(anna, id, content);
  await chat.index();
  return { id, anna, ben };
}

onBoth("words are found in any order, whole or while they are being typed, the newest first", async (chat) => {
  const { ben } = await said(chat, "The build is broken", "I fixed the build", "Meeting at three", "a new builder");
  assert.deepEqual(await chat.find(ben, "build the "), ["I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "buil"), ["a new builder", "I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "buil "), []);
  assert.deepEqual(await chat.find(ben, "b"), ["a new builder", "I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "the b"), ["I fixed the build", "The build is broken"]);
  assert.deepEqual(await chat.find(ben, "BUILD -broken "), ["I fixed the build"]);
});

onBoth("phrases stand in a row, and so does what was typed without a space", async (chat) => {
  const texts = ["fix the build", "the fix of build", "see example.com/build", "don't panic", "C++ and node.js 2.9.6"];
  const { ben } = await said(chat, ...texts);
  assert.deepEqual(await chat.find(ben, '"the build"'), ["fix the build"]);
  assert.deepEqual(await chat.find(ben, "“the build”"), ["fix the build"]);
  assert.deepEqual(await chat.find(ben, 'fix -"the build"'), ["the fix of build"]);
  assert.deepEqual(
    await chat.find(ben, '"fix the bui'),
    ["fix the build"],
    "a quote that is still open is being typed",
  );
  assert.deepEqual(await chat.find(ben, "example.com/b"), ["see example.com/build"]);
  assert.deepEqual(await chat.find(ben, "don't "), ["don't panic"]);
  assert.deepEqual(await chat.find(ben, "node.js"), ["C++ and node.js 2.9.6"]);
  assert.deepEqual(await chat.find(ben, "2.9"), ["C++ and node.js 2.9.6"]);
});

onBoth("case, width and accents do not count", async (chat) => {
  const { ben } = await said(chat, "Größe im CAFÉ", "ＷＩＤＥ letters", "ΟΔΟΣ", "İstanbul", "ｶﾞﾗｽ");
  for (const q of ["grösse ", "GROSSE ", "cafe ", "Cafe\u0301 "]) {
    assert.deepEqual(await chat.find(ben, q), ["Größe im CAFÉ"], q);
  }
  assert.deepEqual(await chat.find(ben, "wide"), ["ＷＩＤＥ letters"]);
  assert.deepEqual(await chat.find(ben, "οδός "), ["ΟΔΟΣ"]);
  assert.deepEqual(await chat.find(ben, "istanbul "), ["İstanbul"]);
  assert.deepEqual(await chat.find(ben, "ガラス"), ["ｶﾞﾗｽ"]);
  assert.deepEqual(await chat.find(ben, "カ"), [], "another letter");
});

onBoth(
  "Chinese, Japanese, Thai and Korean are found by any part, also where a dictionary would cut elsewhere",
  async (chat) => {
    const [chinese, japanese] = ["我们明天下午三点在会议室开会", "東京都のサーバーでテストします"];
    const [thai, korean] = ["พรุ่งนี้ประชุมเรื่องการออกแบบ", "오늘 학교에서 만나요"];
    const { ben } = await said(chat, chinese, japanese, thai, korean, "2026年の計画 🎉");
    for (const q of ["会", "会议", "会议室", "下午三点在会议室", "明天 开会", "室开"]) {
      assert.deepEqual(await chat.find(ben, q), [chinese], q);
    }
    for (const q of ["京都", "東京", "サーバ", "テスト します"]) {
      assert.deepEqual(
        await chat.find(ben, q),
        [japanese],
        q,
      );
    }
    for (const q of ["ประชุม", "ออกแบบ", "ประช", "พรุ่ง ออก"]) assert.deepEqual(await chat.find(ben, q), [thai], q);
    for (const q of ["학교", "오늘 만나", "교에서"]) assert.deepEqual(await chat.find(ben, q), [korean], q);
    assert.deepEqual(await chat.find(ben, "議会"), []);
    assert.deepEqual(await chat.find(ben, "会室"), [], "not beside each other");
    for (const q of ["2026年", "計画", "🎉", "2026"]) assert.deepEqual(await chat.find(ben, q), ["2026年の計画 🎉"], q);
  },
);

onBoth("filters: who said it, where, when and what is in it", async (chat) => {
  const { id, anna, ben } = await said(chat, "report one https://example.com", "report `code` two");
  const carl = await chat.person("carl");
  const other = await groups.create(chat, ben, group("Off topic", { members: [anna.userId, carl.userId] }));
  await chat.say(ben, other.id, "report three");
  await chat.say(carl, other.id, "report four");
  const then = "01972b5c-ee00-7000-8000-000000000001"; // a UUIDv7 of that moment
  await chat.db.query(
    "update messages set id = $1, created_at = '2025-06-01T12:00Z' where content = 'report three'",
    [then],
  );
  await chat.index();
  const name = async ({ userId }: Actor) =>
    (await chat.db.query<{ username: string }>("select username from users where id = $1", [userId]))[0]!.username;
  const find = (q: string, more = {}) => chat.find(anna, q, more);
  const [one, two, three, four] = [
    "report one https://example.com",
    "report `code` two",
    "report three",
    "report four",
  ];
  assert.deepEqual(await find("report"), [four, two, one, three]);
  assert.deepEqual(await find("from:me report"), [two, one]);
  assert.deepEqual(await find(`from:${await name(ben)} report`), [three]);
  assert.deepEqual(await find(`from:@${await name(ben)}`), [three]);
  assert.deepEqual(await find(`from:carl`), [four], "the beginning of one name");
  assert.deepEqual(await find(`from:${carl.userId} from:me`), [four, two, one]);
  assert.deepEqual(await find("from:nobody-at-all report"), []);
  assert.deepEqual(await find("from:@ report"), [], "no name is nobody's");
  assert.deepEqual(await find("report", { from: await name(carl) }), [four]);
  assert.deepEqual(await find(`in:"off topic" report`), [four, three]);
  assert.deepEqual(await find("in:off"), [four, three]);
  assert.deepEqual(await find(`in:${id} report`), [two, one]);
  assert.deepEqual(await find("report", { conversation_id: id }), [two, one]);
  assert.deepEqual(await find("in:off report", { conversation_id: id }), []);
  assert.deepEqual(await find("in:nowhere report"), []);
  assert.deepEqual(await find("before:2025-06-02 report"), [three]);
  assert.deepEqual(await find("report before:2025-06-01"), []);
  assert.deepEqual(await find("after:2025-06-01 before:2025-07"), [three]);
  assert.deepEqual(await find("report", { after: "2025-06-01T12:00:01Z" }), [four, two, one]);
  assert.deepEqual(await find("has:link"), [one]);
  assert.deepEqual(await find("has:code report"), [two]);
  assert.deepEqual(await find("report", { has: "link,code" }), []);
  assert.deepEqual(await find("has:nothing"), [], "no such thing: text");
});

onBoth("a private conversation is found by the other's name", async (chat) => {
  const [anna, ben] = [await chat.person("anna"), await chat.person("ben")];
  const id = (await privateConversation(chat, anna, ben.userId, { make: true }))!;
  await chat.say(anna, id, "between us", ben);
  await chat.index();
  assert.deepEqual(await chat.find(ben, "in:@anna us"), ["between us"]);
  const [result] = (await chat.search(ben, "us")).results;
  assert.deepEqual([result?.message.receiver_id, result?.message.group_id], [ben.userId, null]);
});

onBoth("pages follow each other without a gap or a repeat, and end", async (chat) => {
  const texts = Array.from({ length: 23 }, (_, i) => `page ${i}`);
  const { ben } = await said(chat, ...texts);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await chat.search(ben, "page", { limit: 5, cursor });
    assert.equal(page.has_more, page.next_cursor !== null);
    seen.push(...page.results.map(({ message }) => message.content));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  assert.deepEqual(seen, texts.toReversed());
});

onBoth("across the segments of the index as well, by either way to read it", async (chat) => {
  const texts = Array.from({ length: 30 }, (_, i) => `segment ${i % 3 === 0 ? "fizz" : "buzz"} ${i}`);
  const { ben, id } = await said(chat);
  for (const [i, text] of texts.entries()) {
    await chat.say(ben, id, text);
    await chat.index();
    if (i % 4 === 3) await openSegment(chat.db, 1);
  }
  const numbers = await chat.db.query("select no from search_segments");
  assert.ok(numbers.length > 5);
  const fizz = texts.filter((text) => text.includes("fizz")).toReversed();
  assert.deepEqual(await chat.find(ben, "fizz"), fizz);
  // As if there were a million messages that one can read.
  await chat.db.query("update conversations set last_seq = 1000000 where id = $1", [id]);
  assert.deepEqual(await chat.find(ben, "fizz"), fizz);
  assert.deepEqual(await chat.find(ben, "segment", { limit: 7 }), texts.toReversed().slice(0, 7));
  assert.deepEqual(await chat.find(ben, "before:2000-01-01 segment"), []);
  const first = await chat.search(ben, "buzz", { limit: 9 });
  const second = await chat.search(ben, "buzz", { limit: 50, cursor: first.next_cursor! });
  const buzz = [...first.results, ...second.results].map(({ message }) => message.content);
  assert.deepEqual(buzz, texts.filter((text) => text.includes("buzz")).toReversed());
});

onBoth("what is marked is what was found, in the units of the text", async (chat) => {
  const { ben } = await said(chat, "😀 the Build, then builders built the build", "明天开会，会议室");
  const marked = async (q: string) => {
    const { results: [result] } = await chat.search(ben, q);
    return result?.highlights.map(([start, end]) => result.message.content.slice(start, end));
  };
  assert.deepEqual(await marked("build "), ["Build", "build"]);
  assert.deepEqual(await marked("build"), ["Build", "builders", "build"]);
  assert.deepEqual(await marked('"the build"'), ["the Build", "the build"]);
  assert.deepEqual(await marked("会"), ["会", "会"]);
  assert.deepEqual(await marked("开会 会议"), ["开会", "会议"]);
  assert.deepEqual(await marked("from:anna after:2020"), []);
});

onBoth("nothing can be looked for in nothing", async (chat) => {
  const { ben, id } = await said(chat, "something");
  for (const q of ["", "   ", "???", "-", '""', '"', "--", "'", ":", "\0", "~", "#", "@"]) {
    assert.deepEqual(await chat.find(ben, q), [], q);
  }
  assert.deepEqual(await chat.find(ben, "-something"), ["something"], "without anything wanted, a sign is no sign");
  assert.deepEqual(await chat.find(ben, "", { conversation_id: id }), ["something"]);
});

onBoth("parameters that mean nothing are refused, and cursors from elsewhere", async (chat) => {
  const { ben } = await said(chat, "something");
  for (
    const more of [{ before: "soon" }, { after: "2026-99-99" }, { has: "luck" }, { has: "" }, { cursor: "x" }, {
      before: "",
    }]
  ) {
    await assert.rejects(chat.search(ben, "x", more), code("invalid_field"), JSON.stringify(more));
  }
  await assert.rejects(chat.search(ben, "x", { conversation_id: newId() }), code("not_found"));
});
