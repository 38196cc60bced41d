// Puts a build in its place, where a server may run on the one before and another build may be at work: each file comes by one
// rename, `snapshot.js`, which says which build it is, last; and the chunks that a running server lists stay a while.
import { join } from "node:path";

const CHUNKS = "static/_fresh/js";
const KEPT_MS = 24 * 3600 * 1000;

/** The id of the build in `outDir`; null if there is none, or not one of ours. */
export async function builtId(outDir: string): Promise<string | null> {
  const snapshot = await Deno.readTextFile(join(outDir, "snapshot.js")).catch(() => "");
  return /^export const buildId = "(\w+)";$/m.exec(snapshot)?.[1] ?? null;
}

/**
 * Moves what is in `from` to `outDir`, and chunks that no server needs any more to the folder `bin`: those of neither this nor
 * the last build that are older than a day.
 */
export async function publish(from: string, outDir: string, buildId: string, bin: string): Promise<void> {
  const last = await builtId(outDir);
  const chunks = join(outDir, CHUNKS);
  await Deno.mkdir(chunks, { recursive: true });
  await moveOnce(join(from, CHUNKS, buildId), join(chunks, buildId));
  for (const name of ["server.js", "snapshot.js"]) await Deno.rename(join(from, name), join(outDir, name));
  for await (const { name } of Deno.readDir(chunks)) {
    if (name !== buildId && name !== last) await moveIfOld(join(chunks, name), join(bin, name));
  }
}

// A folder of that name is there if this was built before, and has the same content then; it is young again.
async function moveOnce(from: string, to: string): Promise<void> {
  await Deno.rename(from, to).catch(async (error) => {
    const now = new Date();
    await Deno.utime(to, now, now).catch(() => Promise.reject(error));
  });
}

// Young ones may be those of a build that is just about to write its `snapshot.js`.
async function moveIfOld(from: string, to: string): Promise<void> {
  try {
    const { mtime } = await Deno.stat(from);
    if (Date.now() - mtime!.getTime() > KEPT_MS) await Deno.rename(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error; // another build moved it
  }
}
