// `staticFiles()`: serves the files of the build and of `static/`.
import { CACHE_KEY } from "../asset.ts";
import { BUILD_ID } from "../build_id.ts";
import type { StaticFile } from "../build_cache.ts";
import { buildOf, type Context } from "../context.ts";
import type { Middleware } from "../types.ts";

/**
 * Makes the middleware. Islands need it too. What `asset()` names and the
 * build's own chunks may be cached for a year, the rest is checked by ETag.
 */
export function staticFiles<State>(): Middleware<State> {
  return async (ctx) => {
    const pathname = pathBelow(ctx.config.basePath, ctx.url.pathname);
    const build = buildOf(ctx);
    if (pathname === null || build === null) return await ctx.next();
    const file = await build.readFile(pathname);
    if (file === null) {
      return pathname === "/favicon.ico"
        ? new Response(null, { status: 404 })
        : await ctx.next();
    }
    const { method } = ctx.req;
    if (method !== "GET" && method !== "HEAD") {
      return new Response("Method Not Allowed", { status: 405 });
    }
    return await respond(ctx, file);
  };
}

// The path as the build knows it: below the base, each segment encoded in the
// one way that `encodeURIComponent` does.
function pathBelow(basePath: string, pathname: string): string | null {
  if (!pathname.startsWith(basePath)) return null;
  try {
    const path = decodeURIComponent(pathname.slice(basePath.length));
    const parts = path.split("/").filter((it) => it !== "");
    return parts.length ? "/" + parts.map(encodeURIComponent).join("/") : null;
  } catch {
    return null;
  }
}

async function respond<State>(
  { req, url, config }: Context<State>,
  file: StaticFile,
): Promise<Response> {
  const key = url.searchParams.get(CACHE_KEY);
  if (key !== null && key !== BUILD_ID) {
    url.searchParams.delete(CACHE_KEY);
    const location = url.pathname + url.search;
    return new Response(null, { status: 307, headers: { location } });
  }
  const production = config.mode === "production";
  const chunks = `${config.basePath}/_fresh/js/${BUILD_ID}/`;
  const immutable = production &&
    (key !== null || url.pathname.startsWith(chunks));
  const headers = new Headers({
    "Content-Type": file.contentType,
    "Cache-Control": immutable
      ? "public, max-age=31536000, immutable"
      : "no-cache, no-store, max-age=0, must-revalidate",
    "Vary": "If-None-Match",
  });
  if (production && file.hash !== null) {
    const known = req.headers.get("If-None-Match");
    headers.set("ETag", `W/"${file.hash}"`);
    if (known === file.hash || known === `W/"${file.hash}"`) {
      return new Response(null, { status: 304, headers });
    }
  }
  headers.set("Content-Length", String(file.size));
  return new Response(req.method === "HEAD" ? null : await file.read(), {
    headers,
  });
}
