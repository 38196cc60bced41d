// Secrets that are made at first start.

import { strict as assert } from "node:assert";
import { keptSecret } from "../../lib/services/secrets.ts";

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ dir: "/tmp", prefix: "parley-test-" });
  try {
    await work(`${folder}/data`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a secret is the same at every start, another one elsewhere, and for its owner's eyes only", () =>
  inFolder(async (folder) => {
    const secret = await keptSecret(folder, "jwt-secret");
    assert.ok(secret.length >= 64);
    assert.equal(await keptSecret(folder, "jwt-secret"), secret);
    assert.notEqual(await keptSecret(folder, "other"), secret);
    assert.equal((await Deno.stat(`${folder}/jwt-secret`)).mode! & 0o777, 0o600);
    assert.equal((await Deno.stat(folder)).mode! & 0o777, 0o700);
    assert.deepEqual([...Deno.readDirSync(folder)].map((entry) => entry.name).sort(), ["jwt-secret", "other"]);
  }));

Deno.test("twenty that start at the same time agree on one", () =>
  inFolder(async (folder) => {
    const all = await Promise.all(Array.from({ length: 20 }, () => keptSecret(folder, "jwt-secret")));
    assert.equal(new Set(all).size, 1);
  }));

Deno.test("a damaged one is an error and not replaced, for that would sign everybody out unasked", () =>
  inFolder(async (folder) => {
    await Deno.mkdir(folder);
    await Deno.writeTextFile(`${folder}/jwt-secret`, "short");
    await assert.rejects(keptSecret(folder, "jwt-secret"), /damaged: delete it/);
  }));
