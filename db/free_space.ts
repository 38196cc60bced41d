// Looks how much room the disk of the embedded database has. Postgres takes a disk on which its log cannot grow for the end of everything,
// and in WebAssembly that end hangs the process; so writing has to stop while there still is room.

import { statfs } from "node:fs/promises";

/** What is left for others, and for what is written between two looks: a file's pieces are some tens of MB a second. */
export const LEAST_FREE = 100e6;
const LOOK_MS = 1_000;

/** @returns bytes that are free where `folder` is */
export async function freeSpace(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * @param free gives bytes; where it throws (no permission to look) there is nothing to go by, and nothing is told
 * @param tell is told when there is too little room, and when there is enough again; it is told anew where it failed
 * @param firstMs until the first look
 * @returns what ends the watch
 */
export function watchSpace(
  free: () => Promise<number>,
  tell: (isShort: boolean) => Promise<unknown>,
  firstMs: number,
): () => Promise<void> {
  let wasShort = false;
  const look = async () => {
    const isShort = await free() < LEAST_FREE;
    if (isShort === wasShort) return;
    await tell(isShort);
    wasShort = isShort;
  };
  let looking: Promise<void> | undefined;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout>;
  const lookIn = (ms: number) => {
    if (isOver) return;
    timer = setTimeout(() => looking = look().catch(() => {}).finally(() => lookIn(LOOK_MS)), ms);
    timer.unref();
  };
  lookIn(firstMs);
  return async () => {
    isOver = true;
    clearTimeout(timer);
    await looking;
  };
}
