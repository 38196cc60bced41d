// Where and when the reader is: what the server could not know, or what has passed since: the time zone, and that it is another day.

import { useEffect, useState } from "preact/hooks";
import { holds, type Language } from "../../lib/i18n/language.ts";

/** What is told to the minute may be as much behind. */
const REFRESH_MS = 10 * 60_000;
/** Days begin with a minute. */
const MINUTE_MS = 60_000;

/** @param language as the page was rendered: so it begins, and moves on once it no longer holds */
export function useHere(language: Language): Language {
  const [reader, setReader] = useState(language);
  useEffect(() => {
    let shown = language;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const here = { timeZone: rememberTimeZone(), now: new Date().toISOString() };
      if (!holds(shown, here, REFRESH_MS)) setReader(shown = { ...language, ...here });
      clearTimeout(timer);
      timer = setTimeout(look, MINUTE_MS - Date.now() % MINUTE_MS);
    };
    look();
    // After a night's sleep the timer still has its minute to go, and in the background timers are late.
    addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return reader;
}

/** The server renders times in the zone that this device had last. */
function rememberTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  document.cookie = `tz=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  return timeZone;
}
