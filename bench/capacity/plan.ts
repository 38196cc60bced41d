// A plan for so many people: as many instances as keep their event loops free, simulated with just as many.

import { seeded } from "../search/random.ts";
import type { Activity } from "./activity.ts";
import { PLAN, TIMES } from "./costs.ts";
import { type Demand, demandOf, instancesFor, type Limit, limitsOf } from "./demand.ts";
import { type Design, TODAY } from "./designs.ts";
import { type Done, simulate } from "./simulate.ts";
import { madeUp, type Society, spread } from "./world.ts";

export interface Planned {
  people: number;
  activity: Activity;
  done: Done;
  demand: Demand;
  limits: Limit[];
  /** undefined: each is too busy, however many there are; `demand` is then that of the least number */
  instances: number | undefined;
}

/** People who are simulated at most: more are stood for by these. */
const SAMPLE = 25_000;
/** Messages that are simulated, about. */
const MESSAGES = 6_000;
const SEED = 20_261_128;

/** People of the sample, and how many each stands for. */
export const sampleOf = (people: number) => ({ sample: Math.min(people, SAMPLE), scale: Math.max(1, people / SAMPLE) });

/** @param people up to 25,000, or a multiple of that */
export function planFor(people: number, activity: Activity, designs: readonly Design[] = [TODAY]): Planned {
  let instances = Math.max(PLAN.leastInstances, people / PLAN.connectionsPerInstance);
  let [planned, needed] = planWith(people, activity, designs, instances);
  // What is heard depends on how many there are, so it is counted again with as many as it took.
  for (let i = 0; i < 2 && needed !== undefined && needed !== planned.demand.instances; i++) {
    instances = needed;
    [planned, needed] = planWith(people, activity, designs, instances);
  }
  return planned;
}

function planWith(
  people: number,
  activity: Activity,
  designs: readonly Design[],
  wanted: number,
): [planned: Planned, needed: number | undefined] {
  const { scale } = sampleOf(people);
  const instances = Math.ceil(wanted / scale) * scale;
  const done = designs.reduce((counted, { change }) => change(counted), doneBy(people, activity, instances));
  const demand = demandOf(done, people, instances);
  const needed = instancesFor(demand, people);
  const limits = limitsOf(demand, done.messages);
  return [{ people, activity, done, demand, limits, instances: needed && instances }, needed && roundUp(needed, scale)];
}

const roundUp = (value: number, step: number) => Math.ceil(value / step) * step;

const known = new Map<string, Done>();
const societies = new Map<number, Society>();

function societyOf(people: number): Society {
  const society = societies.get(people) ?? madeUp(seeded(SEED), people);
  societies.set(people, society);
  return society;
}

/** Seeded by nothing else, so that a plan is the same whatever was planned before. */
function doneBy(people: number, activity: Activity, instances: number): Done {
  const key = `${people} ${activity.name} ${instances}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const { sample, scale } = sampleOf(people);
  const random = seeded(SEED);
  const seconds = Math.max(8, Math.min(32, Math.round(MESSAGES * 3_600 / (activity.messages * sample))));
  const run = { scale, seconds, commitMs: TIMES.commit.value, eachMs: TIMES.each.value, random };
  const done = simulate(spread(random, societyOf(sample), instances), activity, run);
  known.set(key, done);
  return done;
}
