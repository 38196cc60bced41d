// The language that somebody chose in their account, kept beside the sign-in cookie: pages then need not ask the database for it.

const LANGUAGE = /(?:^|;\s*)lang=(en|zh)(?:;|$)/;
const YEAR_S = 365 * 86_400;

/** @param language "": as the browser asks */
export function rememberLanguage(headers: Headers, language: string): void {
  headers.append("set-cookie", `lang=${language}; Path=/; Max-Age=${language === "" ? 0 : YEAR_S}; SameSite=Lax`);
}

/** @returns "en", "zh", or undefined where none was chosen */
export const chosenLanguage = (headers: Headers): string | undefined => LANGUAGE.exec(headers.get("cookie") ?? "")?.[1];
