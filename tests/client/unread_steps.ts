// What may happen to a group and to the devices of one of its members, at random.

import fc from "fast-check";
import { ME, PEER } from "./model_views.ts";
import type { Stream } from "./unread_device.ts";
import type { Change } from "./unread_model.ts";

const speaks = fc.constantFrom("nobody" as const, "nobody" as const, "me" as const, "other" as const, "all" as const);
const of = fc.nat(30);
export const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant("send" as const), from: fc.constantFrom(ME, PEER, PEER), to: speaks }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("edit" as const), of, to: speaks }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constantFrom("delete" as const, "recall" as const, "hide" as const), of }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("react" as const), of }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("read" as const), upTo: fc.nat(20) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom("silent" as const, "leave" as const, "rejoin" as const) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("muted" as const, "archived" as const, "marked_unread" as const, "pinned" as const),
      on: fc.boolean(),
    }),
  },
);

export type Step =
  | { what: "server"; change: Change }
  | { what: "hear"; device: number; stream: Stream; isLost: boolean; isLate: boolean }
  | { what: "open" | "older" | "catchUp"; device: number }
  | { what: "reads"; device: number; upTo: number };

const device = fc.nat(2);
export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ what: fc.constant("server" as const), change }) },
    {
      weight: 6,
      arbitrary: fc.record({
        what: fc.constant("hear" as const),
        device,
        stream: fc.constantFrom("rev" as const, "me_rev" as const),
        isLost: fc.constantFrom(false, false, false, false, true),
        isLate: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ what: fc.constantFrom("open" as const, "older" as const, "catchUp" as const), device }),
    },
    { weight: 1, arbitrary: fc.record({ what: fc.constant("reads" as const), device, upTo: fc.nat(20) }) },
  ),
  { minLength: 5, maxLength: 60 },
);
