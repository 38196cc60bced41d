// Numbers, plurals and times, whoever asks for however many locales and zones.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { clock, dayKey, isSameYear, plural, zoneNamed } from "../../lib/i18n/intl.ts";
import { holds } from "../../lib/i18n/language.ts";

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

Deno.test("a day is the zone's own, at each moment of it", () => {
  const zones = ["UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Europe/Berlin"];
  const quarters = fc.integer({ min: 0, max: 60 * 366 * 96 });
  const within = fc.constantFrom(0, 1, 899_999);
  fc.assert(fc.property(quarters, within, fc.constantFrom(...zones), (quarter, ms, timeZone) => {
    const time = Date.parse("2000-01-01") + quarter * 15 * 60_000 + ms;
    const options = { timeZone, year: "numeric", month: "2-digit", day: "2-digit" } as const;
    const day = new Intl.DateTimeFormat("en-CA", options).format(time);
    assert.equal(dayKey(time, { locale: "en", timeZone }), day);
    assert.equal(dayKey(new Date(time).toISOString(), { locale: "zh", timeZone }), day);
  }));
});

Deno.test("a year is the zone's own", () => {
  const [before, after] = ["2026-12-31T22:59:00Z", "2026-12-31T23:00:00Z"];
  const [berlin, utc] = ["Europe/Berlin", "UTC"].map((timeZone) => ({ locale: "en", timeZone }));
  assert.deepEqual([isSameYear(before, after, berlin!), isSameYear(before, after, utc!)], [false, true]);
});

Deno.test("what was rendered holds for a while, in the same zone and on the same day", () => {
  const was = { locale: "en", timeZone: "Asia/Kolkata", now: "2026-01-02T18:29:00.000Z" };
  const here = { timeZone: was.timeZone, now: "2026-01-02T18:29:30.000Z" };
  assert.equal(holds(was, here, 60_000), true);
  assert.equal(holds(was, { ...here, timeZone: "UTC" }, 60_000), false);
  assert.equal(
    holds(was, { ...here, now: "2026-01-02T18:28:00.000Z" }, 60_000),
    false,
    "a minute before, by this device",
  );
  assert.equal(holds(was, { ...here, now: "2026-01-02T18:30:00.000Z" }, 600_000), false, "midnight there");
});
