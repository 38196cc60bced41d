/**
 * What both pages and islands may import.
 *
 * @module
 */
import { lockedPath, lockedSrcSet } from "./asset.ts";
import { BUILD_ID } from "./build_id.ts";

export { HttpError } from "./error.ts";
export { Head, type HeadProps } from "./head.ts";

/** True in the browser, false on the server. */
export const IS_BROWSER: boolean = typeof document !== "undefined";

/** The URL of a static file that may be cached for a year. */
export function asset(path: string): string {
  return lockedPath(path, BUILD_ID);
}

/** {@linkcode asset} for each URL of a `srcset` attribute. */
export function assetSrcSet(srcset: string): string {
  return lockedSrcSet(srcset, BUILD_ID);
}
