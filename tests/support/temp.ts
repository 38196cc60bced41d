// Temporary folders. They are in /tmp, one fixed place that the permission set of the tests can name, and short enough for
// the path of a Unix socket (107 bytes). What is left when the test process ends is removed then (see process.ts).

const folders = new Set<string>();

/** Makes a new folder that everybody may enter (Postgres is another user), such as `/tmp/parley-redis-1a2b3c`. */
export async function tempFolder(what: string, dir = "/tmp"): Promise<string> {
  const folder = await Deno.makeTempDir({ dir, prefix: `parley-${what}-` });
  folders.add(folder);
  await Deno.chmod(folder, 0o755);
  return folder;
}

/** Removes a folder with all that is in it; one that is gone already is no error. */
export async function removeFolder(folder: string): Promise<void> {
  folders.delete(folder);
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

/** Removes all that are left, at once: at the end of the test process nothing can be awaited. */
export function removeAllFolders(): void {
  for (const folder of folders) {
    try {
      Deno.removeSync(folder, { recursive: true });
    } catch {
      // A child that is about to die still wrote into it; it is in /tmp.
    }
  }
}
