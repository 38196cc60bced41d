// What a build gives to an app at run time: file routes, static files and the
// table of islands.
import { setBuildId } from "./build_id.ts";
import type { Command } from "./app.ts";
import { fsCommands, type FsRouteFile } from "./fs_routes.ts";

/** An exported function of a file in `islands/`. */
export interface Island {
  /** Name in the page; unique among all islands. */
  name: string;
  exportName: string;
  /** URL path of the chunk that exports it. */
  file: string;
  /** URL paths of the chunks that `file` imports. */
  imports: string[];
}

/** A file that `staticFiles()` may serve. */
export interface StaticFile {
  /** Hex digest of the content, or null where it may still change. */
  hash: string | null;
  contentType: string;
  size: number;
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

/** What pages need to know of a build. */
export interface PageAssets {
  /** URL path of the client runtime, and of the chunks that it imports. */
  clientEntry: string;
  clientImports: string[];
  /** By the function that is rendered. */
  islands: Map<unknown, Island>;
  /** Script that reloads the page after a rebuild; development only. */
  liveReload?: string;
}

/** The result of a build, as an app sees it. */
export interface BuildCache<State> extends PageAssets {
  root: string;
  buildId: string;
  fsRoutes: Command<State>[];
  /** Finds a file by its URL path, each segment percent-encoded. */
  readFile(pathname: string): Promise<StaticFile | null>;
}

/** A module of islands: its exports and the chunk that the browser loads. */
export interface IslandModule {
  exports: Record<string, unknown>;
  /** File name without extension; names the default export. */
  name: string;
  file: string;
  imports: string[];
}

/** Where a static file is and what is known of it. */
export interface FileEntry {
  path: string;
  hash: string;
  type: string;
  size: number;
}

/** What `_fresh/snapshot.js` exports. */
export interface Snapshot<State> {
  buildId: string;
  clientEntry: string;
  clientImports: string[];
  islands: IslandModule[];
  fsRoutes: FsRouteFile<State>[];
  /** By URL path; `path` is below the root. */
  staticFiles: Map<string, FileEntry>;
}

/** Makes the build cache of a production build below `root`. */
export function restore<State>(
  root: string,
  snapshot: Snapshot<State>,
): BuildCache<State> {
  const { buildId, clientEntry, clientImports, staticFiles } = snapshot;
  setBuildId(buildId);
  return {
    root,
    buildId,
    clientEntry,
    clientImports,
    islands: registerIslands(snapshot.islands),
    fsRoutes: fsCommands(snapshot.fsRoutes),
    readFile(pathname) {
      const file = staticFiles.get(pathname);
      if (file === undefined) return Promise.resolve(null);
      const { path, hash, type: contentType, size } = file;
      const read = () => Deno.readFile(`${root}/${path}`);
      return Promise.resolve({ hash, contentType, size, read });
    },
  };
}

/** Tables every exported function, under a name that is unique in a page. */
export function registerIslands(modules: IslandModule[]): Map<unknown, Island> {
  const islands = new Map<unknown, Island>();
  const used = new Set<string>();
  for (const { exports, name, file, imports } of modules) {
    for (const [exportName, value] of Object.entries(exports)) {
      if (typeof value !== "function") continue;
      const wanted = exportName === "default" ? name : exportName;
      // Never a reserved word, for it becomes a variable of the boot script.
      const base = "I_" + wanted.replace(/\W+/g, "_");
      let unique = base;
      for (let i = 1; used.has(unique); i++) unique = `${base}_${i}`;
      used.add(unique);
      islands.set(value, { name: unique, exportName, file, imports });
    }
  }
  return islands;
}
