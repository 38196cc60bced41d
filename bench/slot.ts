// One slot: a system is started, loaded and stopped, and what it did is judged. A slot with a violation, or in which the generator
// was the bottleneck, does not count.

import { type Result, runLoad } from "./load.ts";
import type { Ground, Peer, Running, Site, World } from "./peers/peer.ts";
import { missing } from "./peers/stored.ts";
import { countStatements, type Statement } from "./statements.ts";
import type { Workload } from "./workload.ts";

export interface Slot {
  result: Result;
  /** why it does not count, in words */
  faults: string[];
  /** where they were counted, the most frequent first */
  statements?: Statement[];
}

/** A generator that is this busy (it has one thread) may be what limits the others. */
const BUSY_CORES = 0.85;

export async function runSlot(
  program: string,
  ground: Ground,
  peer: Peer,
  site: Site,
  world: World,
  workload: Workload,
): Promise<Slot> {
  const run = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const slot = workload.measure
    ? { result: await workload.measure(site), faults: [] }
    : await loaded(program, ground, peer, site, world, workload, run);
  const { result, faults } = slot;
  // Asked when it has ended: the embedded database is nobody else's before.
  if (workload.plan.mode === "chat" || workload.plan.mode === "day" || workload.plan.http?.say) {
    const lost = missing(peer.dialect.acks ? result.allAcked : result.allSent, await site.stored(run));
    if (lost > 0) faults.push(`${lost} ${peer.dialect.acks ? "acked" : "sent"} but not stored`);
  }
  faults.push(...await workload.inspect?.(site, world, result) ?? []);
  return slot;
}

async function loaded(
  program: string,
  ground: Ground,
  peer: Peer,
  site: Site,
  world: World,
  workload: Workload,
  run: number,
): Promise<Slot> {
  const counter = workload.countsStatements && site.url ? await countStatements(site.url) : undefined;
  await using running = await site.start(workload.instances);
  await counter?.reset();
  const result = await runLoad(program, planOf(ground, peer, site, running, world, workload, run));
  const statements = await counter?.read();
  if (statements) {
    const calls = statements.reduce((sum, { calls }) => sum + calls, 0);
    result.more = { statements: calls, "statements a person": calls / world.people.length };
  }
  const faults = [...result.trouble ?? [], ...workload.plan.mode === "connect" ? [] : faultsOf(result)];
  return { result, faults, ...statements ? { statements } : {} };
}

const planOf = (
  { postgres, redis }: Ground,
  { dialect }: Peer,
  { tokens }: Site,
  { ports, pids }: Running,
  world: World,
  { plan, asks }: Workload,
  run: number,
) => ({
  ...dialect,
  settle: 1,
  drain: 10,
  ...plan,
  ...plan.http === undefined ? {} : { http: { ...plan.http, ...asks ? { paths: asks(world) } : {} } },
  ports,
  people: world.people.map((id, i) => ({ id, token: tokens[i]! })),
  rooms: world.rooms,
  watch: { server: pids, database: [postgres.process().pid], redis: [redis.process().pid] },
  run,
});

function faultsOf({ violations, cpu, seconds }: Result): string[] {
  const wrong = Object.entries(violations).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  const busy = (cpu.generator ?? 0) / seconds;
  return busy > BUSY_CORES ? [...wrong, `the generator was the bottleneck (${busy.toFixed(2)} cores)`] : wrong;
}
