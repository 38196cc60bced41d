// Which of the chosen files may go out, before a byte of them is sent. Pure.

import type { PageLimits } from "../chat_state.ts";

export type FileLimits = Pick<PageLimits, "fileBytes" | "filesPerMessage">;
export type WhyNot = "tooLarge" | "empty" | "tooMany";

interface Chosen {
  size: number;
}

export interface Judged<F> {
  taken: F[];
  /** why, and which */
  refused: Map<WhyNot, F[]>;
}

/** @param held how many the message has already */
export function judge<F extends Chosen>(files: readonly F[], held: number, limits: FileLimits): Judged<F> {
  const judged: Judged<F> = { taken: [], refused: new Map() };
  for (const file of files) {
    const why = whyNot(file, held + judged.taken.length, limits);
    if (why === undefined) judged.taken.push(file);
    else judged.refused.set(why, [...judged.refused.get(why) ?? [], file]);
  }
  return judged;
}

function whyNot({ size }: Chosen, held: number, { fileBytes, filesPerMessage }: FileLimits): WhyNot | undefined {
  if (size > fileBytes) return "tooLarge";
  if (size === 0) return "empty";
  return held >= filesPerMessage ? "tooMany" : undefined;
}
