// A private, real Postgres on a free loopback port: its own cluster in a temporary folder, which goes when it stops.
// Tests that only need a database share one server (see shared.ts); those that break the server start their own.
import postgres from "postgres";
import { ensure } from "./ensure.ts";
import { freePort, isFree } from "./port.ts";
import { type Child, spawnChild } from "./process.ts";
import { removeFolder, tempFolder } from "./temp.ts";
import { waitUntil } from "./wait.ts";

/** A running server. The superuser is `parley`, without a password; it listens on 127.0.0.1 alone. */
export interface PostgresServer extends AsyncDisposable {
  readonly port: number;
  /** The URL of its maintenance database. */
  readonly url: string;
  /** The process now running; another one after `restart`. */
  process(): Child;
  /** Makes an empty database and answers its URL. */
  createDatabase(name?: string): Promise<string>;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
  /** As a crash: every process gets SIGKILL, the data stay. */
  kill(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it in order (unless it is dead) and starts it on the same port and data. */
  restart(): Promise<void>;
}

const UTF8 = ["--encoding=UTF8", "--locale=C.UTF-8"];

/**
 * Starts one. `fsync: false` makes commits faster and a crash of the machine unsafe; `settings` are those of
 * postgresql.conf, such as `{ max_connections: "20" }`.
 */
export async function startPostgres(
  { fsync = true, settings = {} }: { fsync?: boolean; settings?: Record<string, string> } = {},
): Promise<PostgresServer> {
  const binaries = (await Deno.realPath(await ensure("postgres"))).replace(/\/postgres$/, "");
  const folder = await tempFolder("postgres");
  const user = unprivileged();
  if (user) await Deno.chown(folder, user.uid, user.gid);
  const run = (command: string, args: string[]) =>
    spawnChild({ command: `${binaries}/${command}`, args, cwd: folder, folder, user, stopSignal: "SIGINT" });

  const data = `${folder}/data`;
  const init = run("initdb", ["-D", data, "-U", "parley", "--auth=trust", "--no-sync", ...UTF8]);
  if (await init.exited !== 0) throw new Error(`initdb failed:\n${init.output()}`);

  const port = freePort();
  const url = `postgres://parley@127.0.0.1:${port}/postgres`;
  const all = { fsync: fsync ? "on" : "off", max_connections: "300", unix_socket_directories: folder, ...settings };
  const options = Object.entries(all).flatMap(([key, value]) => ["-c", `${key}=${value}`]);
  const start = async () => {
    const child = run("postgres", ["-D", data, "-h", "127.0.0.1", "-p", `${port}`, ...options]);
    await child.ready(() => answers(url));
    return child;
  };
  let child = await start();

  const stop = async () => {
    await child.stop();
    await removeFolder(folder);
  };
  return {
    port,
    url,
    process: () => child,
    createDatabase: (name) => createDatabase(url, name),
    stop,
    [Symbol.asyncDispose]: stop,
    kill: () => child.kill(),
    pause: () => child.pause(),
    resume: () => child.resume(),
    async restart() {
      await child.stop();
      await waitUntil(`port ${port} to be free`, () => isFree(port));
      child = await start();
    },
  };
}

/** Makes a database on the server at `url`, empty or a copy of another one of it, and answers its URL. */
export async function createDatabase(
  url: string,
  name = `t_${crypto.randomUUID().replaceAll("-", "")}`,
  template = "template1",
): Promise<string> {
  await once(url, (sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  return Object.assign(new URL(url), { pathname: `/${name}` }).href;
}

/** Drops the database that a URL names, whoever is still connected to it. */
export async function dropDatabase(url: string): Promise<void> {
  const server = Object.assign(new URL(url), { pathname: "/postgres" }).href;
  await once(server, (sql) => sql`drop database if exists ${sql(new URL(url).pathname.slice(1))} with (force)`);
}

async function answers(url: string): Promise<boolean> {
  await once(url, (sql) => sql`select 1`);
  return true;
}

async function once(url: string, query: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    await query(sql);
  } finally {
    await sql.end({ timeout: 0 });
  }
}

/** Postgres refuses to run as root: root runs it as `postgres` or else `nobody`. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (Deno.uid() !== 0) return undefined;
  const accounts = Deno.readTextFileSync("/etc/passwd").split("\n").map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const account = accounts.find(([login]) => login === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error("Postgres does not run as root, and there is neither a user postgres nor nobody to run it as");
}
