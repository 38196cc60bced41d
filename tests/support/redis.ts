// A private, real Redis on a free loopback port, without persistence. Tests tell their keys and channels apart by the
// prefix that the app takes from its configuration, so one server can serve them all (see shared.ts).
import { ensure } from "./ensure.ts";
import { freePort, isFree } from "./port.ts";
import { type Child, spawnChild } from "./process.ts";
import { removeFolder, tempFolder } from "./temp.ts";
import { waitUntil } from "./wait.ts";

/** A running server. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** The process now running; another one after `restart`. */
  process(): Child;
  stop(): Promise<void>;
  /** As a crash, by SIGKILL. */
  kill(): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Ends it in order (unless it is dead) and starts it, empty, on the same port. */
  restart(): Promise<void>;
}

const NO_PERSISTENCE = ["--save", "", "--appendonly", "no"];

/** Starts one; `args` are further options of redis-server, such as `["--requirepass", "x"]`. */
export async function startRedis(args: string[] = []): Promise<RedisServer> {
  const command = await ensure("redis-server");
  const folder = await tempFolder("redis");
  const port = freePort();
  const where = ["--bind", "127.0.0.1", "--port", `${port}`, "--dir", folder];
  const start = async () => {
    const child = spawnChild({ command, args: [...where, ...NO_PERSISTENCE, ...args], folder });
    await child.ready(() => answers(port));
    return child;
  };
  let child = await start();

  const stop = async () => {
    await child.stop();
    await removeFolder(folder);
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    process: () => child,
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

/** Any reply will do: with a password set it is `-NOAUTH`. */
async function answers(port: number): Promise<boolean> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode("PING\r\n"));
  const reply = new Uint8Array(64);
  const length = await connection.read(reply);
  return /^(\+PONG|-NOAUTH)/.test(new TextDecoder().decode(reply.subarray(0, length ?? 0)));
}
