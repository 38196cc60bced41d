// What deployments of three sizes need, and what changes of Parley would leave of that.

import { ACTIVITIES, type Activity } from "./activity.ts";
import { type Limit, marksIn } from "./demand.ts";
import { STEPS, TODAY } from "./designs.ts";
import { exact, number, percent, table } from "./markdown.ts";
import { planFor, type Planned } from "./plan.ts";

export const PEOPLE = [10_000, 100_000, 1_000_000];
const [OFFICE, BUSY] = ACTIVITIES;

const times = ({ name, load }: Limit): string => `${name} (${load > 1 ? `${number(load)} ×` : percent(load)})`;

const plans = (): Planned[] => PEOPLE.flatMap((people) => ACTIVITIES.map((activity) => planFor(people, activity)));
const named = ({ people, activity }: Planned) => [exact(people), activity.name];

function fullest(limits: readonly Limit[]): string {
  const full = limits.filter(({ load }) => load > 1);
  return (full.length > 0 ? full : limits.slice(0, 1)).map(times).join(", ");
}

export const answer = () =>
  table(
    [
      "connected",
      "hour: ",
      "messages/s",
      "instances",
      "cores of Redis",
      "of Postgres",
      "WAL MB/s",
      "TB a year",
      "does it go?: ",
      "full first: ",
    ],
    plans().map((plan) => {
      const { done, demand, limits, instances } = plan;
      const count = instances ?? `none suffices: ${number(demand.instance)} cores each of ${demand.instances}`;
      return [
        ...[...named(plan), number(done.messages), count, number(demand.redis), number(demand.database)],
        ...[number(demand.wal / 1e6), number(demand.diskAYear / 1e12), goes(plan) ? "yes" : "**no**", fullest(limits)],
      ];
    }),
  );

/** As far as it is looked: up to a sample in steps of 5,000, then by samples. */
const SIZES = [5_000, 10_000, 15_000, 20_000, ...Array.from({ length: 40 }, (_, i) => 25_000 * (i + 1))];

/** How many people nothing is full with, and what is with the next more. */
function reach(activity: Activity): string[] {
  const planned = (at: number) => planFor(SIZES[at]!, activity);
  let [low, high] = [-1, SIZES.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (goes(planned(middle))) low = middle;
    else high = middle;
  }
  return [activity.name, exact(SIZES[low] ?? 0), fullest(planned(high).limits)];
}

const goes = ({ limits, instances }: Planned): boolean =>
  instances !== undefined && limits.every(({ load }) => load <= 1);

export const reaches = () => table(["hour: ", "connected, up to", "full with the next more: "], ACTIVITIES.map(reach));

export const hints = () =>
  table(
    [
      "connected",
      "hour: ",
      "published/s",
      "of those marks",
      "each instance receives /s",
      "for nobody there",
      "Redis sends /s",
      "Gbit/s",
    ],
    plans().map((plan) => {
      const { done, demand } = plan;
      const marks = done["published marks"] + done["published large marks"];
      return [
        ...[...named(plan), number(demand.published), percent(marks / demand.published), number(demand.received)],
        ...[percent(demand.unwanted / demand.received), number(demand.published * demand.instances)],
        number(demand.redisBytes * 8 / 1e9),
      ];
    }),
  );

export const sockets = () =>
  table(
    [
      "connected",
      "hour: ",
      "messages handed on /s",
      "marks /s",
      "typing, statuses, pongs /s",
      "writes/s",
      "Gbit/s to clients",
      "MB an instance",
    ],
    plans().map((plan) => {
      const { done, demand } = plan;
      const others = done["frames typing"] + done["frames status"] + done["frames pong"];
      return [
        ...[
          ...named(plan),
          number(done["frames message"]),
          number(done["frames mark"]),
          number(others),
          number(done.writes),
        ],
        ...[number(demand.clientBytes * 8 / 1e9), number(demand.memory / 1e6)],
      ];
    }),
  );

export const database = () =>
  table(
    [
      "connected",
      "hour: ",
      "messages a commit",
      "marks/s",
      "commits/s",
      "statements/s",
      "rows written /s",
      "rows polled /s",
      "polls, of the processor",
    ],
    plans().map((plan) => {
      const { done, demand } = plan;
      return [
        ...[
          ...named(plan),
          number(done.messages / done["message commits"]),
          number(marksIn(done)),
          number(demand.commits),
        ],
        ...[number(demand.statements), number(demand.rowsWritten), number(demand.rowsPolled)],
        percent(demand.polls / demand.database),
      ];
    }),
  );

const stepRow = (name: string, { demand, instances, limits, activity }: Planned) => [
  ...[activity.name, name, instances ?? "none suffices", number(demand.instance), number(demand.received)],
  ...[number(demand.redis), number(demand.database), number(demand.rowsPolled), fullest(limits)],
];

export const steps = () =>
  table(
    [
      "hour: ",
      "and: ",
      "instances",
      "cores each",
      "receives /s each",
      "cores of Redis",
      "of Postgres",
      "rows polled /s",
      "full first: ",
    ],
    [
      stepRow(TODAY.name, planFor(1_000_000, OFFICE!)),
      ...STEPS.map(({ name }, i) => stepRow(name, planFor(1_000_000, OFFICE!, STEPS.slice(0, i + 1)))),
      stepRow("all of these", planFor(1_000_000, BUSY!, STEPS)),
    ],
  );
