// From an authenticated upgrade to a connection in the hub: counts the sockets of each person, greets, and watches for peers that
// stopped reading.

import { CLOSE, ParleyError } from "../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../protocol/limits.ts";
import type { WelcomeFrame } from "../protocol/server_frames.ts";
import type { Actor, Deps } from "../services/deps.ts";
import { newId } from "../services/ids.ts";
import { Connection } from "./connection.ts";
import { createDispatch } from "./dispatch.ts";
import type { Hub } from "./hub.ts";
import type { Person } from "./person.ts";
import { SessionWatch } from "./session_watch.ts";

/** The runtime pings a silent peer this often, and gives it up when no answer comes. */
export const HEARTBEAT_SECONDS = 30;

const STALL_CHECK_MS = 5_000;
const STALL_MS = 30_000;
const OPEN_MS = 10_000;
const LAST_WORDS_MS = 1_000;

export class Sockets {
  readonly #perPerson = new Map<string, number>();
  readonly #dispatch;
  readonly #sessions;
  readonly #clock = setInterval(() => this.#checkStalls(), STALL_CHECK_MS);
  #closing = false;

  constructor(readonly deps: Deps, readonly hub: Hub, readonly onError: (error: unknown) => void) {
    this.#dispatch = createDispatch(deps, hub);
    this.#sessions = new SessionWatch(deps);
  }

  /** To be asked before the upgrade. @throws ParleyError `rate_limited` `not_ready` */
  admit(actor: Actor): void {
    if (this.#closing) throw new ParleyError("not_ready", "Parley is stopping.", { retryAfter: 1 });
    const open = this.#perPerson.get(actor.userId) ?? 0;
    if (open < this.deps.limits.socketsPerPerson) return;
    throw new ParleyError("rate_limited", `You have ${open} connections open already.`, { retryAfter: 10 });
  }

  /**
   * Takes over an upgraded socket.
   * @param arrays whether `parley.v1` was agreed on
   */
  accept(socket: WebSocket, actor: Actor, arrays: boolean): void {
    const { limits, metrics } = this.deps;
    this.#count(actor.userId, 1);
    metrics.counts.sockets.accepted++;
    let joined: Promise<void> | undefined;
    const gone = () => this.#count(actor.userId, -1);
    const connection = new Connection({
      id: newId(),
      actor,
      socket,
      arrays,
      limits,
      metrics,
      // What comes before the welcome waits for it.
      dispatch: async (connection, frame) => {
        if (joined !== undefined) await joined;
        if (connection.closed) throw new ParleyError("session_ended", "This socket is closed."); // and nothing was done
        return await this.#dispatch(connection, frame);
      },
      onClose: (connection) => {
        clearTimeout(opening);
        this.#sessions.delete(connection);
        this.hub.leave(connection);
        // One that we closed may hold what a stalled peer does not read: it counts until it is gone.
        if (socket.readyState === WebSocket.CLOSED || socket.readyState === WebSocket.CONNECTING) gone();
        else socket.addEventListener("close", gone, { once: true });
      },
      onError: this.onError,
    });
    const opening = setTimeout(() => connection.close(CLOSE.tryAgainLater, "never opened"), OPEN_MS);
    const join = async () => {
      clearTimeout(opening);
      try {
        await this.hub.join(connection, (person, session) => {
          connection.outgoing.begin(this.#welcome(connection, person));
          this.#sessions.add(connection, session);
        });
        joined = undefined;
        if (this.#closing) connection.close(CLOSE.goingAway, "going away");
      } catch (error) {
        this.onError(error);
        connection.close(CLOSE.tryAgainLater, "not ready");
      }
    };
    joined = new Promise((resolve) => socket.onopen = () => resolve(join()));
    if (socket.readyState === WebSocket.OPEN) joined = join();
  }

  /**
   * No more sockets and no more frames; what is in flight is answered, then all are told to come back elsewhere.
   * @param finished what is in flight
   */
  async closeAll(finished: () => Promise<unknown>): Promise<void> {
    this.#closing = true;
    clearInterval(this.#clock);
    this.#sessions.stop();
    for (const connection of this.hub.connections) connection.stopReading();
    await finished();
    await new Promise((resolve) => setImmediate(resolve)); // the acks of the last commit are on their way
    for (const connection of [...this.hub.connections]) connection.close(CLOSE.goingAway, "going away");
    // Whoever stops the server next would cut off what is still on its way to them.
    const late = performance.now() + LAST_WORDS_MS;
    while (this.#perPerson.size > 0 && performance.now() < late) await new Promise((done) => setTimeout(done, 10));
  }

  /** What every client holds is no longer of this database: they come back, and the welcome tells them. */
  restart(): void {
    for (const connection of [...this.hub.connections]) connection.close(CLOSE.goingAway, "the database changed");
  }

  /** What peers have not read yet, over all sockets: bytes, and how many have been behind for a while. */
  unread(): { bytes: number; slow: number } {
    const sum = { bytes: 0, slow: 0 };
    for (const { outgoing } of this.hub.connections) {
      const { bytes, slow } = outgoing.unread();
      sum.bytes += bytes;
      if (slow) sum.slow++;
    }
    return sum;
  }

  #welcome(connection: Connection, person: Person): WelcomeFrame {
    return {
      type: "system",
      content: "Welcome to chat server",
      from: "server",
      to: person.id,
      connection_id: connection.id,
      epoch: this.deps.epoch(),
      me_rev: person.meRev,
      protocol: PROTOCOL_VERSION,
      heartbeat_seconds: HEARTBEAT_SECONDS,
    };
  }

  #count(userId: string, by: number): void {
    const count = (this.#perPerson.get(userId) ?? 0) + by;
    if (count > 0) this.#perPerson.set(userId, count);
    else this.#perPerson.delete(userId);
  }

  #checkStalls(): void {
    const now = performance.now();
    for (const connection of [...this.hub.connections]) connection.outgoing.checkStall(now, STALL_MS);
  }
}
