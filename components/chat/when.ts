// When something was, as short as the reader needs it in a list.

import { clock, dateAndClock, dateWithYear, daysBetween, isSameYear, shortDate, weekday } from "../../lib/i18n/intl.ts";
import type { Language } from "../../lib/i18n/language.ts";
import type { Dictionary } from "../../lib/i18n/en.ts";

/** To the minute, whether past or to come: today the clock alone. */
export function moment(time: string, reader: Language): string {
  const days = daysBetween(time, reader.now, reader);
  if (days === 0) return clock(time, reader);
  return dateAndClock(time, reader, !isSameYear(time, reader.now, reader));
}

/** Today the clock, this week the day, then the date. */
export function shortWhen(time: string, reader: Language, t: Dictionary): string {
  const days = daysBetween(time, reader.now, reader);
  if (days <= 0) return clock(time, reader);
  if (days === 1) return t.list.yesterday;
  if (days < 7) return weekday(time, reader);
  return isSameYear(time, reader.now, reader) ? shortDate(time, reader) : dateWithYear(time, reader);
}
