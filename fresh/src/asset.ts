// Adds the build to the URLs of static files, so that they may be cached for ever. Used on both sides.

/** Query parameter that carries the build. */
export const CACHE_KEY = "__frsh_c";

/** `path` with the build added, if it is a path on this origin. */
export function lockedPath(path: string, buildId: string): string {
  if (!path.startsWith("/") || path.startsWith("//")) return path;
  const base = "https://local.invalid";
  if (!URL.canParse(path, base)) return path;
  const url = new URL(path, base);
  if (url.origin !== base || url.searchParams.has(CACHE_KEY)) return path;
  url.searchParams.set(CACHE_KEY, buildId);
  return url.pathname + url.search + url.hash;
}

/** {@linkcode lockedPath} for each URL of a `srcset`. */
export function lockedSrcSet(srcset: string, buildId: string): string {
  if (srcset.includes("(")) return srcset;
  const parts = srcset.split(",");
  if (parts.some((part) => part.trim() === "")) return srcset;
  return parts.map((part) => part.replace(/\S+/, (url) => lockedPath(url, buildId))).join(",");
}

/** Locks the URLs of an `<img>` or `<source>` that did not opt out. */
export function lockAssets(props: Record<string, unknown>, buildId: string): void {
  if (props["data-fresh-disable-lock"]) return;
  const { src, srcset } = props;
  if (typeof src === "string") props.src = lockedPath(src, buildId);
  if (typeof srcset === "string") {
    props.srcset = lockedSrcSet(srcset, buildId);
  }
}
