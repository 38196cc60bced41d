// The kinds of metrics that there are here, on one registry of prom-client: numbers that lie elsewhere and are read when somebody asks,
// counters by label, and distributions. What a label may be is a closed list, told by the code: never a name, an id or a path.

import { Counter, Gauge, Histogram, Registry } from "prom-client";

/** How workers of one process become one number: what the process has as a whole, each of them says. */
export type Together = "sum" | "max";
interface Options {
  label?: string;
  together?: Together;
}
type Read = () => number | Record<string, number>;

/** What is known of a metric without asking for its value. */
export interface Declared {
  name: string;
  help: string;
  kind: "counter" | "gauge" | "histogram";
  labels: readonly string[];
}

export class Families {
  readonly registry = new Registry();
  readonly declared: Declared[] = [];

  /** @param read a number that only grows, or one for each value of `label` */
  counter(name: string, help: string, read: Read, { label, together = "sum" }: Options = {}): void {
    new Counter({
      ...this.#declare(name, help, "counter", label === undefined ? [] : [label]),
      aggregator: together,
      collect() {
        this.reset();
        for (const [labels, value] of valuesOf(read(), label)) this.inc(labels, value);
      },
    });
  }

  /** The same for a number that goes up and down. */
  gauge(name: string, help: string, read: Read, { label, together = "sum" }: Options = {}): void {
    new Gauge({
      ...this.#declare(name, help, "gauge", label === undefined ? [] : [label]),
      aggregator: together,
      collect() {
        this.reset();
        for (const [labels, value] of valuesOf(read(), label)) this.set(labels, value);
      },
    });
  }

  /** What is counted where it happens, by labels; for what is rarer than messages. */
  counted<const Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
    return new Counter(this.#declare(name, help, "counter", labelNames));
  }

  /** What says something by its labels alone. */
  labelled<const Label extends string>(name: string, help: string, labelNames: Label[]): Gauge<Label> {
    return new Gauge({ ...this.#declare(name, help, "gauge", labelNames), aggregator: "max" });
  }

  /** @param buckets their upper bounds */
  histogram<const Label extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labelNames: Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ ...this.#declare(name, help, "histogram", labelNames), buckets: [...buckets] });
  }

  #declare<Label extends string>(name: string, help: string, kind: Declared["kind"], labelNames: Label[]) {
    this.declared.push({ name, help, kind, labels: labelNames });
    return { name, help, labelNames, registers: [this.registry] };
  }
}

function valuesOf(read: number | Record<string, number>, label = ""): [Record<string, string>, number][] {
  if (typeof read === "number") return [[{}, read]];
  return Object.entries(read).map(([value, number]) => [{ [label]: value }, number]);
}
