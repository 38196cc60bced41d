// Files of a project: walking folders, media types, and the hash of everything that a build depends on.
import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { lookup } from "mrmime";

/** Lists the files below `dir`, sorted, without the paths that `skip` names; none if there is no such folder. */
export async function walk(dir: string, skip: (path: string) => boolean = () => false): Promise<string[]> {
  const found: string[] = [];
  try {
    for await (const { name, isDirectory, isFile } of Deno.readDir(dir)) {
      const path = join(dir, name);
      if (skip(path)) continue;
      if (isDirectory) found.push(...await walk(path, skip));
      else if (isFile) found.push(path);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort();
}

/** Is this a hidden file? Those are not served, `.well-known` apart. */
export function isHidden(path: string): boolean {
  return /\/\.(?!well-known$)[^/]*$/.test(path);
}

/** Is this a path, below the root, whose changes no build sees? */
export function isNoInput(path: string): boolean {
  return /^(data|tests?|bench)$|(^|\/)(node_modules|_fresh[^/]*|\.[^/]*)$/.test(path);
}

const CODE = /\.(?:[cm]?[jt]sx?|jsonc?|css|lock)$/;

/** Hashes all code below `root`, all of `staticDirs`, and this package: by path and content. */
export async function hashInputs(root: string, staticDirs: string[]): Promise<string> {
  const own = join(import.meta.dirname!, "..");
  const code = [root, own].map((dir) => walk(dir, (path) => isNoInput(relative(dir, path))));
  const files = staticDirs.map((dir) => walk(dir, isHidden));
  const [rootCode, ownCode, ...statics] = await Promise.all([...code, ...files]);
  const paths = [...new Set([...[...rootCode, ...ownCode].filter((it) => CODE.test(it)), ...statics.flat()])];
  const contents = await Promise.all(paths.map((it) => Deno.readFile(it)));
  const hash = createHash("sha256").update(Deno.version.deno);
  paths.forEach((path, i) => hash.update(`\0${relative(root, path)}\0${contents[i].length}\0`).update(contents[i]));
  return hash.digest("hex").slice(0, INPUTS);
}

/** Characters of a build's id that tell what it was made of. */
const INPUTS = 20;

/**
 * The id of a build: what it was made of, then what became of it. `Deno.bundle` names chunks by the folder that it finds the code in as
 * well, so that two builds of one state may hold different files: under one id they would be mixed.
 */
export function buildIdOf(inputs: string, files: Iterable<string>): string {
  return inputs + createHash("sha256").update([...files].sort().join("\0")).digest("hex").slice(0, 8);
}

/** Whether a build was made of these inputs. */
export const isMadeOf = (buildId: string | null, inputs: string): boolean => buildId?.slice(0, INPUTS) === inputs;

/** Hex digest of a file's content. */
export function digest(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Media type of a file, by its extension. */
export function contentType(path: string): string {
  const type = lookup(path) ?? "text/plain";
  return /^text|json|javascript|xml/.test(type) ? `${type}; charset=UTF-8` : type;
}
