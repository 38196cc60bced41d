// How the reader reads: by what the browser says, and the time zone that its script left in a cookie.

import type { Language } from "../i18n/language.ts";

const ZONE = /(?:^|;\s*)tz=([^;]{1,128})/;

/** @param now milliseconds */
export function languageOf(req: Request, now: number): Language {
  return {
    locale: localeOf(req.headers.get("accept-language") ?? ""),
    timeZone: zoneOf(req.headers.get("cookie") ?? ""),
    now: new Date(now).toISOString(),
  };
}

/** The first English that is asked for, so that times look right; there is no other language yet. */
function localeOf(accepted: string): string {
  const tags = accepted.split(",").map((part) => part.split(";")[0]!.trim());
  return tags.find((tag) => /^en(?:-[A-Z]{2})?$/.test(tag)) ?? "en";
}

function zoneOf(cookies: string): string {
  try {
    const timeZone = decodeURIComponent(ZONE.exec(cookies)?.[1] ?? "UTC");
    return new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}
