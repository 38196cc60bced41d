// Waiting for something to become true, with a deadline and without a fixed sleep.

const PAUSE_MS = 20;
const never = () => false;
const nothing = () => "";

/** How long to wait, when to stop waiting early, and what to add to the error. */
export interface WaitOptions {
  timeoutMs?: number;
  giveUp?: () => boolean;
  detail?: () => string;
}

/**
 * Asks `probe` every 20 ms until it answers true; a probe that throws has answered false.
 * Throws with `what`, and what `detail` adds, when `timeoutMs` have passed or `giveUp` answers true.
 */
export async function waitUntil(
  what: string,
  probe: () => boolean | Promise<boolean>,
  { timeoutMs = 30_000, giveUp = never, detail = nothing }: WaitOptions = {},
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  let last = "";
  while (Date.now() < deadline && !giveUp()) {
    try {
      if (await probe()) return;
    } catch (error) {
      last = ` (${error instanceof Error ? error.message : error})`;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new Error(`waited in vain for ${what}${last}\n${detail()}`);
}
