// `staticFiles()`: serves the files of the build and of `static/`.
import { CACHE_KEY } from "../asset.ts";
import type { BuildCache, StaticFile } from "../build_cache.ts";
import { buildOf, type Context } from "../context.ts";
import type { Middleware } from "../types.ts";

/**
 * Makes the middleware. Islands need it too. Only what the build listed is served. What `asset()` names and the build's
 * own chunks may be cached for a year, the rest is checked by ETag.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const pathname = pathBelow(ctx.config.basePath, ctx.url.pathname);
    const build = buildOf(ctx);
    const file = build?.files.get(pathname);
    if (build && file) return await respond(ctx, build, file);
    return pathname === "/favicon.ico" && build ? new Response(null, { status: 404 }) : await ctx.next();
  };
}

// The path as the build knows it: below the base, each segment encoded in the one way of `encodeURIComponent`.
function pathBelow(basePath: string, pathname: string): string {
  try {
    const parts = decodeURIComponent(pathname.slice(basePath.length)).split("/");
    return "/" + parts.filter((it) => it !== "").map(encodeURIComponent).join("/");
  } catch {
    return "/";
  }
}

async function respond<State>(
  { req, url, config }: Context<State>,
  { buildId, root }: BuildCache<State>,
  { path, hash, type, content }: StaticFile,
): Promise<Response> {
  if (req.method !== "GET" && req.method !== "HEAD") return new Response("Method Not Allowed", { status: 405 });
  const key = url.searchParams.get(CACHE_KEY);
  if (key !== null && key !== buildId) {
    url.searchParams.delete(CACHE_KEY);
    return new Response(null, { status: 307, headers: { location: url.pathname + url.search } });
  }
  const production = config.mode === "production";
  const lasting = key !== null || url.pathname.startsWith(`${config.basePath}/_fresh/js/${buildId}/`);
  const headers = new Headers({
    "Content-Type": type,
    "Cache-Control": production && lasting
      ? "public, max-age=31536000, immutable"
      : "no-cache, no-store, max-age=0, must-revalidate",
    "Vary": "If-None-Match",
  });
  if (production) {
    const etag = `W/"${hash}"`;
    headers.set("ETag", etag);
    const known = req.headers.get("If-None-Match");
    if (known === etag || known === hash) return new Response(null, { status: 304, headers });
  }
  // Its own length, and not one that the build noted: the file may have been changed since.
  const body = content ?? await Deno.readFile(`${root}/${path}`);
  headers.set("Content-Length", String(body.length));
  return new Response(req.method === "HEAD" ? null : body, { headers });
}
