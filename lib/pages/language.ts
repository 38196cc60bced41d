// How the reader reads: by what they chose, else by what the browser says, and the time zone that its script left in a cookie.

import type { Ctx } from "../http/define.ts";
import { chosenLanguage } from "../http/language_cookie.ts";
import { zoneNamed } from "../i18n/intl.ts";
import type { Language } from "../i18n/language.ts";
import { isPseudo } from "../i18n/pseudo.ts";

const ZONE = /(?:^|;\s*)tz=([^;]{1,128})/;

export function languageOf({ req, state }: Pick<Ctx, "req" | "state">): Language {
  const { config, deps } = state.running;
  const accepted = tagsOf(req.headers.get("accept-language") ?? "");
  const madeUp = config.development ? accepted.find(isPseudo) : undefined;
  return {
    locale: madeUp ?? localeOf(chosenLanguage(req.headers), accepted.filter((tag) => !isPseudo(tag))),
    timeZone: zoneOf(req.headers.get("cookie") ?? ""),
    now: new Date(deps.clock.now()).toISOString(),
  };
}

const tagsOf = (accepted: string): string[] => accepted.split(",").map((part) => part.split(";")[0]!.trim());

/** The first tag of a language that we have, with its region: times then look right. Chinese is written in simplified characters. */
function localeOf(chosen: string | undefined, tags: readonly string[]): string {
  const known = tags.filter((tag) => /^(?:en(?:-[A-Z]{2})?|zh(?:-[A-Za-z]{2,4}){0,2})$/.test(tag));
  const wanted = chosen === undefined ? known[0] : known.find((tag) => tag.startsWith(chosen)) ?? chosen;
  return wanted?.startsWith("zh") ? "zh-CN" : wanted ?? "en";
}

function zoneOf(cookies: string): string {
  try {
    return zoneNamed(decodeURIComponent(ZONE.exec(cookies)?.[1] ?? "UTC"));
  } catch {
    return "UTC";
  }
}
