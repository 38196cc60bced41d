// The command line of `deno task bench`.

import { FULL, type Sizes, SMALL } from "./workload.ts";

const isGiven = (name: string) => Deno.args.includes(`--${name}`);
const option = (name: string) => Deno.args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const list = (name: string) => option(name)?.split(",");

/** `--small`: everything works, and the figures mean nothing */
const isSmall = isGiven("small");

export const only = list("only");
export const systems = list("systems");
export const isAll = isGiven("all");
export const isGrowth = isGiven("growth");
export const rounds = Number(option("rounds") ?? (isSmall ? 1 : 3));
export const sizes: Sizes = {
  ...isSmall ? SMALL : FULL,
  seconds: Number(option("seconds") ?? (isSmall ? 1 : 2)),
  idle: Number(option("idle") ?? (isSmall ? SMALL.returning : 2_000)),
};
/** only prints: a part of it does not take the place of the whole */
export const isDry = isSmall || isGiven("dry") || only !== undefined || systems !== undefined;
