// `deno task start` itself, as an operator runs it in a fresh clone: it builds in one process and serves in another.

import { strict as assert } from "node:assert";
import { freePort } from "../support/port.ts";
import { type Child, spawnChild } from "../support/process.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import { copyOfProject } from "./copy.ts";

const READY_MS = 120_000;
const folder = await copyOfProject();
Deno.test.afterAll(() => removeFolder(folder));

/** A command in the copy of the project; no Deno can be found but the one that runs it, as with `npx`. */
async function run(port: number, ...args: string[]): Promise<Child> {
  const { DENO_DIR, HOME, XDG_CACHE_HOME } = Deno.env.toObject();
  const cache = Object.fromEntries(Object.entries({ DENO_DIR, HOME, XDG_CACHE_HOME }).filter(([, it]) => it));
  const env = { ...cache, PATH: "/nowhere", PORT: `${port}` };
  return spawnChild({ command: Deno.execPath(), args, cwd: folder, folder: await tempFolder("start"), env });
}

async function start(): Promise<{ url: string; child: Child }> {
  const port = freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await run(port, "task", "start");
  await child.ready(async () => (await status(`${url}/readyz`)) === 200, READY_MS);
  return { url, child };
}

/** The path of the script that every page of the build loads. */
function runtime(): string {
  const [path] = /\/_fresh\/js\/\w+\/fresh-runtime\.js/.exec(Deno.readTextFileSync(`${folder}/_fresh/snapshot.js`)) ??
    [];
  return path ?? assert.fail("the build names no script");
}

async function status(url: string): Promise<number> {
  const response = await fetch(url);
  await response.body?.cancel();
  return response.status;
}

Deno.test("the server builds nothing: without a build it says what to run, and ends with 1", async () => {
  const child = await run(freePort(), "run", "--no-prompt", "-P=server", "serve.ts");
  assert.equal(await child.exited, 1);
  assert.match(child.output(), /The app is not built\. Run `deno task build`/);
  assert.doesNotMatch(child.output(), /^\s+at /m);
});

Deno.test("the task builds and serves without a deno on the PATH, and SIGTERM to it ends the server in order", async () => {
  const { child } = await start();
  assert.equal(await child.stop(), 0, child.output());
});

Deno.test("the server is bundled once; chunks of earlier builds stay for a day", async () => {
  const built = () => Deno.statSync(`${folder}/_fresh/serve.js`).mtime!.getTime();
  const before = built();
  const [young, old] = ["a-AAAAAAAA.js", "b-BBBBBBBB.js.map"].map((name) => `${folder}/_fresh/${name}`) as [
    string,
    string,
  ];
  for (const path of [young, old]) await Deno.writeTextFile(path, "");
  const twoDaysAgo = new Date(Date.now() - 48 * 3600 * 1000);
  await Deno.utime(old, twoDaysAgo, twoDaysAgo);
  const build = async () => assert.equal(await (await run(freePort(), "task", "build")).exited, 0);
  await build();
  assert.equal(built(), before, "nothing has changed");
  await Deno.writeTextFile(`${folder}/db/heads.ts`, "\n// changed\n", { append: true });
  await build();
  assert.ok(built() > before);
  assert.ok(Deno.statSync(young).isFile);
  assert.throws(() => Deno.statSync(old), Deno.errors.NotFound);
});

Deno.test("what goes wrong in the bundled server is logged with the places in the sources", async () => {
  const wrong = `${folder}/db/migrations/9999_wrong.sql`;
  await Deno.writeTextFile(wrong, "create tabel x ();");
  try {
    const child = await run(freePort(), "task", "start");
    assert.equal(await child.exited, 1);
    assert.match(child.output(), /syntax error/);
    assert.match(child.output(), /^\s+at .*\/db\/migrate\.ts:\d+:\d+/m);
    assert.doesNotMatch(child.output(), /^\s+at .*\/_fresh\//m);
  } finally {
    await Deno.remove(wrong);
  }
});

Deno.test("Ctrl+C to the task ends the server in order", async () => {
  const { child } = await start();
  Deno.kill(child.pid, "SIGINT");
  assert.equal(await child.exited, 0, child.output());
});

Deno.test("a second one, on the same data and with other sources, leaves the first as it is", async () => {
  const { url, child } = await start();
  const chunk = runtime();
  assert.equal(await status(url + chunk), 200);
  await Deno.writeTextFile(`${folder}/lib/clock.ts`, "\n// changed\n", { append: true });
  const second = await run(freePort(), "task", "start");
  assert.equal(await second.exited, 1);
  assert.match(second.output(), /already running/);
  assert.notEqual(runtime(), chunk, "it was built anew");
  assert.equal(await status(url + chunk), 200, "what the first one's pages load is still there");
  assert.equal(await child.stop(), 0);
});
