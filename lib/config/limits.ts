// The names by which an operator changes the limits of the wire contract (`LIMIT_MESSAGE_BYTES` for `messageBytes`), and how far
// each may go. The limits themselves and their defaults are in `lib/protocol/limits.ts`.

import { DEFAULT_LIMITS, type Limits } from "../protocol/limits.ts";
import { whole } from "./values.ts";

type Name = keyof Limits;
type ChangeableLimits = { -readonly [K in Name]: number };

/** What the schemas of the wire hold as a constant can be lowered here, not raised; PGlite and the hub bound the rest. */
const RANGES: Partial<Record<Name, readonly [min: number, max: number]>> = {
  usernameMin: [1, 32],
  usernameMax: [2, 256],
  passwordMin: [6, 1_024],
  passwordMax: [32, 4 * DEFAULT_LIMITS.passwordMax],
  nameMax: [1, DEFAULT_LIMITS.nameMax],
  descriptionMax: [1, DEFAULT_LIMITS.descriptionMax],
  messageBytes: [1, DEFAULT_LIMITS.frameBytes],
  frameBytes: [1_024, 16 * 1024 * 1024],
  bodyBytes: [1_024, 64 * 1024 * 1024],
  arrayFrames: [1, 1_024],
  groupMembersDefault: [1, DEFAULT_LIMITS.groupMembersMax],
  groupMembersMax: [1, DEFAULT_LIMITS.groupMembersMax],
  sendBudgetBytes: [16 * 1024, 64 * 1024 * 1024],
  // Beyond, the archive of somebody's own would not fit into a ZIP.
  fileBytes: [1, 1024 * 1024 * 1024],
  filesPerMessage: [1, DEFAULT_LIMITS.filesPerMessage],
  fileBytesPerPerson: [1, 3 * 1024 * 1024 * 1024],
  imagePixels: [1, 1_000_000_000],
  pageDefault: [1, DEFAULT_LIMITS.pageMax],
  pageMax: [1, DEFAULT_LIMITS.pageMax],
};
const ANY = [1, 1_000_000] as const;

/** A smaller one must not be above the larger one. */
const ORDERED: readonly (readonly [Name, Name])[] = [
  ["usernameMin", "usernameMax"],
  ["passwordMin", "passwordMax"],
  ["pageDefault", "pageMax"],
  ["groupMembersDefault", "groupMembersMax"],
  ["messageBytes", "frameBytes"],
  ["frameBytes", "sendBudgetBytes"],
  ["fileBytes", "fileBytesPerPerson"],
];

export const LIMIT_NAMES = Object.keys(DEFAULT_LIMITS).filter((key): key is Name => key in DEFAULT_LIMITS);

export const limitKey = (name: Name): string => `LIMIT_${name.replaceAll(/[A-Z]/g, "_$&").toUpperCase()}`;

/** Reads every `LIMIT_*` of `env`; what is wrong goes to `problems`, one sentence each. */
export function readLimits(env: Record<string, string | undefined>, problems: string[]): ChangeableLimits {
  const limits: ChangeableLimits = { ...DEFAULT_LIMITS };
  const known = new Map(LIMIT_NAMES.map((name) => [limitKey(name), name]));
  for (const [key, value] of Object.entries(env)) {
    if (!key.startsWith("LIMIT_") || value === undefined || value === "") continue;
    const name = known.get(key);
    if (name === undefined) {
      problems.push(`${key} is not a limit: expected one of ${[...known.keys()].join(", ")}`);
      continue;
    }
    const parsed = whole(...(RANGES[name] ?? ANY)).safeParse(value);
    if (parsed.success) limits[name] = parsed.data;
    else problems.push(`${key} is "${value}": ${parsed.error.issues[0]?.message}`);
  }
  return limits;
}

/** What is wrong between limits, as sentences. */
export const disorder = (limits: Limits): string[] =>
  ORDERED.filter(([small, large]) => limits[small] > limits[large]).map(([small, large]) =>
    `${limitKey(small)} is ${limits[small]}: expected at most ${limitKey(large)}, which is ${limits[large]}`
  );
