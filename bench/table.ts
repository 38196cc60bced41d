// What a workload came to, as Markdown: a line a system, medians of the rounds that count, each compared with the tutorial.

import type { Peer } from "./peers/peer.ts";
import type { Slot } from "./slot.ts";
import type { Column, Workload } from "./workloads.ts";

/** The slots of each system, in the order of its rounds. */
export type Measured = Map<Peer, Slot[]>;

/** The system that is 1. */
const UNIT = "Go tutorial";

export const median = (values: readonly number[]): number | undefined => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? sorted[middle]
    : sorted.length === 0
    ? undefined
    : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** A system that reorders or loses is shown with that, not left out: what it does then is part of what it is. */
export const counts = ({ result, faults }: Slot): boolean =>
  !faults.some((fault) => fault.startsWith("the generator")) && result.seconds > 0 &&
  (result.trouble ?? []).length === 0;

export function valueOf(slots: readonly Slot[], column: Column): number | undefined {
  return median(slots.filter(counts).map(({ result }) => column.of(result)).filter((it) => it !== undefined));
}

const shown = (value: number | undefined, digits: number): string =>
  value === undefined
    ? "–"
    : value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

export function tableOf({ title, columns }: Workload, measured: Measured): string[] {
  const [main] = columns;
  const unit = [...measured].find(([peer]) => peer.name === UNIT)?.[1] ?? [];
  const one = main && valueOf(unit, main);
  const compared = one === undefined ? [] : [one]; // what only Parley does is compared with nothing
  const lines = [...measured].map(([peer, slots]) => {
    const value = main && valueOf(slots, main);
    const ratio = value === undefined || one === undefined ? undefined : value / one;
    return row([
      peer.name,
      ...compared.map(() => shown(ratio, 2)),
      ...columns.map((column) => shown(valueOf(slots, column), column.digits)),
      spread(slots, main!),
      faultsOf(slots),
    ]);
  });
  return [
    `\n### ${title}\n`,
    row(["system", ...compared.map(() => `to ${UNIT}`), ...columns.map((column) => column.title), "rounds", "faults"]),
    row(["---", ...[...compared, ...columns].map(() => "---:"), "---", "---"]),
    ...lines,
  ];
}

const spread = (slots: readonly Slot[], column: Column) =>
  slots.map((slot) => counts(slot) ? shown(column.of(slot.result), column.digits) : "✗").join(" · ");

function faultsOf(slots: readonly Slot[]): string {
  const all = slots.flatMap(({ faults }) => faults);
  return all.length === 0 ? "none" : [...new Set(all)].slice(0, 3).join("; ").replaceAll("|", "¦").slice(0, 200);
}
