// Adds the build to the URLs of static files, so that they may be cached for ever. Used on both sides.

/** Query parameter that carries the build. */
export const CACHE_KEY = "__frsh_c";

/** `path` with the build added, if it is a path on this origin. */
export function lockedPath(path: string, buildId: string): string {
  const base = "https://local.invalid";
  if (!path.startsWith("/") || path.startsWith("//") || !URL.canParse(path, base)) return path;
  const url = new URL(path, base);
  if (url.origin !== base || url.searchParams.has(CACHE_KEY)) return path;
  url.searchParams.set(CACHE_KEY, buildId);
  return url.pathname + url.search + url.hash;
}

/** {@linkcode lockedPath} for each URL of a `srcset`. */
export function lockedSrcSet(srcset: string, buildId: string): string {
  const parts = srcset.split(",");
  if (srcset.includes("(") || parts.some((it) => it.trim() === "")) return srcset;
  return parts.map((it) => it.replace(/\S+/, (url) => lockedPath(url, buildId))).join();
}

/** Props of an `<img>` or `<source>` with its URLs locked, unless it opted out. */
export function lockAssets<P extends Record<string, unknown>>(props: P, buildId: string): P {
  if (props["data-fresh-disable-lock"]) return props;
  const { src, srcset } = props;
  return {
    ...props,
    ...typeof src === "string" && { src: lockedPath(src, buildId) },
    ...typeof srcset === "string" && { srcset: lockedSrcSet(srcset, buildId) },
  };
}
