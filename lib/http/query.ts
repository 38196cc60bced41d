// Query strings and path parameters. Unknown parameters are ignored; of a repeated one the first counts.

import type * as z from "zod";
import { notFound } from "../protocol/errors.ts";
import { id } from "../protocol/fields.ts";
import { judge } from "./body.ts";
import type { Ctx } from "./define.ts";

/**
 * How much is on a page is the operator's to say: where nothing was asked for, and at most.
 * @throws ParleyError `invalid_field`
 */
export function readQuery<S extends z.ZodType>(ctx: Ctx, schema: S): z.output<S> {
  const { pageDefault, pageMax } = ctx.state.running.deps.limits;
  const values = [["limit", `${pageDefault}`], ...[...ctx.url.searchParams].reverse()];
  const query = judge(schema, Object.fromEntries(values));
  if (isPage(query)) query.limit = Math.min(query.limit, pageMax);
  return query;
}

const isPage = (query: unknown): query is { limit: number } =>
  typeof query === "object" && query !== null && "limit" in query && typeof query.limit === "number";

/**
 * An id of the path, in lower case as the server writes them.
 * @throws ParleyError `not_found`: what is no id names nothing
 */
export function idParam(ctx: Ctx, name: string): string {
  const parsed = id.safeParse(ctx.params[name]);
  if (!parsed.success) throw notFound();
  return parsed.data.toLowerCase();
}

/**
 * The last part of the path as its client meant it. (Parameters are decoded as whole addresses are: what has a meaning there stays
 * escaped, such as the # of the emoji #️⃣.)
 */
export function lastPart(ctx: Ctx): string {
  const part = ctx.url.pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
