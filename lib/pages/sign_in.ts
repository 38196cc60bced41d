// What sign-in and registration have in common: the cookie, and where one wanted to go.

import type { Ctx } from "../http/define.ts";
import { setCookie } from "../http/cookie.ts";
import type { Grant } from "../services/sessions.ts";

/** 303 to `next` with the cookie. @param next a path of our own (`safeNext`) */
export function signedIn(ctx: Ctx, { token, expires_at }: Grant, next: string): Response {
  const { config, deps } = ctx.state.running;
  const response = new Response(null, { status: 303, headers: { location: next } });
  setCookie(response.headers, config, token, expires_at, deps.clock.now());
  return response;
}

export const signInLink = (path: "/login" | "/register", next: string): string =>
  next === "/" ? path : `${path}?next=${encodeURIComponent(next)}`;
