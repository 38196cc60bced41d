// The end of the process: asked for once it ends in order, asked for twice at once.

import { logger } from "../log.ts";

/** Orchestrators kill after 10 s; what is not done by then is lost either way. */
const DEADLINE_MS = 9_500;

/**
 * @param stop ends everything; then the process exits with 0
 * @param signals what asks for it
 */
export function stopOnSignals(stop: () => Promise<void>, signals: Deno.Signal[] = ["SIGTERM", "SIGINT"]): void {
  const log = logger("process");
  let stopping = false;
  const onSignal = async () => {
    if (stopping) Deno.exit(1);
    stopping = true;
    setTimeout(() => Deno.exit(0), DEADLINE_MS);
    await stop().catch((error) => log.error("while stopping: {error}", { error }));
    Deno.exit(0);
  };
  for (const signal of signals) Deno.addSignalListener(signal, () => void onSignal());
}

/** A promise that nobody waits for must not end the server: drivers leave some behind when a connection breaks. */
export function surviveRejections(): void {
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    logger("process").error("unhandled: {error}", { error: event.reason });
  });
}
