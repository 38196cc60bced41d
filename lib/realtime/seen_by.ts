// What of a run of changes somebody may see: nearly everybody all of it, as one shared packet; the few others get their own.

import type { Change } from "../bus/bus.ts";
import { Packet } from "./packet.ts";
import type { Recipient } from "./person.ts";

/**
 * @param firstSeq the first message that is theirs
 * @returns `run` itself if they may see all of it
 */
export function asSeenBy(userId: string, firstSeq: number, run: readonly Change[]): readonly Change[] {
  const isKept = ({ guard }: Change) =>
    guard !== undefined && (guard.seq < firstSeq || guard.hidden_from.includes(userId));
  if (!run.some(isKept)) return run;
  return run.map((change) =>
    isKept(change) ? { ...change, text: change.guard?.instead ?? change.text, seed: undefined } : change
  );
}

/**
 * @param since the rev after which the stream is theirs
 * @param readers to about how many people goes what this is their part of
 */
export function handOwn(socket: Recipient, since: number, run: readonly Change[], readers = 1): void {
  const own = run.filter((change) => change.rev > since && change.origin !== socket.id);
  const textOf = ({ text, seed = text }: Change) => socket.arrays ? text : seed;
  if (own.length > 0) socket.packet(new Packet(own.map(textOf), readers));
}
