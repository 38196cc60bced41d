// A real Parley process, started exactly as `deno task start` starts one: the same commands, permissions and folder, with
// nothing of our environment but what a shell would need. Its data go to a folder of their own below ./data, because the
// permissions of the server let it write nowhere else.
import { freePort } from "./port.ts";
import { type Child, spawnChild } from "./process.ts";
import { copyPglite } from "./shared.ts";
import { removeFolder, tempFolder } from "./temp.ts";

/** A running instance. */
export interface Instance extends AsyncDisposable {
  /** Such as `http://127.0.0.1:15000`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  readonly dataDir: string;
  /** Its exit code, once it has ended. */
  readonly exited: Promise<number>;
  /** What it has printed. */
  output(): string;
  /** Asks it to end (SIGTERM) and answers its exit code, which is 0 if it ended in order. */
  stop(): Promise<number>;
  kill(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
}

const ROOT = new URL("../../", import.meta.url).pathname;
const INHERITED = /^(PATH|HOME|TMPDIR|LANG|DENO_.*|NPM_CONFIG_.*|npm_config_.*)$/;
const READY_MS = 90_000;
let built: Promise<void> | undefined;

/**
 * Starts one and waits until it is ready. `env` is what an operator would set; `PORT`, `HOST` and `DATA_DIR` are chosen
 * here unless given. With `dir`, the data stay there when it stops, for the next instance to find; otherwise they go.
 */
export async function startInstance(
  env: Record<string, string> = {},
  { dir }: { dir?: string } = {},
): Promise<Instance> {
  const port = Number(env.PORT ?? freePort());
  const dataDir = dir ?? await (env.DATABASE_URL === undefined ? dataFolder() : emptyDataFolder());
  const url = `http://127.0.0.1:${port}`;
  const { build, serve } = await startCommands();
  await (built ??= run(build));
  const child = spawnChild({
    command: Deno.execPath(),
    args: serve,
    cwd: ROOT,
    folder: dataDir,
    env: { ...inherited(), HOST: "127.0.0.1", PORT: `${port}`, DATA_DIR: dataDir, ...env },
  });
  await child.ready(() => isReady(url), READY_MS).catch((error) =>
    end(child, dir, dataDir).then(() => Promise.reject(error))
  );

  const stop = () => end(child, dir, dataDir);
  return {
    url,
    port,
    pid: child.pid,
    dataDir,
    exited: child.exited,
    output: () => child.output(),
    stop,
    [Symbol.asyncDispose]: async () => void await stop(),
    kill: () => child.kill(),
    pause: () => child.pause(),
    resume: () => child.resume(),
  };
}

/** A new folder for the data of an instance, for a test that starts several on the same data, one after the other. */
export async function dataFolder(): Promise<string> {
  const folder = await emptyDataFolder();
  await copyPglite(folder);
  return folder;
}

/** One as a first start finds it: the database is yet to be made. */
export async function emptyDataFolder(): Promise<string> {
  await Deno.mkdir(`${ROOT}data`, { recursive: true });
  return await tempFolder("data", `${ROOT}data`);
}

async function end(child: Child, kept: string | undefined, dataDir: string): Promise<number> {
  const code = await child.stop(15_000);
  if (kept === undefined) await removeFolder(dataDir);
  return code;
}

async function isReady(url: string): Promise<boolean> {
  const response = await fetch(`${url}/readyz`);
  await response.body?.cancel();
  return response.status === 200;
}

/** The two commands of the `start` task, without `deno`: the very Deno that runs the test is to run them. */
async function startCommands(): Promise<{ build: string[]; serve: string[] }> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  const [, build, serve] = /^deno ([\w .=/-]+) && deno ([\w .=/-]+)$/.exec(tasks.start) ?? [];
  if (build === undefined || serve === undefined) {
    throw new Error(
      `the start task of deno.json must be two plain deno commands, and is: ${JSON.stringify(tasks.start)}`,
    );
  }
  return { build: build.split(/\s+/), serve: serve.split(/\s+/) };
}

/** @throws with what it printed, unless it ends with 0 */
async function run(args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(Deno.execPath(), { args, cwd: ROOT, stdout: "null" }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(Deno.env.toObject()).filter(([key]) => INHERITED.test(key)));
}
