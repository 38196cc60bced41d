// Signals to a process and to the processes that it started, by pid only.

/**
 * The pid with the pids of all its descendants, itself first. Deno keeps /proc to itself unless everything is allowed, so
 * the shell reads it; `ps` is not on every machine.
 */
export async function family(pid: number): Promise<number[]> {
  const script = `for f in /proc/[0-9]*/stat; do read -r line <"$f" && echo "$line"; done 2>/dev/null; true`;
  const { stdout } = await new Deno.Command("/bin/sh", { args: ["-c", script], stderr: "null" }).output();
  const parents = new TextDecoder().decode(stdout).split("\n").map(pidAndParent);
  const found = [pid];
  for (const member of found) {
    for (const [child, parent] of parents) if (parent === member) found.push(child);
  }
  return found;
}

/** Sends a signal to each; one that has ended is no error. */
export function signal(pids: number[], name: Deno.Signal): void {
  for (const pid of pids) {
    try {
      Deno.kill(pid, name);
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

/** proc(5): `pid (name) state ppid …`, where the name may hold blanks and brackets. */
function pidAndParent(line: string): [number, number] {
  const afterName = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return [parseInt(line), Number(afterName[1])];
}
