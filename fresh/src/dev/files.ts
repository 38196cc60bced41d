// Files of a project: walking folders, media types, and the hash of everything that a build depends on.
import { createHash } from "node:crypto";
import { extname, join, relative } from "node:path";

/** Lists the files below `dir`, sorted; none if there is no such folder. */
export async function walk(dir: string, skip: (name: string) => boolean = () => false): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const entry of Deno.readDir(dir)) {
      if (skip(entry.name)) continue;
      const path = join(dir, entry.name);
      if (entry.isDirectory) found.push(...await walk(path, skip));
      else if (entry.isFile) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

/** Is this a hidden file? Those are not served, `.well-known` apart. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") && name !== ".well-known";
}

const NO_INPUT = /^(\.|node_modules$|_fresh|data$|tests?$|bench$)/;
const CODE = /\.(?:[cm]?[jt]sx?|jsonc?|css|lock)$/;

/** Is this the name of a folder or file whose changes no build sees? */
export function isNoInput(name: string): boolean {
  return NO_INPUT.test(name);
}

/** Hashes all code below `root`, all of `staticDirs`, and this package: by path and content. */
export async function hashInputs(root: string, staticDirs: string[]): Promise<string> {
  const own = join(import.meta.dirname!, "..");
  const code = (await Promise.all([root, own].map((it) => walk(it, isNoInput)))).flat().filter((it) => CODE.test(it));
  const files = (await Promise.all(staticDirs.map((it) => walk(it, isHidden)))).flat();
  const paths = [...new Set([...code, ...files])];
  const contents = await Promise.all(paths.map((it) => Deno.readFile(it)));
  const hash = createHash("sha256").update(Deno.version.deno);
  paths.forEach((path, i) => {
    hash.update(`\0${relative(root, path)}\0${contents[i].length}\0`).update(contents[i]);
  });
  return hash.digest("hex").slice(0, 20);
}

/** Hex digest of a file's content. */
export function digest(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

const TYPES: Record<string, string> = {
  avif: "image/avif",
  css: "text/css; charset=UTF-8",
  gif: "image/gif",
  html: "text/html; charset=UTF-8",
  ico: "image/vnd.microsoft.icon",
  jpeg: "image/jpeg",
  jpg: "image/jpeg",
  js: "text/javascript; charset=UTF-8",
  json: "application/json; charset=UTF-8",
  map: "application/json; charset=UTF-8",
  mjs: "text/javascript; charset=UTF-8",
  mp3: "audio/mpeg",
  ogg: "audio/ogg",
  pdf: "application/pdf",
  png: "image/png",
  svg: "image/svg+xml; charset=UTF-8",
  txt: "text/plain; charset=UTF-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  webp: "image/webp",
  woff: "font/woff",
  woff2: "font/woff2",
  xml: "text/xml; charset=UTF-8",
};

/** Media type of a file, by its extension. */
export function contentType(path: string): string {
  return TYPES[extname(path).slice(1).toLowerCase()] ?? "text/plain";
}
