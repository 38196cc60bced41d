// Files of a project: walking folders, media types, and the hash of everything that a build depends on.
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { lookup } from "mrmime";

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

/** Media type of a file, by its extension. */
export function contentType(path: string): string {
  const type = lookup(path) ?? "text/plain";
  return /^text|json|javascript|xml/.test(type) ? `${type}; charset=UTF-8` : type;
}
