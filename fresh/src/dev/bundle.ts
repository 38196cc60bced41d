/// <reference lib="deno.unstable" />
// Makes the browser's chunks of the islands, with `Deno.bundle`.
//
// `Deno.bundle` compiles JSX as `deno.json` says, and precompiled JSX is text
// that only a server can use. So the code that islands reach is first copied to
// a scratch folder, with its JSX compiled to calls of `jsx()` on the way.
import { dirname, extname, join, relative } from "node:path";

/** What the browser loads. */
export interface Bundle {
  /** File name → content. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Source file → its chunk. */
  chunks: Map<string, Chunk>;
  /** The runtime that boots islands. */
  runtime: Chunk;
}

/** A chunk and all chunks that it imports, directly or not. */
export interface Chunk {
  file: string;
  imports: string[];
}

const RUNTIME = "fresh-runtime.js";

/**
 * Bundles the modules `islands`, all below `root`. `scratch` is a new folder,
 * which the caller removes.
 */
export async function bundleIslands(
  root: string,
  islands: string[],
  scratch: string,
  minify: boolean,
): Promise<Bundle> {
  await copyReachable(root, islands, scratch);
  const runtime = join(scratch, RUNTIME);
  await Deno.writeTextFile(
    runtime,
    'export { boot } from "fresh/runtime-client";',
  );
  const copies = islands.map((it) => join(scratch, relative(root, it)));
  const { success, errors, outputFiles } = await Deno.bundle({
    entrypoints: [runtime, ...copies],
    outputDir: join(scratch, "out"),
    codeSplitting: true,
    format: "esm",
    minify,
    platform: "browser",
    sourcemap: minify ? undefined : "inline",
    write: false,
  });
  if (!success || !outputFiles) {
    throw new Error(errors.map((it) => it.text).join("\n"));
  }
  const files = new Map(
    outputFiles.map((it) =>
      [relative(join(scratch, "out"), it.path), it.contents!] as const
    ),
  );
  const chunk = (file: string): Chunk => {
    if (!files.has(file)) throw new Error(`No chunk was made for ${file}`);
    return { file, imports: importsOf(file, files) };
  };
  const chunks = new Map(
    islands.map((it) =>
      [it, chunk(relative(root, it).replace(/\.[jt]sx?$/, ".js"))] as const
    ),
  );
  return { files, chunks, runtime: chunk(RUNTIME) };
}

const IMPORT = /\b(?:from|import)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;

async function copyReachable(
  root: string,
  entries: string[],
  scratch: string,
): Promise<void> {
  const { transform } = await import("sucrase");
  const todo = new Set(entries);
  // The set grows while it is walked.
  for (const path of todo) {
    const source = await readIfThere(path);
    if (source === null) continue;
    for (const [, specifier] of source.matchAll(IMPORT)) {
      todo.add(join(dirname(path), specifier));
    }
    const target = join(scratch, relative(root, path));
    if (!target.startsWith(scratch)) {
      throw new Error(`${path} is not in ${root}`);
    }
    const code = !/^\.[jt]sx$/.test(extname(path))
      ? source
      : transform(source, {
        transforms: ["typescript", "jsx"],
        jsxRuntime: "automatic",
        jsxImportSource: "preact",
        production: true,
        disableESTransforms: true,
        filePath: path,
      }).code;
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, code);
  }
}

// What looks like an import may be text in a comment; Deno reports real ones.
async function readIfThere(path: string): Promise<string | null> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

const STATIC_IMPORT = /\b(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g;

function importsOf(file: string, files: Map<string, Uint8Array>): string[] {
  const decoder = new TextDecoder();
  const found = new Set([file]);
  for (const it of found) {
    for (
      const [, to] of decoder.decode(files.get(it)).matchAll(STATIC_IMPORT)
    ) {
      const path = join(dirname(it), to);
      if (files.has(path)) found.add(path);
    }
  }
  found.delete(file);
  return [...found];
}
