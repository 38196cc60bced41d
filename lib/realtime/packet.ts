// Frames on their way out, encoded once and shared by every socket that gets them: a batch for a thousand members is one string.

import { Buffer } from "node:buffer";

export class Packet {
  #array: string | undefined;
  #bytes: number | undefined;

  /**
   * @param frames each one JSON object
   * @param readers to about how many people it goes
   */
  constructor(readonly frames: readonly string[], readonly readers = 1) {}

  /** As a `parley.v1` client gets it: one object, or an array of them. */
  get text(): string {
    return this.#array ??= this.frames.length === 1 ? this.frames[0]! : `[${this.frames.join(",")}]`;
  }

  /** Of its frames together, in UTF-8. */
  get bytes(): number {
    return this.#bytes ??= this.frames.reduce((sum, frame) => sum + Buffer.byteLength(frame), 0);
  }
}

/** Several packets as few: what is due for one socket, in arrays of at most `max` frames. */
export function join(packets: readonly Packet[], max: number): readonly Packet[] {
  const only = packets[0];
  if (packets.length === 1 && only !== undefined && only.frames.length <= max) return packets;
  const frames = packets.flatMap((packet) => packet.frames);
  return Array.from(
    { length: Math.ceil(frames.length / max) },
    (_, i) => new Packet(frames.slice(i * max, (i + 1) * max)),
  );
}
