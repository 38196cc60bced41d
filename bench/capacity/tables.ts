// The tables of docs/capacity.md, by the name that the page calls each by.

import { activity, assumed, channels, decided, measured, message, rules, sample, tiers } from "./basis_tables.ts";
import { answer, database, hints, reaches, sockets, steps } from "./load_tables.ts";

export const TABLES: Record<string, () => string> = {
  ...{ answer, reaches, hints, sockets, database, steps },
  ...{ message, rules, channels, tiers, activity, decided, sample, measured, assumed },
};
