// What a workload came to, as Markdown: a line a system, medians of the rounds that count, each compared with the tutorial and with
// Socket.IO, and what was aimed at.

import type { Peer } from "./peers/peer.ts";
import type { Slot } from "./slot.ts";
import type { Aim, Found } from "./aims.ts";
import { type Column, GO, PARLEY, SOCKET_IO, type Workload } from "./workload.ts";

/** The slots of each system, in the order of its rounds. */
export type Measured = Map<Peer, Slot[]>;

/** What was measured of each workload. */
export type All = { workload: Workload; measured: Measured }[];

/** The systems that are 1, each in a column of its own. */
const UNITS = [GO, SOCKET_IO];

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

/** Reads medians out of everything that was measured. */
export function foundIn(all: All, name: string): Found {
  const of = (workload: string) => all.find((it) => it.workload.name === workload);
  const slotsOf = (system: string, workload: string) =>
    [...of(workload)?.measured ?? []].find(([peer]) => peer.name === system)?.[1] ?? [];
  const value = (column: Column | undefined, system = PARLEY, workload = name) =>
    column && valueOf(slotsOf(system, workload), column);
  return {
    value: (title, system, workload = name) =>
      value(of(workload)?.workload.columns.find((column) => column.title === title), system, workload),
    main: (system, workload = name) => value(of(workload)?.workload.columns[0], system, workload),
  };
}

export function tableOf({ name, title, columns, aims = [] }: Workload, measured: Measured, found: Found): string[] {
  const main = columns[0]!;
  // What only Parley does is compared with nothing.
  const units = UNITS.filter((unit) => found.main(unit) !== undefined);
  const lines = [...measured].map(([peer, slots]) =>
    row([
      peer.name,
      ...units.map((unit) => shown(quotient(valueOf(slots, main), found.main(unit)), 2)),
      ...columns.map((column) => shown(valueOf(slots, column), column.digits)),
      spread(slots, main),
      faultsOf(slots),
    ])
  );
  return [
    `\n### ${title}\n`,
    row(["system", ...units.map((unit) => `to ${unit}`), ...columns.map(({ title }) => title), "rounds", "faults"]),
    row(["---", ...[...units, ...columns].map(() => "---:"), "---", "---"]),
    ...lines,
    ...aims.length === 0 ? [] : [`\n| aim of \`${name}\` | Parley | |`, "| --- | ---: | --- |"],
    ...aims.map((aim) => aimed(aim, found)),
    ...statementsOf(measured),
  ];
}

const quotient = (a: number | undefined, b: number | undefined) => a === undefined || !b ? undefined : a / b;

function aimed(aim: Aim, found: Found): string {
  const value = aim.of(found);
  const verdict = value === undefined ? "not measured" : aim.isMet(value) ? "met" : "**missed**";
  return row([aim.text, shown(value, aim.digits), verdict]);
}

/** Where they were counted: what was asked most often, of the last round. */
function statementsOf(measured: Measured): string[] {
  const [last] = [...measured.values()].flatMap((slots) => slots.at(-1)?.statements ? [slots.at(-1)!.statements!] : []);
  if (last === undefined) return [];
  const lines = last.slice(0, 6).map(({ calls, rows, query }) =>
    row([shown(calls, 0), shown(rows, 0), `\`${query.replaceAll(/\s+/g, " ").slice(0, 90).replaceAll("|", "¦")}\``])
  );
  return ["\n| calls | rows | statement |", "| ---: | ---: | --- |", ...lines];
}

const spread = (slots: readonly Slot[], column: Column) =>
  slots.map((slot) => counts(slot) ? shown(column.of(slot.result), column.digits) : "✗").join(" · ");

function faultsOf(slots: readonly Slot[]): string {
  const all = slots.flatMap(({ faults }) => faults);
  return all.length === 0 ? "none" : [...new Set(all)].slice(0, 3).join("; ").replaceAll("|", "¦").slice(0, 200);
}
