// A socket lives as long as its session: nothing tells of one that runs out, so somebody has to look when it is due. The session
// may have been extended meanwhile, and then lives on.

import type { LiveSession } from "../../db/sessions.ts";
import type { Deps } from "../services/deps.ts";

/** Timers count 31 bits of milliseconds. */
const LONGEST_MS = 24 * 3_600_000;
const SHORTEST_MS = 100;
const RETRY_MS = 1_000;

/**
 * @param ended called once, when the session is over
 * @returns ends the watch
 */
export function watchSession(
  { clock, liveSessions }: Pick<Deps, "clock" | "liveSessions">,
  session: LiveSession,
  ended: () => void,
): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;

  function lookIn(ms: number): void {
    if (!stopped) timer = setTimeout(look, Math.min(Math.max(ms, SHORTEST_MS), LONGEST_MS));
  }

  function look(): void {
    liveSessions.find(session.id).then((found) => {
      if (found !== undefined) lookIn(Date.parse(found.expires_at) - clock.now());
      else if (!stopped) ended();
    }, () => lookIn(RETRY_MS));
  }

  lookIn(Date.parse(session.expires_at) - clock.now());
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
