// The guard of pages: who is not signed in goes to sign-in, and comes back to where they wanted to go.

import type { Middleware } from "fresh";
import { ParleyError } from "../protocol/errors.ts";
import { authenticate, type Person } from "./authenticate.ts";
import { clearCookie, readCookie } from "./cookie.ts";
import type { Ctx, State } from "./define.ts";

/** A middleware for pages; after it, `personOf(ctx)` is there. */
export const requirePerson: Middleware<State> = async (ctx) => {
  const person = await visitor(ctx);
  return person === undefined ? toSignIn(ctx) : await ctx.next();
};

/**
 * Who looks at a page; a credential that no longer counts is nobody's. A token in the address counts for programs only: a link to a
 * page must neither show somebody another's account, in which they would write, nor sign them out.
 * @throws what the database throws
 */
export async function visitor(ctx: Ctx): Promise<Person | undefined> {
  try {
    return await authenticate(ctx, { ...ctx.state.running.config, urlTokens: false });
  } catch (error) {
    if (error instanceof ParleyError && error.status === 401) return undefined;
    throw error;
  }
}

/** The person behind `requirePerson`. */
export function personOf(ctx: Pick<Ctx, "state">): Person {
  if (ctx.state.person === undefined) throw new ParleyError("unauthenticated", "Please sign in.");
  return ctx.state.person;
}

/** 303 to the sign-in page, without the cookie that did not count. */
function toSignIn(ctx: Ctx): Response {
  const url = new URL(ctx.url);
  url.searchParams.delete("token"); // a token stands in no address that we make
  // What was to be posted is gone, but every page of theirs can be looked at, and has its form again.
  const wanted = `${url.pathname}${url.search}`;
  const query = new URLSearchParams();
  // Whoever came with a cookie was signed in: they are told why they are not any more.
  if (readCookie(ctx.req.headers, ctx.state.running.config) !== undefined) query.set("ended", "1");
  if (wanted !== "/") query.set("next", wanted);
  const location = query.size === 0 ? "/login" : `/login?${query}`;
  const response = new Response(null, { status: 303, headers: { location } });
  clearCookie(response.headers, ctx.state.running.config);
  return response;
}

/**
 * Where to go after sign-in: a path of our own.
 * @param next what the address said; anything that could lead elsewhere becomes "/"
 */
export function safeNext(next: string | null | undefined, origin: string): string {
  if (!next?.startsWith("/") || !URL.canParse(next, origin)) return "/";
  const url = new URL(next, origin);
  // A second slash or a backslash would name a host, also once a browser has tidied the path.
  if (url.origin !== origin || url.pathname.startsWith("//")) return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
