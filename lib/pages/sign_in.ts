// What sign-in and registration have in common: the cookie, and where one wanted to go.

import type { Ctx } from "../http/define.ts";
import { setCookie } from "../http/cookie.ts";
import { rememberLanguage } from "../http/language_cookie.ts";
import type { UserView } from "../protocol/views.ts";
import { ownSettings } from "../services/own_settings.ts";
import type { Grant } from "../services/sessions.ts";

/** 303 to `next` with the cookies: the sign-in, and the language that was chosen. @param next a path of our own (`safeNext`) */
export async function signedIn(
  ctx: Ctx,
  { user, token, expires_at }: Grant & { user: UserView },
  next: string,
): Promise<Response> {
  const { config, deps } = ctx.state.running;
  const response = new Response(null, { status: 303, headers: { location: next } });
  setCookie(response.headers, config, token, expires_at, deps.clock.now());
  const { language } = await ownSettings(deps, user.id);
  if (language !== "") rememberLanguage(response.headers, language);
  return response;
}

export const signInLink = (path: "/login" | "/register", next: string): string =>
  next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
