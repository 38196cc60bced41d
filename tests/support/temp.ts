// Temporary folders below /tmp: one fixed place, so that the permission set of the tests can name it, and short enough
// for the path of a Unix socket (107 bytes). Readable for others, because Postgres runs as another user.

/** Makes a new folder that everybody may enter, such as `/tmp/parley-redis-1a2b3c`. */
export async function tempFolder(what: string): Promise<string> {
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: `parley-${what}-` });
  await Deno.chmod(folder, 0o755);
  return folder;
}

/** Removes a folder with all that is in it; one that is gone already is no error. */
export async function removeFolder(folder: string): Promise<void> {
  await Deno.remove(folder, { recursive: true }).catch(() => {});
}

/** The same, at once: for the end of the test process, where nothing can be awaited. */
export function removeFolderSync(folder: string): void {
  try {
    Deno.removeSync(folder, { recursive: true });
  } catch {
    // Gone already, or a child still wrote into it: it is in /tmp.
  }
}
