// Numbers, plurals and times in the reader's way, through Intl. Formatters are made once a locale and zone: making one is slow.

/** A client can make up any number of locales and zones: the oldest formatter goes then. */
const KEPT = 500;

/** @returns what was made under this key, or is made now */
function kept<T>(all: Map<string, T>, key: string, make: () => T): T {
  const known = all.get(key);
  if (known !== undefined) return known;
  const fresh = make();
  const [oldest] = all.keys();
  if (all.size >= KEPT && oldest !== undefined) all.delete(oldest);
  all.set(key, fresh);
  return fresh;
}

const formatters = new Map<string, Intl.DateTimeFormat>();
const rules = new Map<string, Intl.PluralRules>();
const numbers = new Map<string, Intl.NumberFormat>();
const zones = new Map<string, string>();
const days = new Map<string, string>();

const formatter = (locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(
    formatters,
    JSON.stringify([locale, timeZone, options]),
    () => new Intl.DateTimeFormat(locale, { timeZone, ...options }),
  );

/** The zone's own spelling. @throws RangeError if there is no such zone */
export const zoneNamed = (name: string): string =>
  kept(zones, name, () => new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone);

/** Where and how the reader reads. */
export interface Reader {
  /** BCP 47 */
  locale: string;
  /** IANA, such as `Europe/Berlin` */
  timeZone: string;
}

const format = (time: string | number, { locale, timeZone }: Reader, options: Intl.DateTimeFormatOptions): string =>
  formatter(locale, timeZone, options).format(new Date(time));

export const clock = (time: string, reader: Reader) => format(time, reader, { hour: "numeric", minute: "2-digit" });

export const fullTime = (time: string, reader: Reader) =>
  format(time, reader, { dateStyle: "full", timeStyle: "medium" });

export const shortDate = (time: string, reader: Reader) => format(time, reader, { day: "numeric", month: "short" });

export const dateWithYear = (time: string, reader: Reader) =>
  format(time, reader, { day: "numeric", month: "short", year: "numeric" });

/** To the minute, in this year or, with it, in any other. */
export const dateAndClock = (time: string, reader: Reader, withYear: boolean) =>
  format(time, reader, {
    day: "numeric",
    month: "short",
    hour: "numeric",
    minute: "2-digit",
    ...withYear && { year: "numeric" },
  });

export const weekday = (time: string, reader: Reader) => format(time, reader, { weekday: "short" });

/** In this year or, with it, in any other. */
export const longDay = (time: string, reader: Reader, withYear: boolean) =>
  format(time, reader, { weekday: "long", day: "numeric", month: "long", ...withYear && { year: "numeric" } });

/** No zone's days begin but at a quarter of an hour: what is asked for each message is worked out once a quarter. */
const QUARTER_MS = 15 * 60_000;

/** A word for the day in the reader's zone that is the same for all its moments: `2026-11-22`. */
export function dayKey(time: string | number, { timeZone }: Reader): string {
  const quarter = Math.floor(Number(new Date(time)) / QUARTER_MS);
  return kept(
    days,
    `${quarter} ${timeZone}`,
    () =>
      format(quarter * QUARTER_MS, { locale: "en-CA", timeZone }, {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
      }),
  );
}

/** Days from one moment's day to another's, in the reader's zone. */
export const daysBetween = (from: string | number, to: string | number, reader: Reader): number =>
  Math.round((Date.parse(dayKey(to, reader)) - Date.parse(dayKey(from, reader))) / 86_400_000);

/** Whether two moments are in one year of the reader's zone. */
export const isSameYear = (one: string, other: string, reader: Reader): boolean =>
  dayKey(one, reader).slice(0, 4) === dayKey(other, reader).slice(0, 4);

/** `forms` by plural category of the language. */
export function plural(locale: string, n: number, forms: { one: string; other: string }): string {
  const category = kept(rules, locale, () => new Intl.PluralRules(locale)).select(n);
  const number = kept(numbers, locale, () => new Intl.NumberFormat(locale)).format(n);
  return (category === "one" ? forms.one : forms.other).replace("#", number);
}

/** "a, b and c" */
export const listed = (locale: string, words: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
