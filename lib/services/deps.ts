// What every rule of chat may use: the services' only way to the outside. Built once an instance by `lib/assemble.ts`.

import type { Database } from "../../db/sql.ts";
import type { ChangesReader } from "./changes_read.ts";
import type { Bus } from "../bus/bus.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Limits } from "../protocol/limits.ts";
import type { Writer } from "./writer.ts";
import type { MarkWriter } from "./marks.ts";
import type { Passwords } from "./passwords.ts";
import type { Tokens } from "./tokens.ts";
import type { LiveSessions } from "./live_sessions.ts";
import type { Rate } from "./rates.ts";
import type { SignInLimits } from "./sign_in_limits.ts";
import type { Uploads } from "./uploads.ts";
import type { Clock } from "../clock.ts";

export interface Deps {
  db: Database;
  bus: Bus;
  limits: Limits;
  metrics: Metrics;
  writer: Writer;
  marks: MarkWriter;
  passwords: Passwords;
  tokens: Tokens;
  /** Read once for all who ask for the same. */
  changes: ChangesReader;
  /** Whether a session lives, asked of the database once a turn for all who ask. */
  liveSessions: LiveSessions;
  signIns: SignInLimits;
  searches: Rate;
  /** Everything that is changed or sent by a request; sockets have buckets of their own. */
  writes: Rate;
  exports: Rate;
  uploads: Uploads;
  /** The database's time. */
  clock: Clock;
  /** Tells those who may know what these people's status is now; at most once in five seconds a person. */
  tellStatus(userIds: readonly string[]): void;
  /** The opaque word that changes on every restore, fail-over or unclean loss. */
  epoch(): string;
  settings: {
    /** closed: contacts and search show only people one shares a conversation with */
    directory: "open" | "closed";
    sessionDays: number;
    tokenHours: number;
  };
}

/** Who asks: a signed-in person, on one session of theirs. */
export interface Actor {
  userId: string;
  sessionId: string;
}
