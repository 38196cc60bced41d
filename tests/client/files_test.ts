// Files, as far as no browser is needed: what kind they are, the room that is kept for a picture, how they are told in few words.
import assert from "node:assert/strict";
import { filesInShort, inShort } from "../../lib/client/files/words.ts";
import { endingOf, fitted, isOwn, kindOf } from "../../lib/client/files/kinds.ts";
import { fileSize } from "../../lib/i18n/file_size.ts";
import { en } from "../../lib/i18n/en.ts";
import { zh } from "../../lib/i18n/zh.ts";

const file = (name: string, content_type: string) => ({ name, content_type });
const png = file("a.png", "image/png");

Deno.test("only pictures that are no documents are shown as pictures", () => {
  assert.equal(kindOf(png), "image");
  assert.equal(kindOf(file("a.svg", "image/svg+xml")), "file");
  assert.equal(kindOf(file("a.mp4", "video/mp4")), "video");
  assert.equal(kindOf(file("a.mp3", "audio/mpeg")), "audio");
  assert.equal(kindOf(file("a.html", "text/html")), "file");
  assert.equal(kindOf(file("", "")), "file");
});

Deno.test("nothing of another origin counts as ours", () => {
  assert.ok(isOwn("/uploads/0190/a.png"));
  for (const url of ["https://example.com/uploads/a.png", "//example.com/uploads/a", "/api/v1/x", "", undefined]) {
    assert.equal(isOwn(url), false);
  }
});

Deno.test("the room for a picture has its shape, and is never larger than the picture", () => {
  assert.deepEqual(fitted({ width: 100, height: 50 }), { width: 100, height: 50 });
  assert.deepEqual(fitted({ width: 3_520, height: 1_760 }), { width: 352, height: 176 });
  assert.deepEqual(fitted({ width: 1_000, height: 3_200 }), { width: 100, height: 320 });
  assert.deepEqual(fitted({ width: 50_000, height: 1 }), { width: 352, height: 1 });
  assert.deepEqual(fitted({}), { width: 320, height: 240 });
});

Deno.test("the ending of a name is its sign, if it is one", () => {
  assert.equal(endingOf("report.pdf"), "PDF");
  assert.equal(endingOf("archive.tar.gz"), "GZ");
  for (const name of ["README", "Mr. Smith and more", "dot.", ".", ""]) assert.equal(endingOf(name), "");
});

Deno.test("a size is told in the reader's way, rounded to what matters", () => {
  assert.equal(fileSize(0, "en"), "0 bytes");
  assert.equal(fileSize(1, "en"), "1 byte");
  assert.equal(fileSize(999, "en"), "999 bytes");
  assert.equal(fileSize(1_600, "en"), "2 kB");
  assert.equal(fileSize(1_440_000, "en"), "1.4 MB");
  assert.equal(fileSize(25 * 1_024 * 1_024, "en"), "25 MB");
  assert.equal(fileSize(1_440_000, "de"), "1,4 MB");
  assert.match(fileSize(12, "zh-CN"), /12字节/);
});

Deno.test("in few words a message is what it brings, then what it says, in the reader's language", () => {
  const pdf = file("report.pdf", "application/pdf");
  assert.equal(inShort({ content: "**Hi**", attachments: [] }, en), "Hi");
  assert.equal(inShort({ content: "" }, en), "");
  assert.equal(inShort({ content: "", attachments: [png] }, en), "Photo");
  assert.equal(inShort({ content: "", attachments: [png] }, zh), "图片");
  assert.equal(inShort({ content: "Look", attachments: [png, png] }, en), "2 photos · Look");
  assert.equal(inShort({ content: " ".repeat(2_000) + "x".repeat(999) + "😀!" }, en), "x".repeat(999));
  assert.equal(filesInShort([pdf], en), "report.pdf");
  assert.equal(filesInShort([pdf, png], en), "2 files");
  assert.equal(filesInShort([pdf, png], zh), "2 个文件");
});
