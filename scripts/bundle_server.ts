/// <reference lib="deno.unstable" />
// Makes of `serve.ts`, `worker.ts` and all that they reach minified modules in `_fresh`. V8 keeps the text of everything that it has
// loaded, and Deno a source map of each TypeScript file: so the server takes a tenth less memory, and starts in two thirds of the time
// (bench/RESULTS.md, *Speed*). Their own maps name the sources in what is logged.

import { join, relative } from "node:path";

/** The last says that the others are there. */
const ENTRIES = ["worker", "serve"];
/** Loaded when they are needed, some with files of their own beside them: they stay packages. */
const PACKAGES = ["redis", "@electric-sql/pglite", "@electric-sql/pglite-prepopulatedfs", "file-type", "fflate"];
/** A chunk, as `Deno.bundle` names it, or its map. */
const CHUNK = /-[0-9A-Z]{8}\.js(\.map)?$/;
/** How long a server that runs on an earlier build may still load what belongs to it. */
const KEPT_MS = 24 * 3600 * 1000;

/**
 * Brings `<root>/_fresh/serve.js` and what it imports up to date with the app that was built there.
 * @throws Error with what `Deno.bundle` found wrong
 */
export async function bundleServer(root: string): Promise<void> {
  const folder = join(root, "_fresh");
  if (await changedAt(join(folder, "serve.js")) > await changedAt(join(folder, "snapshot.js"))) return;
  const modules = await bundle(root, folder);
  const scratch = join(`${folder}.tmp`, crypto.randomUUID());
  await Deno.mkdir(scratch, { recursive: true });
  try {
    for (const [name, text] of modules) {
      await Deno.writeTextFile(join(scratch, name), text);
      await Deno.rename(join(scratch, name), join(folder, name));
    }
  } finally {
    await Deno.remove(scratch, { recursive: true });
  }
  await removeOld(folder, modules);
}

/** @returns the text of each file, in the order in which a server that starts meanwhile may find them */
async function bundle(root: string, folder: string): Promise<Map<string, string>> {
  const { success, errors, outputFiles = [] } = await Deno.bundle({
    entrypoints: ENTRIES.map((it) => join(root, `${it}.ts`)),
    outputDir: folder,
    external: PACKAGES,
    codeSplitting: true,
    format: "esm",
    minify: true,
    platform: "deno",
    sourcemap: "linked",
    write: false,
  });
  if (!success) throw new Error(errors.map((it) => it.text).join("\n"));
  const place = (name: string) => ENTRIES.indexOf(name.replace(/\.js$/, ""));
  return new Map(
    outputFiles
      .map((it) => [relative(folder, it.path), it.text()] as const)
      .map(([name, text]) => [name, name.endsWith(".map") ? withoutSources(text) : text] as const)
      .sort(([a], [b]) => place(a) - place(b)),
  );
}

/** Deno keeps the maps of what it has loaded in memory, and the sources are there. */
function withoutSources(map: string): string {
  return JSON.stringify({ ...JSON.parse(map), sourcesContent: undefined });
}

async function removeOld(folder: string, kept: Map<string, string>): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    const path = join(folder, name);
    if (CHUNK.test(name) && !kept.has(name) && Date.now() - await changedAt(path) > KEPT_MS) await Deno.remove(path);
  }
}

/** Milliseconds since 1970; 0 where there is no such file. */
async function changedAt(path: string): Promise<number> {
  try {
    return (await Deno.stat(path)).mtime!.getTime();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return 0;
    throw error;
  }
}
