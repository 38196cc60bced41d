// One slot: a system is started, loaded and stopped, and what it did is judged. A slot with a violation, or in which the generator
// was the bottleneck, does not count.

import { type Result, runLoad } from "./load.ts";
import type { Ground, Peer, Site, World } from "./peers/peer.ts";
import { missing } from "./peers/stored.ts";
import type { Workload } from "./workloads.ts";

export interface Slot {
  result: Result;
  /** why it does not count, in words */
  faults: string[];
}

/** A generator that is this busy (it has one thread) may be what limits the others. */
const BUSY_CORES = 0.85;

const MODES = { chat: faultsOf, http: faultsOf, connect: () => [] };

export async function runSlot(
  program: string,
  ground: Ground,
  peer: Peer,
  site: Site,
  world: World,
  workload: Workload,
): Promise<Slot> {
  await using running = await site.start(workload.instances);
  const run = crypto.getRandomValues(new Uint32Array(1))[0]!;
  const result = await runLoad(program, {
    ...peer.dialect,
    ...workload.plan,
    ...workload.asks === undefined ? {} : { http: workload.asks(world) },
    settle: 1,
    drain: 10,
    ports: running.ports,
    people: world.people.slice(0, workload.people).map((id, i) => ({ id, token: site.tokens[i]! })),
    rooms: workload.asks === undefined ? world.rooms : [],
    watch: {
      server: running.pids,
      database: [ground.postgres.process().pid],
      redis: [ground.redis.process().pid],
    },
    run,
  });
  const faults = [...result.trouble ?? [], ...MODES[workload.plan.mode](result)];
  if (workload.plan.mode === "chat" || workload.asks?.(world).say) {
    const lost = missing(peer.dialect.acks ? result.allAcked : result.allSent, await site.stored(run));
    if (lost > 0) faults.push(`${lost} ${peer.dialect.acks ? "acked" : "sent"} but not stored`);
  }
  return { result, faults };
}

function faultsOf({ violations, cpu, seconds }: Result): string[] {
  const wrong = Object.entries(violations).filter(([, count]) => count > 0).map(([what, count]) => `${count} ${what}`);
  const busy = (cpu.generator ?? 0) / seconds;
  return busy > BUSY_CORES ? [...wrong, `the generator was the bottleneck (${busy.toFixed(2)} cores)`] : wrong;
}
