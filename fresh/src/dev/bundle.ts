/// <reference lib="deno.unstable" />
// Makes the browser's chunks of the islands, with `Deno.bundle`.
//
// `Deno.bundle` compiles JSX as `deno.json` says, and precompiled JSX is text that only a server can use. So the code
// that islands reach is first copied to a scratch folder, with its JSX compiled to calls of `jsx()` on the way.
import { dirname, extname, join, relative } from "node:path";
import { transform } from "sucrase";
import type { Chunk } from "../build_cache.ts";
import type { ResolvedBuildConfig } from "./builder.ts";

/** What the browser loads. Files are named by their path below the folder of chunks. */
export interface Bundle {
  /** File → content. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Source file → its chunk. */
  chunks: Map<string, Chunk>;
  /** The runtime that boots islands. */
  runtime: Chunk;
}

const RUNTIME = "fresh-runtime.js";

/** Bundles the modules `islands`. `scratch` is a folder to make, which the caller removes. */
export async function bundleIslands(
  { root, mode }: ResolvedBuildConfig,
  islands: string[],
  scratch: string,
): Promise<Bundle> {
  const runtime = join(scratch, RUNTIME);
  await Deno.mkdir(scratch);
  await Deno.writeTextFile(
    runtime,
    'export { boot } from "fresh/runtime-client";',
  );
  await copyReachable(root, islands, scratch);
  const { success, errors, outputFiles = [] } = await Deno.bundle({
    entrypoints: [runtime, ...islands.map((it) => join(scratch, relative(root, it)))],
    outputDir: join(scratch, "out"),
    codeSplitting: true,
    format: "esm",
    minify: mode === "production",
    platform: "browser",
    write: false,
  });
  if (!success) throw new Error(errors.map((it) => it.text).join("\n"));
  const files = new Map(
    outputFiles.map((it) => [relative(join(scratch, "out"), it.path), it.contents ?? new Uint8Array()] as const),
  );
  const chunk = (file: string): Chunk => ({ file, imports: importsOf(file, files) });
  const chunkOf = (it: string) => chunk(relative(root, it).replace(/\.[jt]sx?$/, ".js"));
  return { files, chunks: new Map(islands.map((it) => [it, chunkOf(it)])), runtime: chunk(RUNTIME) };
}

const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

async function copyReachable(root: string, entries: string[], scratch: string): Promise<void> {
  const todo = new Set(entries);
  // The set grows while it is walked.
  for (const path of todo) {
    // What looks like an import may be text in a comment; Deno reports real ones that lead nowhere.
    const source = await Deno.readTextFile(path).catch(() => null);
    if (source === null) continue;
    for (const [, specifier] of source.matchAll(IMPORT)) todo.add(join(dirname(path), specifier));
    const target = join(scratch, relative(root, path));
    if (!target.startsWith(scratch)) throw new Error(`${path} is not in ${root}`);
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, /^\.[jt]sx$/.test(extname(path)) ? compileJsx(source, path) : source);
  }
}

function compileJsx(source: string, filePath: string): string {
  return transform(source, {
    transforms: ["typescript", "jsx"],
    jsxRuntime: "automatic",
    jsxImportSource: "preact",
    production: true,
    disableESTransforms: true,
    filePath,
  }).code;
}

const STATIC_IMPORT = /\b(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g;

function importsOf(file: string, files: Map<string, Uint8Array>): string[] {
  const found = new Set([file]);
  for (const it of found) {
    const code = new TextDecoder().decode(files.get(it));
    for (const [, to] of code.matchAll(STATIC_IMPORT)) {
      if (files.has(join(dirname(it), to))) found.add(join(dirname(it), to));
    }
  }
  found.delete(file);
  return [...found];
}
