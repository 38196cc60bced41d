// A socket lives as long as its session: nothing tells of one that runs out, so somebody has to look when it is due. It may have been
// extended meanwhile, and then the socket lives on. One timer for all: a timer each costs a kilobyte a socket.

import { CLOSE } from "../protocol/errors.ts";
import type { LiveSession } from "../../db/sessions.ts";
import type { Deps } from "../services/deps.ts";
import type { Connection } from "./connection.ts";

const LOOK_MS = 500;
const RETRY_MS = 1_000;

export class SessionWatch {
  /** connection → when it is due, in ms by the database's clock; Infinity while it is being looked at */
  readonly #due = new Map<Connection, number>();
  readonly #timer = setInterval(() => this.#look(), LOOK_MS);

  constructor(readonly deps: Pick<Deps, "clock" | "liveSessions">) {}

  /** Closes the connection once `session`, which is its own, is over. */
  add(connection: Connection, session: LiveSession): void {
    this.#due.set(connection, Date.parse(session.expires_at));
  }

  delete(connection: Connection): void {
    this.#due.delete(connection);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = this.deps.clock.now();
    for (const [connection, at] of this.#due) if (at <= now) void this.#ask(connection);
  }

  async #ask(connection: Connection): Promise<void> {
    this.#due.set(connection, Infinity);
    const found = await this.deps.liveSessions.find(connection.actor.sessionId).catch(() => "unknown" as const);
    if (!this.#due.has(connection)) return;
    if (found === "unknown") this.#due.set(connection, this.deps.clock.now() + RETRY_MS);
    else if (found !== undefined) this.add(connection, found);
    else connection.close(CLOSE.sessionEnded, "session ended");
  }
}
