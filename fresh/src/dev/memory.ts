// A build that is held in memory, for development and tests. Static files are
// read where they are, at every request.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type BuildCache,
  registerIslands,
  type StaticFile,
} from "../build_cache.ts";
import { setBuildId } from "../build_id.ts";
import { fsCommands, type FsModule } from "../fs_routes.ts";
import type { Bundle } from "./bundle.ts";
import type { RouteFile } from "./crawl.ts";
import { contentType, isHidden } from "./files.ts";
import { islandName } from "./snapshot.ts";

/** What {@linkcode memoryBuild} is made of. */
export interface MemoryParts {
  root: string;
  staticDirs: string[];
  routes: RouteFile[];
  bundle: Bundle;
  buildId: string;
}

/** Imports routes and islands and makes a build of them. */
export async function memoryBuild(
  { root, staticDirs, routes, bundle, buildId }: MemoryParts,
): Promise<BuildCache<unknown>> {
  setBuildId(buildId);
  const prefix = `/_fresh/js/${buildId}/`;
  const urls = (files: string[]) => files.map((it) => prefix + it);
  const modules = await Promise.all(
    [...bundle.chunks].map(async ([path, { file, imports }]) => ({
      exports: await load(path),
      name: islandName(path),
      file: prefix + file,
      imports: urls(imports),
    })),
  );
  const files = await Promise.all(routes.map(async (it) => ({
    ...it,
    module: (it.lazy ? () => load(it.path) : await load(it.path)) as FsModule<
      unknown
    >,
  })));
  return {
    root,
    buildId,
    clientEntry: prefix + bundle.runtime.file,
    clientImports: urls(bundle.runtime.imports),
    islands: registerIslands(modules),
    fsRoutes: fsCommands(files),
    async readFile(pathname) {
      const name = pathname.startsWith(prefix)
        ? decodeURIComponent(pathname.slice(prefix.length))
        : "";
      const chunk = bundle.files.get(name);
      if (chunk !== undefined) return inMemory(name, chunk);
      for (const dir of staticDirs) {
        const file = await onDisk(dir, pathname);
        if (file !== null) return file;
      }
      return null;
    },
  };
}

async function load(path: string): Promise<Record<string, unknown>> {
  return await import(pathToFileURL(path).href);
}

function inMemory(name: string, content: Uint8Array<ArrayBuffer>): StaticFile {
  const size = content.length;
  const read = () => Promise.resolve(content);
  return { hash: null, contentType: contentType(name), size, read };
}

async function onDisk(
  dir: string,
  pathname: string,
): Promise<StaticFile | null> {
  const parts = pathname.slice(1).split("/").map(decodeURIComponent);
  // Dots would lead out of the folder or to hidden files; so would separators.
  if (parts.some((it) => isHidden(it) || /[\\/\0]/.test(it))) return null;
  const path = join(dir, ...parts);
  try {
    const { isFile, size } = await Deno.lstat(path);
    if (!isFile) return null;
    const read = () => Deno.readFile(path);
    return { hash: null, contentType: contentType(path), size, read };
  } catch (error) {
    // NotADirectory: a file's name stands where a folder's would.
    if (error instanceof Deno.errors.NotFound) return null;
    if (error instanceof Deno.errors.NotADirectory) return null;
    throw error;
  }
}
