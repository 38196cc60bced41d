// Parley beside what one would pick instead, in one run: the systems take turns, round by round, on one ground.

import { onGround } from "./ground.ts";
import { isAll, isDry, only, rounds, sizes, systems } from "./options.ts";
import { ejabberd } from "./peers/ejabberd.ts";
import { bareWs, socketIo } from "./peers/node.ts";
import { nats } from "./peers/nats.ts";
import { parley, parleyEmbedded } from "./peers/parley.ts";
import type { Ground, Peer, Site, World } from "./peers/peer.ts";
import { tutorial } from "./peers/tutorial.ts";
import { plotOf } from "./plot.ts";
import { writeSection } from "./results.ts";
import { runSlot, type Slot } from "./slot.ts";
import { type All, foundIn, type Measured, tableOf } from "./table.ts";
import { EMBEDDED, WARM_UP_SECONDS, type Workload } from "./workload.ts";
import { workloads } from "./workloads.ts";

const PEERS: Peer[] = [parley, tutorial, socketIo, bareWs, nats, ejabberd, parleyEmbedded];
const TITLE = "Speed beside others";
const PLOT = new URL("speed.svg", import.meta.url);
/** what a slot takes beside what it measures: start, connections, drain, check */
const OVERHEAD_SECONDS = 4;

const chosen = workloads(sizes).filter(({ name, isLong }) => only?.includes(name) ?? (isAll || !isLong));
const peers = PEERS.filter(({ name }) => systems?.includes(name) ?? true);

/** Parley on its embedded database is another system only where that is what is measured. */
const able = ({ only, without }: Workload): Peer[] =>
  peers.filter(({ name }) => only?.includes(name) ?? (name !== EMBEDDED && !without?.includes(name)));

/** Every system that can do it, with the same world in it; one that this machine cannot have is told of and left out. */
async function sitesOf(workload: Workload, world: World, ground: Ground): Promise<Map<Peer, Site>> {
  const sites = new Map<Peer, Site>();
  for (const peer of able(workload)) {
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
  for (const site of sites.values()) await site.close?.();
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

/** Measures what the command line asks for, prints it, and writes it down unless it is a part only. */
export async function compare(): Promise<void> {
  const slots = chosen.reduce((sum, workload) => sum + able(workload).length, 0);
  const about = Math.ceil(slots * rounds * (WARM_UP_SECONDS + sizes.seconds + OVERHEAD_SECONDS) / 60);
  console.log(`${chosen.length} workloads, ${peers.length} systems, ${rounds} rounds: about ${about} minutes.`);
  const loadBefore = Deno.loadavg()[0]!;
  const began = performance.now();
  const all: All = [];
  await onGround(async (ground, program) => {
    for (const workload of chosen) all.push({ workload, measured: await measure(program, ground, workload) });
  });
  const lines = linesOf(all, loadBefore, (performance.now() - began) / 60_000);
  if (isDry) return console.log(lines.join("\n"));
  await Deno.writeTextFile(PLOT, plotOf(all));
  await writeSection(TITLE, lines, (text) => console.log(text));
}

const linesOf = (all: All, loadBefore: number, minutes: number): string[] => [
  `Load before it began ${
    loadBefore.toFixed(1)
  } (its own is about 2). ${rounds} rounds of ${sizes.seconds} s a system, in turns;`,
  "medians of the rounds that count. Messages of 100 bytes. Every message was checked: none lost, doubled, misdelivered or reordered,",
  "and what was acked is stored, unless the column *faults* says so. ✗: a round that does not count.",
  `Postgres with fsync. The run took ${minutes.toFixed(1)} minutes. [Plot](speed.svg).\n`,
  ...peers.map(({ name, does }) => `- **${name}**: ${does}.`),
  ...all.flatMap(({ workload, measured }) => tableOf(workload, measured, foundIn(all, workload.name))),
];
