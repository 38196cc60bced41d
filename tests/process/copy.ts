// A copy of the sources, for tests that change them or want a folder in which nothing was made yet.

import { tempFolder } from "../support/temp.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const LEFT_OUT = /^(\.git|\.env|node_modules|data|_fresh.*|scratch|tests|docs|bench)$/;

/** Copies to a new temporary folder, which it answers. */
export async function copyOfProject(): Promise<string> {
  const folder = await tempFolder("copy");
  await copy(ROOT, folder);
  return folder;
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const entry of Deno.readDir(from)) {
    if (LEFT_OUT.test(entry.name)) continue;
    if (entry.isDirectory) await copy(`${from}/${entry.name}`, `${to}/${entry.name}`);
    else if (entry.isFile) await Deno.copyFile(`${from}/${entry.name}`, `${to}/${entry.name}`);
  }
}
