// What a message costs, in processor time of server and database, as one thing grows and all others stay: a curve each, with the exponent
// of the power of it that fits best. Flat is 0, linear 1.

import { type Curve, CURVES } from "./curves.ts";
import { onGround } from "./ground.ts";
import { exponentOf, type Point } from "./exponent.ts";
import { growthPlot } from "./growth_plot.ts";
import { isDry, only, rounds, sizes } from "./options.ts";
import { parley } from "./peers/parley.ts";
import type { Ground } from "./peers/peer.ts";
import { writeSection } from "./results.ts";
import { runSlot, type Slot } from "./slot.ts";
import { counts, median } from "./table.ts";

const TITLE = "Growth";
const PLOT = new URL("growth.svg", import.meta.url);

export interface Grown {
  curve: Curve;
  points: Point[];
  exponent: number | undefined;
}

/** Measures the curves, prints them, and writes them down. */
export async function growth(): Promise<void> {
  const curves = CURVES.filter(({ name }) => only?.includes(name) ?? true);
  const all: Grown[] = [];
  const began = performance.now();
  await onGround(async (ground, program) => {
    for (const curve of curves) all.push(await grow(program, ground, curve));
  });
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  const lines = [
    "Microseconds of processor a message, of server and database together, as one thing grows and the others stay; medians of",
    `${rounds} rounds of ${sizes.seconds} s. The exponent is that of the power that fits best: 0 is flat, 1 linear. The run took ${minutes} minutes.`,
    "![Growth](growth.svg)",
    ...all.flatMap(tableOf),
  ];
  if (isDry) return console.log(lines.join("\n"));
  await Deno.writeTextFile(PLOT, growthPlot(all));
  await writeSection(TITLE, lines, (text) => console.log(text));
}

async function grow(program: string, ground: Ground, curve: Curve): Promise<Grown> {
  console.log(`\n${curve.name}: ${curve.title}`);
  const points: Point[] = [];
  for (const at of curve.points(sizes)) points.push(await pointOf(program, ground, curve, at));
  return { curve, points, exponent: exponentOf(points) };
}

async function pointOf(program: string, ground: Ground, curve: Curve, at: number): Promise<Point> {
  const workload = curve.workload(at, sizes);
  const world = workload.world();
  const site = await parley.prepare(world, ground);
  const slots: Slot[] = [];
  for (let round = 0; round < rounds; round++) {
    slots.push(await runSlot(program, ground, parley, site, world, workload));
  }
  await site.close?.();
  const costs = slots.filter((slot) => counts(slot) && slot.faults.length === 0).map(costOf);
  const faults = slots.flatMap((slot) => slot.faults);
  const load = Deno.loadavg()[0]!.toFixed(1);
  console.log(
    `  ${at}: ${costs.map((cost) => cost.toFixed(0)).join(" · ")} us a message (load ${load}) ${faults.join("; ")}`,
  );
  return { at, costs, faults };
}

const costOf = ({ result: { cpu, sent } }: Slot): number => ((cpu.server ?? 0) + (cpu.database ?? 0)) * 1e6 / sent;

function tableOf({ curve, points, exponent }: Grown): string[] {
  const verdict = exponent === undefined ? "not measured" : exponent <= curve.aim ? "met" : "**missed**";
  const rows = points.map(({ at, costs, faults }) => {
    const cost = median(costs)?.toFixed(0) ?? "–";
    const all = costs.map((value) => value.toFixed(0)).join(" · ");
    return `| ${at.toLocaleString("en")} | ${cost} | ${all} | ${[...new Set(faults)].join("; ") || "none"} |`;
  });
  return [
    `\n### ${curve.title}\n`,
    `Exponent ${exponent?.toFixed(2) ?? "–"}, aim at most ${curve.aim}: ${verdict}.\n`,
    `| ${curve.unit} | us a message | rounds | faults |`,
    "| ---: | ---: | --- | --- |",
    ...rows,
  ];
}
