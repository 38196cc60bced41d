// The load generator (load/*.go) as seen from here: built when a benchmark runs, told a plan, answering what it measured.

import { ensure } from "../tests/support/ensure.ts";
import type { Room } from "./peers/peer.ts";

/** As `Plan` in load/plan.go. */
export interface Plan {
  dialect: "json" | "socketio" | "nats" | "xmpp";
  ports: number[];
  path: string;
  subprotocol?: string;
  acks: boolean;
  people: { id: string; token: string }[];
  rooms: Room[];
  mode: "chat" | "connect" | "http" | "day" | "resume";
  http?: Asking;
  /** what happens a second besides messages, in the mode `day` */
  day?: { typing: number; reads: number };
  /** in the mode `resume`: of each conversation, what everybody held, and what there is */
  resume?: { held: number; until: number };
  /** messages in flight in each room */
  window?: number;
  /** messages a second in all, whatever comes back; instead of a window */
  rate?: number;
  /** seconds that the rooms that are `beside` are alone */
  quiet?: number;
  /** every device tells once a second what it has got */
  delivered?: boolean;
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

/** As `Page` in load/page.go: what is asked for, and which messages it must hold. */
export interface Page {
  path: string;
  /** a place in `people`; without it, connection i asks as person i */
  who?: number;
  room?: number;
  from?: number;
  to?: number;
  /** each once, the newest first */
  once?: boolean;
}

/** As `HTTP` in load/http.go. */
export interface Asking {
  paths?: Page[];
  connections: number;
  /** each request asks for the next path, instead of connection i always for path i */
  turn?: boolean;
  /** posts a message to the path */
  say?: boolean;
  /** goes on at half of the rate that was reached */
  half?: boolean;
  /** requests a second beside the sockets of a day */
  rate?: number;
  /** a path that is asked for so many times a second beside the others */
  probe?: string;
  probeRate?: number;
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
  alone?: Quantiles;
  beside?: Quantiles;
  half?: Quantiles;
  probe?: Quantiles;
  pages?: Quantiles;
  returned?: Quantiles;
  typing: number;
  /** how far who (a place in `people`) has said to have read a room (a place in `rooms`) */
  marks?: { who: number; room: number; seq: number }[];
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
  /** what was measured on this side */
  more?: Record<string, number>;
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
