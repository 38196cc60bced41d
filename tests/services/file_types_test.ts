// What a file is, by its bytes: what browsers may show keeps its type and size, everything else is bytes to be saved; and no bytes at all
// can make the look at them fail or last.

import assert from "node:assert/strict";
import fc from "fast-check";
import { gzipSync, zipSync } from "fflate";
import { fileName } from "../../lib/services/file_names.ts";
import { kindOf, PLAIN } from "../../lib/services/file_types.ts";
import { PNG, pngOf } from "../support/upload.ts";

const PIXELS = 50_000_000;
const latin = (text: string): number[] => [...text].map((it) => it.charCodeAt(0));
const u16 = (n: number): number[] => [n >> 8, n & 255];
const u32 = (n: number): number[] => [...u16(n >>> 16), ...u16(n & 65_535)];
const box = (type: string, ...content: number[]): number[] => [...u32(content.length + 8), ...latin(type), ...content];

/** A JPEG of 300 × 200 as it is stored, which a camera has held so. */
function jpeg(orientation: number): number[] {
  const tag = [...u16(0x0112), ...u16(3), ...u32(1), ...u16(orientation), ...u16(0)];
  const exif = [...latin("Exif\0\0MM"), ...u16(42), ...u32(8), ...u16(1), ...tag, ...u32(0)];
  const frame = [8, ...u16(200), ...u16(300), 1, 1, 0x11, 0];
  return [
    0xff,
    0xd8,
    0xff,
    0xe1,
    ...u16(exif.length + 2),
    ...exif,
    0xff,
    0xc0,
    ...u16(frame.length + 2),
    ...frame,
    0xff,
    0xd9,
  ];
}
const avif = (...sizes: [number, number][]): number[] => [
  ...box("ftyp", ...latin("avif"), ...u32(0), ...latin("avifmif1miaf")),
  ...box(
    "meta",
    ...u32(0),
    ...box("iprp", ...box("ipco", ...sizes.flatMap(([w, h]) => box("ispe", ...u32(0), ...u32(w), ...u32(h))))),
  ),
];
const gif = (width: number): number[] => [...latin("GIF89a"), width & 255, width >> 8, 200, 0, 0, 0, 0];
const webp = (): number[] => [...latin("RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0"), 43, 1, 0, 199, 0, 0];

const CASES: [what: string, bytes: Iterable<number>, kind: [type: string, width?: number, height?: number]][] = [
  ["PNG", PNG, ["image/png", 1, 1]],
  ["PNG of many pixels", pngOf(10_000, 5_000), ["image/png", 10_000, 5_000]],
  ["PNG of too many", pngOf(10_000, 5_001), [PLAIN]],
  ["PNG of 50,000 × 50,000", pngOf(50_000, 50_000), [PLAIN]],
  ["PNG of four billion squared", pngOf(4_294_967_295, 4_294_967_295), [PLAIN]],
  ["PNG of nothing", pngOf(0, 7), [PLAIN]],
  ["JPEG", jpeg(1), ["image/jpeg", 300, 200]],
  ["JPEG upside down", jpeg(3), ["image/jpeg", 300, 200]],
  ["JPEG on its side", jpeg(6), ["image/jpeg", 200, 300]],
  ["JPEG on its other side", jpeg(8), ["image/jpeg", 200, 300]],
  ["JPEG as nobody holds it", jpeg(77), ["image/jpeg", 300, 200]],
  ["JPEG without a frame", jpeg(1).slice(0, 40), [PLAIN]],
  ["GIF", gif(300), ["image/gif", 300, 200]],
  ["GIF of nothing", gif(0), [PLAIN]],
  ["WebP", webp(), ["image/webp", 300, 200]],
  ["AVIF", avif([300, 200]), ["image/avif", 300, 200]],
  ["AVIF with a smaller one before", avif([10, 10], [300, 200]), ["image/avif", 300, 200]],
  ["AVIF with one that is too large", avif([10, 10], [30_000, 20_000]), [PLAIN]],
  ["MP4", box("ftyp", ...latin("isom"), ...u32(512), ...latin("isomiso2avc1mp41")), ["video/mp4"]],
  ["WebM", [0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, ...latin("webm")], ["video/webm"]],
  ["Opus", [...latin("OggS\0\x02"), ...Array(22).fill(0), ...latin("OpusHead"), ...Array(20).fill(0)], ["audio/ogg"]],
  ["MP3", [...latin("ID3\x03\0\0\0\0\0\0"), 0xff, 0xfb, 0x90, 0x44], ["audio/mpeg"]],
  ["WAV", latin("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0"), ["audio/wav"]],
  ["PDF", latin("%PDF-1.7\n"), ["application/pdf"]],
  ["ZIP", zipSync({ "a.txt": new Uint8Array(3) }), ["application/zip"]],
  ["a program", [0x7f, ...latin("ELF\x02\x01\x01\0")], [PLAIN]],
  ["SVG", latin("<svg xmlns='http://www.w3.org/2000/svg'/>"), [PLAIN]],
  ["SVG with a prologue", latin("<?xml version='1.0'?><svg/>"), [PLAIN]],
  ["HTML", latin("<!doctype html><p>x"), [PLAIN]],
  ["text", latin("hello"), [PLAIN]],
  ["nothing", [], [PLAIN]],
];

for (const [what, bytes, [content_type, width, height]] of CASES) {
  Deno.test(`what is ${content_type}: ${what}`, async () => {
    const { width: w, height: h, ...kind } = await kindOf(new Uint8Array(bytes), PIXELS);
    assert.deepEqual([kind, w, h], [{ content_type }, width, height]);
  });
}

Deno.test("no bytes make the look at them throw, whatever they begin with", async () => {
  const begun = fc.constantFrom(...CASES.map(([, bytes]) => [...bytes]), latin("PK\x03\x04"), [0x30, 0x26, 0xb2, 0x75]);
  const changed = fc.tuple(begun, fc.nat(200), fc.uint8Array({ maxLength: 600 })).map(([head, keep, rest]) =>
    new Uint8Array([...head.slice(0, keep), ...rest])
  );
  await fc.assert(
    fc.asyncProperty(changed, async (bytes) => {
      const { content_type, width = 1, height = 1 } = await kindOf(bytes, PIXELS);
      assert.ok(content_type.length > 0 && width >= 1 && height >= 1 && width * height <= PIXELS);
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("what unpacks to a hundred megabytes is not unpacked", async () => {
  const zeros = new Uint8Array(100_000_000);
  for (const bomb of [zipSync({ "[Content_Types].xml": zeros }), gzipSync(zeros)]) {
    const before = Deno.memoryUsage().rss;
    assert.match((await kindOf(bomb.subarray(0, 131_072), PIXELS)).content_type, /^application\/(zip|gzip)$/);
    assert.ok(Deno.memoryUsage().rss - before < 90_000_000);
  }
});

Deno.test("a name has no folder, no control, no sign of direction, and is never empty, whatever was sent", () => {
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 400 }), (given) => {
    const name = fileName(given);
    assert.ok(name.isWellFormed() && name !== "." && name !== ".." && name.length > 0);
    assert.doesNotMatch(name, /[/\\\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    assert.ok([...name].length <= 200);
    assert.equal(fileName(name), name, "a name that is one stays");
    encodeURIComponent(name);
  }));
});
