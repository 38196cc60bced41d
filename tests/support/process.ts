// A child process that a test starts, watches and ends by its pid, never by its name. Its output goes to a file and not
// through pipes: nothing is left to read, so the sanitizers of Deno.test stay content and a chatty child never blocks.
// Whatever is still alive when the test process ends, ends with it.
import { family, signal } from "./signals.ts";
import { removeAllFolders } from "./temp.ts";
import { waitUntil } from "./wait.ts";

/** How to start a child. */
export interface ChildOptions {
  command: string;
  args: string[];
  /** The whole environment of the child; without it, it inherits ours. */
  env?: Record<string, string>;
  cwd?: string;
  /** The user and group to run as; only root may choose. */
  user?: { uid: number; gid: number };
  /** Where `<name of the command>.log` collects what it prints. */
  folder: string;
  /** The signal that asks it to end; SIGTERM unless told. */
  stopSignal?: Deno.Signal;
}

/** A running child process. */
export interface Child {
  readonly pid: number;
  /** Resolves to the exit code (128 + signal where a signal ended it). */
  readonly exited: Promise<number>;
  /** The last 256 KiB that it has printed; also after its end. */
  output(): string;
  /** Resolves when `probe` answers true; throws with the output when the child ends before, or after `timeoutMs`. */
  ready(probe: () => boolean | Promise<boolean>, timeoutMs?: number): Promise<void>;
  /** Asks it to end, kills it after `graceMs`, and resolves to its exit code. */
  stop(graceMs?: number): Promise<number>;
  /** Ends it as a crash would, together with the processes that it started. */
  kill(): Promise<void>;
  /** Freezes it and all that it started, as a stalled machine would. */
  pause(): Promise<void>;
  resume(): Promise<void>;
}

const OUTPUT_LIMIT = 256 * 1024;
const LAST_GRACE_MS = 300;
const alive = new Map<number, ChildOptions>();
globalThis.addEventListener("unload", endAll);

/** Starts a child and resolves nothing: wait for `ready`. */
export function spawnChild(options: ChildOptions): Child {
  const log = `${options.folder}/${options.command.split("/").at(-1)}.log`;
  const child = spawnInto(log, options);
  const { pid } = child;
  alive.set(pid, options);
  let last = "";
  const exited = child.status.then(({ code }) => {
    alive.delete(pid);
    last = tail(log);
    return code;
  });
  const toAll = async (name: Deno.Signal) => alive.has(pid) ? signal(await family(pid), name) : undefined;

  return {
    pid,
    exited,
    output: () => alive.has(pid) ? tail(log) : last,
    ready: (probe, timeoutMs) =>
      waitUntil(`${options.command} to be ready`, probe, {
        timeoutMs,
        giveUp: () => !alive.has(pid),
        detail: () => alive.has(pid) ? tail(log) : last,
      }),
    async stop(graceMs = 10_000) {
      if (alive.has(pid)) signal([pid], options.stopSignal ?? "SIGTERM");
      await toAll("SIGCONT");
      const timer = setTimeout(() => toAll("SIGKILL"), graceMs);
      return await exited.finally(() => clearTimeout(timer));
    },
    async kill() {
      await toAll("SIGKILL");
      await exited;
    },
    pause: () => toAll("SIGSTOP"),
    resume: () => toAll("SIGCONT"),
  };
}

/** The shell only joins the output to the file: `exec` leaves the command itself under the same pid. */
function spawnInto(log: string, { command, args, env, cwd, user }: ChildOptions): Deno.ChildProcess {
  Deno.writeTextFileSync(log, "", { append: true });
  if (user) Deno.chownSync(log, user.uid, user.gid);
  return new Deno.Command("/bin/sh", {
    args: ["-c", `exec "$@" >>"$PARLEY_TEST_LOG" 2>&1`, "sh", command, ...args],
    env: { ...env, PARLEY_TEST_LOG: log },
    clearEnv: env !== undefined,
    cwd,
    ...user,
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
}

function tail(log: string): string {
  try {
    const bytes = Deno.readFileSync(log);
    return new TextDecoder().decode(bytes.subarray(Math.max(0, bytes.length - OUTPUT_LIMIT)));
  } catch {
    return ""; // The folder is gone: the test process is ending.
  }
}

/** Nothing can be awaited at the end of the process: ask all, give them a moment, then insist. */
function endAll(): void {
  if (alive.size > 0) {
    for (const [pid, { stopSignal }] of alive) signal([pid], stopSignal ?? "SIGTERM");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_GRACE_MS);
    signal([...alive.keys()], "SIGKILL");
  }
  removeAllFolders();
}
