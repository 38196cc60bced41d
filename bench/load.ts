// The load generator (load/*.go) as seen from here: built when a benchmark runs, told a plan, answering what it measured.

import { ensure } from "../tests/support/ensure.ts";
import type { Room } from "./peers/peer.ts";

/** As `Plan` in load/plan.go. */
export interface Plan {
  dialect: "json" | "socketio" | "nats";
  ports: number[];
  path: string;
  subprotocol?: string;
  acks: boolean;
  people: { id: string; token: string }[];
  rooms: Room[];
  mode: "chat" | "connect" | "http";
  /** what is asked; `say` posts a message to the path */
  http?: { paths: string[]; say?: boolean };
  /** messages in flight in each room */
  window?: number;
  /** messages a second in all, whatever comes back; instead of a window */
  rate?: number;
  warmup?: number;
  seconds: number;
  /** seconds of silence once all are there, and that what is in flight is waited for at the end */
  settle: number;
  drain: number;
  /** connections that are being opened at a time */
  opening: number;
  /** process ids whose families are counted */
  watch: Record<string, number[]>;
  run: number;
}

/** Milliseconds. */
export interface Quantiles {
  p50: number;
  p99: number;
  max: number;
}

/** What must not be; all 0 in a run that counts. */
export type Violations = Record<"lost" | "doubled" | "misdelivered" | "reordered" | "broken" | "unacked", number>;

/** As `Result` in load/plan.go. */
export interface Result {
  seconds: number;
  sent: number;
  acked: number;
  delivered: number;
  /** connections a second, from the first to the last greeting */
  connects: number;
  delivery?: Quantiles;
  ack?: Quantiles;
  /** read system calls of the generator, and bytes */
  reads: number;
  bytes: number;
  /** processor seconds while it was measured, by name in `watch`, and of the `generator` */
  cpu: Record<string, number>;
  /** KiB, before and after */
  memory: Record<string, [before: number, after: number]>;
  allSent: number;
  allAcked: number;
  violations: Violations;
  trouble: string[] | null;
}

/** @returns the path of the generator's program, in `folder` */
export async function buildLoad(folder: string): Promise<string> {
  const go = await ensure("go");
  const program = `${folder}/load`;
  const { success, stderr } = await new Deno.Command(go, {
    args: ["build", "-o", program, "."],
    cwd: new URL("load/", import.meta.url).pathname,
    env: { GOCACHE: `${folder}/go-cache`, GOFLAGS: "-mod=mod", CGO_ENABLED: "0" },
    stdout: "null",
  }).output();
  if (!success) throw new Error(`the load generator was not built: ${new TextDecoder().decode(stderr)}`);
  return program;
}

/** Runs one plan to its end. */
export async function runLoad(program: string, plan: Plan): Promise<Result> {
  const child = new Deno.Command(program, { stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
  const input = child.stdin.getWriter();
  await input.write(new TextEncoder().encode(JSON.stringify(plan)));
  await input.close();
  const { success, stdout, stderr } = await child.output();
  if (!success) throw new Error(`the load generator failed: ${new TextDecoder().decode(stderr).slice(0, 2_000)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}
