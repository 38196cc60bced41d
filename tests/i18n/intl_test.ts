// Numbers, plurals and times, whoever asks for however many locales and zones.

import { strict as assert } from "node:assert";
import { clock, plural, zoneNamed } from "../../lib/i18n/intl.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

Deno.test("what was formatted reads the same after more locales and zones than are remembered", () => {
  const berlin = { locale: "en-GB", timeZone: zoneNamed("europe/berlin") };
  const read = () => [
    clock("2026-01-02T12:34:05Z", berlin),
    plural("en", 1_234, { one: "# word", other: "# words" }),
    plural("en", 1, { one: "# word", other: "# words" }),
  ];
  const before = read();
  assert.deepEqual(before, ["13:34", "1,234 words", "1 word"]);
  for (const one of LETTERS) {
    for (const other of LETTERS) {
      const locale = `en-${one}${other}`;
      plural(locale, 2, { one: "", other: "" });
      clock("2026-01-02T03:04:05Z", { locale, timeZone: "UTC" });
    }
  }
  assert.deepEqual(read(), before);
});

Deno.test("a zone is called by its own name, and what is none is refused", () => {
  assert.equal(zoneNamed("ASIA/shanghai"), "Asia/Shanghai");
  assert.throws(() => zoneNamed("Mars/Olympus"), RangeError);
});
