// Plain HTML forms of the pages: bounded like JSON bodies, judged by the same schemas.

import type * as z from "zod";
import { ParleyError } from "../protocol/errors.ts";
import { judge, readBytes } from "./body.ts";
import type { Ctx } from "./define.ts";

const FORM_TYPE = /^application\/x-www-form-urlencoded\b/i;

/**
 * @param schema of the fields, all of them text
 * @throws ParleyError `unsupported_type`, `too_large`, `unknown_field`, `invalid_field`
 */
export async function readForm<S extends z.ZodType>(ctx: Ctx, schema: S): Promise<z.output<S>> {
  if (!FORM_TYPE.test(ctx.req.headers.get("content-type") ?? "")) {
    await ctx.req.body?.cancel();
    throw new ParleyError("unsupported_type", "The body must be a form.");
  }
  const bytes = await readBytes(ctx.req, ctx.state.running.deps.limits.bodyBytes);
  const fields = new URLSearchParams(new TextDecoder().decode(bytes));
  return judge(schema, Object.fromEntries(fields));
}
