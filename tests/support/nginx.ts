// A real nginx that runs the shipped deploy/nginx.conf, byte for byte; only files that it includes (where to listen, which
// instances there are) are the test's own, as they are the operator's in production.
import { ensure } from "./ensure.ts";
import { freePort, isFree } from "./port.ts";
import { type Child, spawnChild } from "./process.ts";
import { removeFolder, tempFolder } from "./temp.ts";

/** A running nginx. */
export interface NginxServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Its access log and its errors. */
  output(): string;
  stop(): Promise<void>;
}

const SHIPPED = new URL("../../deploy/", import.meta.url).pathname;

/** What differs from one nginx to another. */
export interface NginxOptions {
  /** Such as `["127.0.0.1:15000", "127.0.0.1:15001"]`. */
  upstreams: string[];
  /** The text of listen.conf, given the address that it must listen on. */
  listen?: (address: string) => string;
  /** What else is the test's own, by its name in the folder `parley`. */
  files?: Record<string, string>;
}

export async function startNginx(
  { upstreams, listen = (address) => `listen ${address};\n`, files = {} }: NginxOptions,
): Promise<NginxServer> {
  const port = freePort();
  const folder = await nginxFolder();
  const own = {
    "listen.conf": listen(`127.0.0.1:${port}`),
    "upstreams.conf": upstreams.map((at) => `server ${at};\n`).join(""),
    ...files,
  };
  for (const [name, text] of Object.entries(own)) await Deno.writeTextFile(`${folder}/parley/${name}`, text);
  const child = await run(folder, []);
  await child.ready(() => !isFree(port));
  const stop = async () => {
    await child.stop();
    await removeFolder(folder);
  };
  return { port, url: `http://127.0.0.1:${port}`, output: () => child.output(), stop, [Symbol.asyncDispose]: stop };
}

/** What `nginx -t` says about the shipped configuration with the included files as they are shipped. */
export async function testNginxConf(): Promise<{ ok: boolean; output: string }> {
  const folder = await nginxFolder();
  const child = await run(folder, ["-t"]);
  const result = { ok: await child.exited === 0, output: child.output() };
  await removeFolder(folder);
  return result;
}

/** Paths in the configuration are relative: includes to the file itself, temporary files to the prefix (`-p`). */
async function run(folder: string, args: string[]): Promise<Child> {
  const command = await ensure("nginx");
  const where = ["-p", `${folder}/`, "-c", `${folder}/nginx.conf`, "-e", "stderr"];
  return spawnChild({ command, args: [...where, "-g", `daemon off; pid ${folder}/nginx.pid;`, ...args], folder });
}

/** Laid out as in the image: nginx.conf, and beside it parley/ with the files that it includes. */
async function nginxFolder(): Promise<string> {
  const folder = await tempFolder("nginx");
  await Deno.mkdir(`${folder}/parley`);
  await Deno.copyFile(`${SHIPPED}nginx.conf`, `${folder}/nginx.conf`);
  await Deno.mkdir(`${folder}/parley/tls`);
  for (const name of ["listen.conf", "proxies.conf", "upstreams.conf"]) {
    await Deno.copyFile(SHIPPED + name, `${folder}/parley/${name}`);
  }
  return folder;
}
