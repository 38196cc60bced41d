// How a new token reaches whoever asked for it: in the answer, or, where a cookie spoke, in a new cookie and never in the answer,
// because a page's scripts must not be able to read it.

import type { Client, Grant } from "../services/sessions.ts";
import type { Person } from "./authenticate.ts";
import { setCookie } from "./cookie.ts";
import type { Ctx } from "./define.ts";

export const kindOf = (person: Person): Client["by"] => person.by === "cookie" ? "pages" : "api";

/** 200 `{token, expires_at}`, or `{expires_at}` and the cookie. */
export function granted(ctx: Ctx, person: Person, { token, expires_at }: Grant): Response {
  if (kindOf(person) === "api") return Response.json({ token, expires_at });
  const { config, deps } = ctx.state.running;
  const response = Response.json({ expires_at });
  setCookie(response.headers, config, token, expires_at, deps.clock.now());
  return response;
}
