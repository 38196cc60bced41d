// One command of the gate. It leads a process group of its own, so that at the deadline everything that it started can be
// ended by number, and nothing else is.

/** The exit code (124 after the deadline, as timeout(1) has it) and the end of what it printed to stdout. */
export interface Outcome {
  code: number;
  tail: string;
}

const TAIL = 16 * 1024;
const GRACE_MS = 5_000;

/** Runs `deno <args>`, showing its output as it comes, until it ends or `deadline` aborts. */
export async function runDeno(args: string[], env: Record<string, string>, deadline: AbortSignal): Promise<Outcome> {
  if (deadline.aborted) return { code: 124, tail: "" };
  const child = new Deno.Command(Deno.execPath(), {
    args,
    env: { ...colours(), ...env },
    stdin: "null",
    stdout: "piped",
    detached: true,
  }).spawn();
  const end = () => endGroup(child.pid);
  deadline.addEventListener("abort", end);
  try {
    const [tail, { code }] = await Promise.all([show(child.stdout), child.status]);
    return { code: deadline.aborted ? 124 : code, tail };
  } finally {
    deadline.removeEventListener("abort", end);
    signalGroup(child.pid, "SIGKILL");
  }
}

/** Copies a stream to our stdout and answers the end of it. */
async function show(stream: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let tail = "";
  for await (const chunk of stream) {
    for (let rest = chunk; rest.length > 0;) rest = rest.subarray(await Deno.stdout.write(rest));
    tail = (tail + decoder.decode(chunk, { stream: true })).slice(-TAIL);
  }
  return tail;
}

function endGroup(pid: number): void {
  signalGroup(pid, "SIGTERM");
  Deno.unrefTimer(setTimeout(() => signalGroup(pid, "SIGKILL"), GRACE_MS));
}

/** kill(2): a negative pid means its process group. */
function signalGroup(pid: number, name: Deno.Signal): void {
  try {
    Deno.kill(-pid, name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** A pipe is not a terminal: say what the terminal would have said. */
function colours(): Record<string, string> {
  return Deno.stdout.isTerminal() && !Deno.noColor ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
}
