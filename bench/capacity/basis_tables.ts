// What a plan rests on: what people do, what each thing costs, what was decided; and what a single message makes.

import { ACTIVITIES, TIERS } from "./activity.ts";
import { CHANNELS, channelsNeeded } from "./channels.ts";
import { ALL_COSTS, BYTES, type Cost, DATABASE, PLAN, SERVER } from "./costs.ts";
import { PEOPLE } from "./load_tables.ts";
import { exact, percent, table } from "./markdown.ts";
import { oneMessage } from "./one_message.ts";
import { sampleOf } from "./plan.ts";
import { meanSize } from "./world.ts";

export const message = () =>
  table(
    ["members connected", "handed on", "marks stored", "hints", "frames of marks", "rows written"],
    [2, 6, 30, 64, 65, 340, 2_500].map((members) => oneMessage(members).map(exact)),
  );

/** What is left of the costs for who counts by hand. */
export const rules = () =>
  table(["of: ", "what it takes: "], [
    [
      "an event loop",
      `${SERVER.write.value} us a write to a socket, ${SERVER.message.value} a message said, ${SERVER.mark.value} a mark`,
    ],
    [
      "every event loop",
      `${SERVER.wanted.value} us a hint that somebody there wants, ${SERVER.unwanted.value} one that nobody does`,
    ],
    [
      "so an instance hears",
      `${exact(Math.floor(PLAN.busy * 1e6 / SERVER.wanted.value))} hints a second at most, and does nothing else then`,
    ],
    [
      "Postgres",
      `${DATABASE.message.value} us a message, ${DATABASE.mark.value} a mark, ${DATABASE.commit.value} a commit`,
    ],
    ["Postgres, for polls", `${DATABASE.headRow.value} us × instances for all that changed: messages, marks, presence`],
    [
      "disk",
      `${
        exact(BYTES.message.value + BYTES.index.value)
      } bytes a message, and what is said beyond some ${BYTES.content.value}`,
    ],
    [
      "memory of an instance",
      `${exact(BYTES.instance.value / 1e6)} MB, and ${exact(BYTES.connection.value / 1_024)} KiB a connection`,
    ],
  ]);

export const channels = () =>
  table(
    ["people on the instance", `channels of ${CHANNELS} that it needs`],
    [1, 10, 30, 100].map((people) => [people, channelsNeeded(people)]),
  );

export const tiers = () =>
  table(
    ["conversations: ", "of each person", "members connected", "on average", "of the messages", "have it on screen"],
    TIERS.map(({ name, each, least, most, messages, onScreen }) => [
      ...[
        name,
        each,
        least === most ? least : `${exact(least)} – ${exact(most)}`,
        exact(Math.round(meanSize(least, most))),
      ],
      ...[percent(messages), percent(onScreen)],
    ]),
  );

export const activity = () =>
  table(
    ["each person in an hour: ", ...ACTIVITIES.map(({ name, title }) => `${name}: ${title}`)],
    ([
      ["messages", "messages"],
      ["seconds of typing before each", "writing"],
      ["becomes idle or active", "idling"],
      ["connects anew", "reconnects"],
      ["conversations to catch up with then", "behind"],
      ["pages of history", "pages"],
      ["opens the chat page", "visits"],
      ["searches", "searches"],
    ] as const).map(([title, key]) => [title, ...ACTIVITIES.map((it) => it[key])]),
  );

const costRows = (bases: readonly Cost["basis"][]) =>
  ALL_COSTS.filter(({ basis }) => bases.includes(basis)).map(({ what, value, unit, basis, source }) => [
    ...[what, exact(value), unit, basis === "assumed" ? source : `${basis}: ${source}`],
  ]);

export const decided = () =>
  table(["decided: ", "value"], [
    ["how busy an event loop, a Redis and the cores of Postgres may be", percent(PLAN.busy)],
    ["connections of an instance at most", exact(PLAN.connectionsPerInstance)],
    ["cores of Postgres", PLAN.databaseCores],
    ["network of Redis, Gbit/s", exact(PLAN.network * 8 / 1e9)],
    ["WAL of a primary, MB/s", exact(PLAN.wal / 1e6)],
    ["hours like this one in a year", exact(PLAN.hoursAYear)],
  ]);

export const sample = () =>
  table(
    ["connected", "simulated", "each stands for"],
    PEOPLE.map((people) => {
      const { sample, scale } = sampleOf(people);
      return [exact(people), exact(sample), scale];
    }),
  );

const HEADS = ["what: ", "value", "unit: "] as const;
export const measured = () => table([...HEADS, "from: "], costRows(["measured", "derived"]));
export const assumed = () => table([...HEADS, "why: "], costRows(["assumed"]));
