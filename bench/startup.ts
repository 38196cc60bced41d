// From the start of the process to its first answer, and what it holds in memory when nobody does anything.

import { freePort } from "../tests/support/port.ts";
import type { Result } from "./load.ts";
import type { Site } from "./peers/peer.ts";

const POLL_MS = 4;
/** The runtime gives back what starting took when little has happened for 10 s. */
const IDLE_MS = 45_000;
const GIVE_UP_MS = 60_000;
const NOTHING = {
  sent: 0,
  acked: 0,
  delivered: 0,
  connects: 0,
  reads: 0,
  bytes: 0,
  typing: 0,
  allSent: 0,
  allAcked: 0,
};
const NONE = { lost: 0, doubled: 0, misdelivered: 0, reordered: 0, broken: 0, unacked: 0 };

/** @returns in `more`: `first answer ms` (the sign-in page), `idle MB` a while later */
export async function measureStart(site: Site): Promise<Result> {
  await (await site.start(1))[Symbol.asyncDispose](); // whatever a first start builds and caches
  const port = freePort();
  const began = performance.now();
  const answered = firstAnswer(`http://127.0.0.1:${port}/login`, began);
  await using running = await site.start(1, port);
  const more: Record<string, number> = { "first answer ms": await answered };
  await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
  const each = await Promise.all(running.pids.map(residentMb));
  more["idle MB"] = each.reduce((sum, mb) => sum + mb, 0);
  return { ...NOTHING, seconds: 1, cpu: {}, memory: {}, violations: NONE, trouble: null, more };
}

/** @returns milliseconds since `began` until the page was there */
async function firstAnswer(url: string, began: number): Promise<number> {
  while (performance.now() - began < GIVE_UP_MS) {
    const response = await fetch(url).catch(() => undefined);
    const page = await response?.text();
    if (response?.status === 200 && page?.includes("</html>")) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`no answer from ${url}`);
}

/** Resident memory in millions of bytes, as ps(1) tells it: Deno itself reads nothing in /proc without every permission. */
async function residentMb(pid: number): Promise<number> {
  const { stdout } = await new Deno.Command("ps", { args: ["-o", "rss=", "-p", `${pid}`] }).output();
  return Number(new TextDecoder().decode(stdout)) * 1_024 / 1e6;
}
