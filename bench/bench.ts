// Parley beside what one would pick instead, in one run: the systems take turns, round by round, on one Postgres and one Redis.
// `deno task bench [--all] [--rounds=3] [--seconds=2] [--idle=2000] [--only=fanout10,pairs] [--systems=Parley,Socket.IO] [--dry]` prints
// tables, writes them to RESULTS.md and a plot beside it; with `--dry`, `--only` or `--systems` it only prints. `--all` adds the long run's workloads.

import { startPostgres } from "../tests/support/postgres.ts";
import { startRedis } from "../tests/support/redis.ts";
import { removeFolder, tempFolder } from "../tests/support/temp.ts";
import { buildLoad } from "./load.ts";
import { bareWs, socketIo } from "./peers/node.ts";
import { nats } from "./peers/nats.ts";
import { parley } from "./peers/parley.ts";
import type { Ground, Peer, Site, World } from "./peers/peer.ts";
import { tutorial } from "./peers/tutorial.ts";
import { plotOf } from "./plot.ts";
import { writeSection } from "./results.ts";
import { runSlot, type Slot } from "./slot.ts";
import { type Measured, tableOf } from "./table.ts";
import { WARM_UP_SECONDS, type Workload, workloads } from "./workloads.ts";

const PEERS: Peer[] = [parley, tutorial, socketIo, bareWs, nats];
const TITLE = "Speed beside others";
const PLOT = new URL("speed.svg", import.meta.url);
/** what a slot takes beside what it measures: start, connections, drain, check */
const OVERHEAD_SECONDS = 4;
const SETTINGS = { shared_buffers: "512MB", max_wal_size: "4GB" };

const option = (name: string) => Deno.args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const list = (name: string) => option(name)?.split(",");
const rounds = Number(option("rounds") ?? 3);
const seconds = Number(option("seconds") ?? 2);
const idle = Number(option("idle") ?? 2_000);
/** a part of it does not take the place of the whole */
const isDry = Deno.args.includes("--dry") || list("only") !== undefined || list("systems") !== undefined;

const isAll = Deno.args.includes("--all");
const chosen = workloads(seconds, idle).filter(({ name, isLong }) =>
  list("only")?.includes(name) ?? (isAll || !isLong)
);
const peers = PEERS.filter(({ name }) => list("systems")?.includes(name) ?? true);

/** Every system that can do it, with the same world in it; one that this machine cannot have is told of and left out. */
async function sitesOf(workload: Workload, world: World, ground: Ground): Promise<Map<Peer, Site>> {
  const sites = new Map<Peer, Site>();
  for (const peer of peers) {
    if (workload.without?.includes(peer.name)) continue;
    try {
      sites.set(peer, await peer.prepare(world, ground));
    } catch (error) {
      console.log(`  ${peer.name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return sites;
}

async function measure(program: string, ground: Ground, workload: Workload): Promise<Measured> {
  console.log(`\n${workload.name}: ${workload.title}`);
  const world = workload.world();
  const sites = await sitesOf(workload, world, ground);
  const measured: Measured = new Map([...sites.keys()].map((peer) => [peer, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const [peer, site] of sites) {
      const slot = await slotOf(() => runSlot(program, ground, peer, site, world, workload));
      if (slot === undefined) continue;
      measured.get(peer)!.push(slot);
      tell(round, peer, workload, slot);
    }
  }
  return measured;
}

/** A system that does not even start is told of and left out of the round. */
async function slotOf(run: () => Promise<Slot>): Promise<Slot | undefined> {
  try {
    return await run();
  } catch (error) {
    console.log(`  failed: ${error instanceof Error ? error.message : error}`);
  }
}

function tell(round: number, peer: Peer, { columns }: Workload, { result, faults }: Slot): void {
  const values = columns.map(({ title, of, digits }) => `${title} ${of(result)?.toFixed(digits) ?? "–"}`).join(", ");
  const load = Deno.loadavg()[0]!.toFixed(1);
  console.log(
    `  round ${round} ${peer.name}: ${values} (load ${load})${
      faults.length > 0 ? ` FAULTS: ${faults.join("; ")}` : ""
    }`,
  );
}

const slots = chosen.reduce(
  (sum, { without = [] }) => sum + peers.filter(({ name }) => !without.includes(name)).length,
  0,
);
const about = Math.ceil(slots * rounds * (WARM_UP_SECONDS + seconds + OVERHEAD_SECONDS) / 60);
console.log(`${chosen.length} workloads, ${peers.length} systems, ${rounds} rounds: about ${about} minutes.`);
const began = performance.now();

const folder = await tempFolder("bench");
await using postgres = await startPostgres({ settings: SETTINGS });
await using redis = await startRedis();
const ground = { postgres, redis, folder };
const program = await buildLoad(folder);
const loadBefore = Deno.loadavg()[0]!;
const all: { workload: Workload; measured: Measured }[] = [];
for (const workload of chosen) all.push({ workload, measured: await measure(program, ground, workload) });
const minutes = ((performance.now() - began) / 60_000).toFixed(1);

const lines = [
  `Load before it began ${
    loadBefore.toFixed(1)
  } (its own is about 2). ${rounds} rounds of ${seconds} s a system, in turns;`,
  "medians of the rounds that count. Messages of 100 bytes. Every message was checked: none lost, doubled, misdelivered or reordered,",
  "and what was acked is stored, unless the column *faults* says so. ✗: a round that does not count.",
  `Postgres with fsync. The run took ${minutes} minutes. [Plot](speed.svg).\n`,
  ...peers.map(({ name, does }) => `- **${name}**: ${does}.`),
  ...all.flatMap(({ workload, measured }) => tableOf(workload, measured)),
];
if (isDry) console.log(lines.join("\n"));
else {
  await Deno.writeTextFile(PLOT, plotOf(all));
  await writeSection(TITLE, lines, (text) => console.log(text));
}
await removeFolder(folder);
