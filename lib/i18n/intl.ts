// Numbers, plurals and times in the reader's way, through Intl. Formatters are made once a locale and zone: making one is slow.

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, timeZone, options]);
  const known = made.get(key) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options });
  made.set(key, known);
  return known;
}

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

export const weekday = (time: string, reader: Reader) => format(time, reader, { weekday: "short" });

export const longDay = (time: string, reader: Reader) =>
  format(time, reader, { weekday: "long", day: "numeric", month: "long" });

/** A word for the day in the reader's zone that is the same for all its moments: `2026-11-22`. */
export const dayKey = (time: string | number, { timeZone }: Reader): string =>
  format(time, { locale: "en-CA", timeZone }, { year: "numeric", month: "2-digit", day: "2-digit" });

/** Days from one moment's day to another's, in the reader's zone. */
export const daysBetween = (from: string | number, to: string | number, reader: Reader): number =>
  Math.round((Date.parse(dayKey(to, reader)) - Date.parse(dayKey(from, reader))) / 86_400_000);

/** `forms` by plural category of the language. */
export const plural = (locale: string, n: number, forms: { one: string; other: string }): string =>
  (new Intl.PluralRules(locale).select(n) === "one" ? forms.one : forms.other).replace(
    "#",
    new Intl.NumberFormat(locale).format(n),
  );

/** "a, b and c" */
export const listed = (locale: string, words: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
