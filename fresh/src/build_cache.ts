// What a build gives to an app at run time: file routes, static files and the table of islands.
import { setBuildId } from "./build_id.ts";
import type { FsRouteFile } from "./fs_routes.ts";

/** A chunk of JavaScript for the browser: its URL path and those of the chunks that it imports. */
export interface Chunk {
  file: string;
  imports: string[];
}

/** An exported function of a file in `islands/`; `name` is unique in a page. */
export interface Island extends Chunk {
  name: string;
  exportName: string;
}

/** A module of islands; `name`, of its file, becomes that of the default export. */
export interface IslandModule extends Chunk {
  exports: Record<string, unknown>;
  name: string;
}

/** A file that `staticFiles()` may serve. */
export interface StaticFile {
  /** Path below the root. */
  path: string;
  /** Hex digest of the content. */
  hash: string;
  type: string;
  /** The content, where it is not on disk. */
  content?: Uint8Array<ArrayBuffer>;
}

/** What `_fresh/snapshot.js` exports. */
export interface Snapshot<State> {
  buildId: string;
  runtime: Chunk;
  islands: IslandModule[];
  fsRoutes: FsRouteFile<State>[];
  /** By URL path, each segment percent-encoded. */
  files: Map<string, StaticFile>;
}

/** The result of a build, as an app sees it. */
export interface BuildCache<State> extends Omit<Snapshot<State>, "islands"> {
  root: string;
  /** By the function that is rendered. */
  islands: Map<unknown, Island>;
  /** Script that reloads the page after a rebuild; development only. */
  liveReload?: string;
}

/** Makes what an app needs of a build below `root`. */
export function restore<State>(root: string, snapshot: Snapshot<State>): BuildCache<State> {
  setBuildId(snapshot.buildId);
  const islands = new Map<unknown, Island>();
  const names = new Set<string>();
  for (const { exports, name, file, imports } of snapshot.islands) {
    for (const [exportName, value] of Object.entries(exports)) {
      if (typeof value !== "function") continue;
      const unique = uniqueName(exportName === "default" ? name : exportName, names);
      islands.set(value, { name: unique, exportName, file, imports });
    }
  }
  return { ...snapshot, root, islands };
}

// The prefix keeps it from being a reserved word: it becomes a variable of the boot script.
function uniqueName(wanted: string, names: Set<string>): string {
  const base = "I_" + wanted.replace(/\W+/g, "_");
  let name = base;
  for (let i = 1; names.has(name); i++) name = `${base}_${i}`;
  names.add(name);
  return name;
}
