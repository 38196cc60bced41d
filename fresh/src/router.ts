// Finds the handler for a method and a path. Static paths by hash, dynamic ones in the order in which they were added.
import type { Method } from "./types.ts";

interface Entry<T> {
  pattern: string;
  exec: (pathname: string) => Record<string, string> | null;
  byMethod: Map<Method, T>;
}

/** What {@linkcode Router.match} found. */
export interface Match<T> {
  /** The pattern that matched, or null. */
  pattern: string | null;
  /** The handler; null if the pattern has none for this method. */
  item: T | null;
  params: Record<string, string>;
}

const IS_DYNAMIC = /[*:{}+?()]/;

/** Maps methods and URL patterns to handlers. */
export class Router<T> {
  #statics = new Map<string, Entry<T>>();
  #dynamics = new Map<string, Entry<T>>();

  /** Registers `item`; the first one for a method and pattern stays. */
  add(method: Method, pattern: string, item: T): void {
    const dynamic = IS_DYNAMIC.test(pattern);
    const entries = dynamic ? this.#dynamics : this.#statics;
    let entry = entries.get(pattern);
    if (entry === undefined) {
      const exec = dynamic ? compilePattern(pattern) : () => ({});
      entry = { pattern, exec, byMethod: new Map() };
      entries.set(pattern, entry);
    }
    if (!entry.byMethod.has(method)) entry.byMethod.set(method, item);
  }

  /** The methods that a registered pattern answers. */
  allowed(pattern: string): Method[] {
    const entry = this.#statics.get(pattern) ?? this.#dynamics.get(pattern);
    return entry === undefined ? [] : [...entry.byMethod.keys()];
  }

  /** Finds the handler. `HEAD` falls back to `GET`. */
  match(method: Method, pathname: string): Match<T> {
    const fixed = this.#statics.get(pathname) ?? this.#statics.get(otherSlash(pathname));
    if (fixed !== undefined) return this.#found(fixed, method, {});
    for (const entry of this.#dynamics.values()) {
      const params = entry.exec(pathname);
      if (params !== null) return this.#found(entry, method, params);
    }
    return { pattern: null, item: null, params: {} };
  }

  #found(entry: Entry<T>, method: Method, params: Record<string, string>): Match<T> {
    const { byMethod, pattern } = entry;
    const item = byMethod.get(method) ?? (method === "HEAD" ? byMethod.get("GET") : undefined);
    return { pattern, item: item ?? null, params };
  }
}

// `/about` answers for `/about/` and the other way round.
function otherSlash(pathname: string): string {
  return pathname.endsWith("/") ? pathname.slice(0, -1) : pathname + "/";
}

const SIMPLE = /^(?:\/(?:[\w.~@-]+|:[A-Za-z_]\w*))*(?:\/:[A-Za-z_]\w*\*)?$/;

// Nearly every route is literals and `:name`, with `:rest*` at the end at most. A regular expression does these several
// times faster than URLPattern, which does the rest.
function compilePattern(pattern: string): Entry<unknown>["exec"] {
  if (!SIMPLE.test(pattern)) {
    const compiled = new URLPattern({ pathname: pattern });
    return (pathname) => decodeAll(compiled.exec({ pathname })?.pathname.groups);
  }
  const source = pattern
    .replace(/[.~-]/g, "\\$&")
    .replace(/\/:(\w+)\*$/, "(?:/(?<$1>[^/]+(?:/[^/]+)*))?")
    .replace(/:(\w+)/g, "(?<$1>[^/]+)");
  const regexp = new RegExp(`^${source}$`);
  return (pathname) => {
    const match = regexp.exec(pathname);
    return match && decodeAll(match.groups ?? {});
  };
}

function decodeAll(groups: Record<string, string | undefined> | undefined): Record<string, string> | null {
  if (groups === undefined) return null;
  const params: Record<string, string> = Object.create(null);
  for (const name in groups) params[name] = decode(groups[name] ?? "");
  return params;
}

// A malformed escape is the client's text, not our failure.
function decode(value: string): string {
  try {
    return value.includes("%") ? decodeURI(value) : value;
  } catch {
    return value;
  }
}
