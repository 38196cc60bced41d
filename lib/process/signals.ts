// The end of the process: asked for once it ends in order, asked for again it ends at once.

import { logger } from "../log.ts";

/** Orchestrators kill after 10 s; what is not done by then is lost either way. */
const DEADLINE_MS = 9_500;
/** One Ctrl+C arrives twice: from the terminal, and once more from `deno task`, which hands it on. */
const ONE_REQUEST_MS = 500;

/**
 * @param stop ends everything; then the process exits with 0
 * @param signals what asks for it
 */
export function stopOnSignals(stop: () => Promise<void>, signals: Deno.Signal[] = ["SIGTERM", "SIGINT"]): void {
  const log = logger("process");
  let askedAt: number | undefined;
  const onSignal = async () => {
    if (askedAt !== undefined) return performance.now() - askedAt < ONE_REQUEST_MS ? undefined : Deno.exit(1);
    askedAt = performance.now();
    setTimeout(() => Deno.exit(0), DEADLINE_MS);
    await stop().catch((error) => log.error("while stopping: {error}", { error }));
    Deno.exit(0);
  };
  for (const signal of signals) Deno.addSignalListener(signal, () => void onSignal());
}

/**
 * Nothing that a driver leaves behind when a connection breaks may end the server: neither a promise that nobody waits for, nor
 * (postgres.js 3.4.9) a write to a socket that is gone, from a timer of its own.
 */
export function surviveStrays(): void {
  const log = logger("process");
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    log.error("unhandled: {error}", { error: event.reason });
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    log.error("uncaught: {error}", { error: event.error });
  });
}
