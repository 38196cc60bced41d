// What every rule of chat may use: the services' only way to the outside. Built once an instance by `lib/assemble.ts`.

import type { Database } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import type { Limits } from "../protocol/limits.ts";
import type { Writer } from "./writer.ts";
import type { MarkWriter } from "./marks.ts";
import type { Passwords } from "./passwords.ts";
import type { Tokens } from "./tokens.ts";

export interface Deps {
  db: Database;
  bus: Bus;
  limits: Limits;
  writer: Writer;
  marks: MarkWriter;
  passwords: Passwords;
  tokens: Tokens;
  /** Tells those who may know what these people's status is now; at most once in five seconds a person. */
  tellStatus(userIds: readonly string[]): void;
  /** The opaque word that changes on every restore, fail-over or unclean loss. */
  epoch(): string;
  settings: {
    /** closed: contacts and search show only people one shares a conversation with */
    directory: "open" | "closed";
    sessionDays: number;
  };
}

/** Who asks: a signed-in person, on one session of theirs. */
export interface Actor {
  userId: string;
  sessionId: string;
}
