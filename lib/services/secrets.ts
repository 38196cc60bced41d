// Secrets that the operator did not set: made at first start and kept in the data folder, readable by its owner only. There is no
// default that two installations could share.

const BYTES = 48;

/**
 * @param folder made if it is not there
 * @param name the file's name
 * @returns the secret of that name, the same at every start
 */
export async function keptSecret(folder: string, name: string): Promise<string> {
  const path = `${folder}/${name}`;
  await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  return await readSecret(path) ?? await makeSecret(path);
}

async function readSecret(path: string): Promise<string | undefined> {
  try {
    const text = (await Deno.readTextFile(path)).trim();
    if (text.length >= 32) return text;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  throw new Error(`${path} is damaged: delete it, and everybody signs in again.`);
}

/** A crash must not leave half a secret, nor two processes hold two: whole under another name, then linked if none is there. */
async function makeSecret(path: string): Promise<string> {
  const secret = crypto.getRandomValues(new Uint8Array(BYTES)).toBase64({ alphabet: "base64url" });
  const draft = `${path}.${crypto.randomUUID()}`;
  await Deno.writeTextFile(draft, `${secret}\n`, { createNew: true, mode: 0o600 });
  try {
    await Deno.link(draft, path);
    return secret;
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    return await Deno.readTextFile(path).then((text) => text.trim());
  } finally {
    await Deno.remove(draft);
  }
}
