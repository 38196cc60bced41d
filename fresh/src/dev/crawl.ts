// Finds routes and islands, and tells from a file's path what it is and which URLs it answers.
import { relative } from "node:path";
import type { FsRouteFile, FsRouteKind } from "../fs_routes.ts";
import type { ResolvedBuildConfig } from "./builder.ts";
import { walk } from "./files.ts";

/** A file of `routes/` before its module is loaded. */
export type RouteFile = Omit<FsRouteFile<unknown>, "module"> & {
  path: string;
  /** Loaded at its first request? */
  lazy: boolean;
};

const CODE = /\.[jt]sx?$/;
const SPECIAL: Record<string, FsRouteKind> = {
  _app: "app",
  _layout: "layout",
  _middleware: "middleware",
  _404: "notFound",
  _error: "error",
  _500: "error",
};

/** Lists islands and routes, the latter in the order in which they apply. */
export async function crawl(
  { islandDir, routeDir, ignore }: ResolvedBuildConfig,
): Promise<{ islands: string[]; routes: RouteFile[] }> {
  const wanted = (it: string) => CODE.test(it) && !ignore.some((regexp) => regexp.test(it));
  const islands = (await walk(islandDir)).filter(wanted);
  const files = (await walk(routeDir)).filter(wanted);
  const routes: RouteFile[] = [];
  for (const path of files) {
    const id = "/" + relative(routeDir, path).replace(CODE, "");
    // Folders such as `(_components)` hold no routes.
    if (id.includes("/(_islands)/")) islands.push(path);
    else if (!id.includes("/(_")) routes.push(routeFile(id, path, await Deno.readTextFile(path)));
  }
  routes.sort((a, b) => compareIds(a.id, b.id));
  return { islands, routes };
}

/** Tells what a file is, by its path `id` below `routes/`, without extension, and by its source. */
export function routeFile(id: string, path: string, source: string): RouteFile {
  const slash = id.lastIndexOf("/");
  const name = id.slice(slash + 1);
  const kind = SPECIAL[name] ?? "route";
  if (kind !== "route") {
    const folder = pathToPattern(id.slice(1, Math.max(slash, 1)), true);
    return { kind, id, path, pattern: folder, routePattern: folder, lazy: false };
  }
  let pattern = pathToPattern(id.slice(1), true);
  if (name === "index" && !pattern.endsWith("/")) pattern += "/";
  const routePattern = pathToPattern(id.slice(1), false);
  // An override must be known before the first request.
  const lazy = !source.includes("routeOverride");
  return { kind, id, path, pattern, routePattern, lazy };
}

/**
 * Makes a URL pattern of a path below `routes/`: `[id]`, `[[opt]]`, `[...rest]` become parameters, `(group)` goes
 * unless `keepGroups`.
 */
export function pathToPattern(path: string, keepGroups: boolean): string {
  const parts = path.split("/").filter((it) => it !== "" && (keepGroups || !/^\(.*\)$/.test(it)));
  if (parts.at(-1) === "index") parts.pop();
  const pattern = parts.map((part) => {
    const [, rest, optional] = /^\[\.\.\.(.+)\]$|^\[\[([^[\]]+)\]\]$/.exec(part) ?? [];
    if (rest !== undefined) return `/:${rest}*`;
    if (optional !== undefined) return `{/:${optional}}?`;
    const literal = part.replace(/\[([^[\]]+)\]/g, "");
    if (part.includes("][") || /[[\]]/.test(literal)) throw new SyntaxError(`Invalid route pattern: "${path}"`);
    return "/" + part.replace(/\[([^[\]]+)\]/g, ":$1");
  });
  // Where all is optional, the slash at the start is not.
  if (pattern[0]?.startsWith("{/") && pattern.every((it) => /^{|\*$/.test(it))) {
    pattern[0] = pattern[0].replace("{/", "/{");
  }
  return pattern.join("") || "/";
}

/**
 * Orders routes: `_app`, then in each folder `_middleware`, other special files, `_error`, `index`, literals, `[id]`,
 * `[...rest]`; the longer first.
 */
export function compareIds(a: string, b: string): number {
  if (a.endsWith("/_app")) return -1;
  if (b.endsWith("/_app")) return 1;
  const [left, right] = [a.split("/"), b.split("/")];
  let i = 0;
  while (left[i] === right[i] && i < left.length) i++;
  const [x, y] = [left[i], right[i]];
  if (x === undefined || y === undefined) return right.length - left.length;
  if (x.startsWith("(") !== y.startsWith("(")) {
    // A group comes after everything but parameters.
    return x.startsWith("(") === (x + y).includes("[") ? -1 : 1;
  }
  const byRank = rank(y) - rank(x);
  if (byRank !== 0) return byRank;
  if (y.startsWith(x)) return i + 1 < left.length ? -1 : 1;
  if (x.startsWith(y)) return i + 1 < right.length ? 1 : -1;
  return x < y ? -1 : 1;
}

function rank(part: string): number {
  if (part.startsWith("_m")) return 6;
  if (part.startsWith("_e")) return 4;
  if (part.startsWith("_")) return 5;
  if (part.startsWith("[.")) return 0;
  if (part.startsWith("[")) return 1;
  return part === "index" ? 3 : 2;
}
