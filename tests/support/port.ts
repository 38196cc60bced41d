// Free loopback ports for the servers that tests start. They are taken below 32768, where Linux begins to hand out ports
// for outgoing connections: one of those could otherwise take the port between this answer and its use.

const FIRST = 15_000;
const LAST = 32_000;
const given = new Set<number>();

/** A TCP port of 127.0.0.1 on which nothing listens; never the same twice in one process. */
export function freePort(): number {
  for (let tries = 0; tries < 1_000; tries++) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (given.has(port) || !isFree(port)) continue;
    given.add(port);
    return port;
  }
  throw new Error("no free loopback port was found");
}

/** Whether a server could listen on this port of 127.0.0.1 now. */
export function isFree(port: number): boolean {
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) return false;
    throw error;
  }
}
