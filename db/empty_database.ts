// The files of an empty embedded database, as PGlite's makers ship them. Making them here takes its `initdb`: 4 s, and 600 MB of memory
// that a small machine does not have (bench/RESULTS.md, *Speed*).

import { dataDir } from "@electric-sql/pglite-prepopulatedfs";
import { parseTarGzip } from "nanotar";

/** Puts them into `folder`, all or none, unless it is there. What an earlier attempt left beside it is taken away. */
export async function unpackEmptyDatabase(folder: string): Promise<void> {
  if (await isThere(folder)) return;
  const scratch = `${folder}.new`;
  if (await isThere(scratch)) await Deno.remove(scratch, { recursive: true });
  await Deno.mkdir(scratch, { mode: 0o700 });
  const shipped = await dataDir();
  for (const { name, type, data } of await parseTarGzip(await shipped.arrayBuffer())) {
    const path = `${scratch}/${name}`;
    if (type === "directory") await Deno.mkdir(path, { mode: 0o700, recursive: true });
    else await Deno.writeFile(path, data ?? new Uint8Array(), { mode: 0o600 });
  }
  await Deno.rename(scratch, folder);
}

async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.stat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
