// From where somebody signs in, as the list of their sessions shows it.

import type { Client } from "../services/sessions.ts";
import type { Ctx } from "./define.ts";

/** @param by `pages`: what comes of it goes into a cookie */
export const clientOf = (ctx: Ctx, by: Client["by"]): Client => ({
  userAgent: ctx.req.headers.get("user-agent") ?? "",
  ip: ctx.state.address,
  by,
});
