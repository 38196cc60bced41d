// Would it help to subscribe only to the channels that somebody here needs? Channels are chosen by a hash, as `lib/bus/encoding.ts` does.

import { channelOf } from "../../lib/bus/encoding.ts";
import { settingInfos } from "../../lib/config/settings.ts";
import { type Random, seeded } from "../search/random.ts";
import { TIERS } from "./activity.ts";

export const CHANNELS = Number(settingInfos.find(({ name }) => name === "BUS_CHANNELS")?.default);

/** Of so many people's conversations and their own hints, if no two share any. @returns how many channels they need */
export function channelsNeeded(people: number): number {
  const random = seeded(people);
  const each = 1 + TIERS.reduce((sum, { each }) => sum + each, 0);
  const ids = Array.from({ length: Math.round(people * each) }, () => idBy(random));
  return new Set(ids.map((user_id) => channelOf({ kind: "person", user_id, me_rev: 1 }, CHANNELS))).size;
}

const idBy = (random: Random): string =>
  [8, 4, 4, 4, 12].map((digits) =>
    Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join("")
  ).join("-");
