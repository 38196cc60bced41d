// A form's bytes, cut where its parser can bear it: multipasta overlooks the end of a form where a piece ends behind the last boundary,
// or between the two dashes after that.

import { join } from "./body.ts";

const CR = 13;

/**
 * The same bytes in other pieces: what may be the line of a boundary waits for what follows it.
 * @param reach how many bytes that line may have, without its last
 */
export async function* wholeBoundaries(pieces: AsyncIterable<Uint8Array>, reach: number): AsyncGenerator<Uint8Array> {
  let held = new Uint8Array();
  for await (const piece of pieces) {
    const all = held.length === 0 ? piece : join([held, piece], held.length + piece.length);
    const begins = all.lastIndexOf(CR);
    const end = begins < Math.max(0, all.length - reach) ? all.length : begins;
    if (end > 0) yield all.subarray(0, end);
    held = all.slice(end);
  }
  if (held.length > 0) yield held;
}
