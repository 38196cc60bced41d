// The hub of one instance: who is here, which conversations they share, and what to do with each hint of the bus. It holds no
// truth: whatever it knows was read from the database and is repaired from there (`room.ts` by rev, `people.ts` by me_rev).

import type { Bus, BusEvent, ChangesEvent, Subscriber } from "../bus/bus.ts";
import type { LiveSession } from "../../db/sessions.ts";
import type { Counts } from "../metrics/counts.ts";
import type { Limits } from "../protocol/limits.ts";
import { assertNever, CLOSE } from "../protocol/errors.ts";
import type { ReadFrame } from "../protocol/server_frames.ts";
import type { Connection } from "./connection.ts";
import { Packet } from "./packet.ts";
import type { PeopleReader } from "./memberships.ts";
import { PeopleTable } from "./people.ts";
import { type Person, takeOut } from "./person.ts";
import type { Room, RoomHost } from "./room.ts";
import { Signs } from "./signs.ts";
import { Statuses } from "./statuses.ts";

/** What the hub reads from the database, and whom it tells about presence. */
export interface HubReader extends PeopleReader {
  changes: RoomHost["read"];
  /** @returns undefined if it has ended */
  session(sessionId: string): Promise<LiveSession | undefined>;
}
/** What a person's sockets here come to: none, none with input lately, or any. */
export type PresenceState = "gone" | "idle" | "active";
export interface PresenceListener {
  /** Called only when it is another state than before. */
  changed(userId: string, state: PresenceState): void;
}

export interface HubDeps {
  bus: Bus;
  limits: Limits;
  counts: Counts;
  reader: HubReader;
  presence: PresenceListener;
  onError(error: unknown): void;
}

export class Hub implements RoomHost, Subscriber {
  readonly rooms = new Map<string, Room>();
  readonly people: PeopleTable;
  readonly connections = new Set<Connection>();
  readonly #statuses: Statuses;
  readonly #signs: Signs;
  readonly #sessions = new Map<string, Set<Connection>>();
  /** person → the state that presence was told last; who is gone is not in it */
  readonly #present = new Map<string, PresenceState>();

  constructor(readonly deps: HubDeps) {
    this.people = new PeopleTable(deps.reader, this, deps.onError);
    this.#statuses = new Statuses(this.people, this.rooms);
    this.#signs = new Signs(this.rooms, deps.limits.smallGroup);
    deps.bus.subscribe(this);
  }

  /**
   * Enters a connection: once this resolves, `welcome` was called, and all that is delivered afterwards reaches the connection;
   * or the connection is closed.
   * @param welcome sends the first frame; runs in the same turn in which the connection begins to receive
   */
  async join(connection: Connection, welcome: (person: Person, session: LiveSession) => void): Promise<void> {
    const { userId, sessionId } = connection.actor;
    this.connections.add(connection);
    this.#sessionsOf(sessionId).add(connection);
    const { person, ready } = this.people.hold(userId);
    try {
      // It may have ended after it was checked and before the lines above, when nobody here listened for it.
      const [session] = await Promise.all([this.deps.reader.session(sessionId), ready]);
      if (!this.connections.has(connection)) return; // it closed while we were reading
      if (session === undefined) return connection.close(CLOSE.sessionEnded, "session ended");
      person.sockets.push(connection);
      this.#notePresence(person);
      welcome(person, session);
    } finally {
      this.people.release(person);
    }
  }

  /** Forgets a connection at once; closing it is its own affair. */
  leave(connection: Connection): void {
    if (!this.connections.delete(connection)) return;
    const ofSession = this.#sessionsOf(connection.actor.sessionId);
    ofSession.delete(connection);
    if (ofSession.size === 0) this.#sessions.delete(connection.actor.sessionId);
    const person = this.localPerson(connection.actor.userId);
    if (person === undefined || !takeOut(person.sockets, connection)) return;
    this.#notePresence(person);
    this.people.closeIfUnused(person);
  }

  /** There was input on a device, or none for a while. */
  activity(connection: Connection, active: boolean): undefined {
    if (connection.active === active) return;
    connection.active = active;
    const person = this.localPerson(connection.actor.userId);
    if (person?.sockets.includes(connection)) this.#notePresence(person);
  }

  /** Everybody with a socket here, and what presence was told of them. */
  present = (): ReadonlyMap<string, PresenceState> => this.#present;

  #notePresence(person: Person): void {
    const state = stateOf(person);
    if ((this.#present.get(person.id) ?? "gone") === state) return;
    if (state === "gone") this.#present.delete(person.id);
    else this.#present.set(person.id, state);
    this.deps.presence.changed(person.id, state);
  }

  /** Whether anybody here has to do with this conversation or person. */
  wants(id: string): boolean {
    return this.rooms.has(id) || this.localPerson(id) !== undefined || this.people.recent.reading;
  }

  /** One hint, from this instance or another. */
  receive(event: BusEvent): void {
    switch (event.kind) {
      case "changes":
        return this.#changes(event);
      case "person":
        return this.people.expect(event.user_id, event.me_rev);
      case "read":
        this.#ownRead(event.frame);
        return this.#signs.marks(event.conversation_id, [{ ...event.frame, me_rev: undefined }]);
      case "delivered":
        return this.#signs.marks(event.conversation_id, event.frames);
      case "typing":
        return this.#signs.typing(event.conversation_id, event.frame);
      case "session_ended":
        return this.endSession(event.session_id);
      case "status":
        return this.#statuses.status(event);
      case "visibility":
        return this.#statuses.visibility(event);
      default:
        return assertNever(event);
    }
  }

  endSession(sessionId: string): void {
    for (const connection of [...this.#sessions.get(sessionId) ?? []]) {
      connection.close(CLOSE.sessionEnded, "session ended");
    }
  }

  /** The conversation has come to `rev`, says the poll of the heads. */
  expect(conversationId: string, rev: number): void {
    this.people.recent.expect(conversationId, rev);
    this.rooms.get(conversationId)?.expect(rev);
  }

  localPerson = (userId: string): Person | undefined => this.people.get(userId);
  read: RoomHost["read"] = (...wanted) => {
    this.deps.counts.repairs++;
    return this.deps.reader.changes(...wanted);
  };
  joined = (person: Person): Promise<void> => this.people.refresh(person);

  /** Whoever is here is told of a conversation before anything of it, also where it is their own message that made it. */
  async introduced(userId: string, conversationId: string): Promise<void> {
    const person = this.localPerson(userId);
    if (person === undefined || this.rooms.get(conversationId)?.people.has(person)) return;
    await this.people.refresh(person);
  }

  empty = (room: Room): void => void this.rooms.delete(room.id);

  #changes(event: ChangesEvent): void {
    this.people.recent.remember(event);
    this.rooms.get(event.conversation_id)?.receive(event);
  }

  #ownRead(frame: ReadFrame): void {
    const person = this.localPerson(frame.from);
    if (person === undefined || frame.me_rev === undefined) return;
    const next = person.sockets.length > 0 && frame.me_rev === person.meRev + 1;
    if (!next) return this.people.expect(person.id, frame.me_rev);
    person.meRev = frame.me_rev;
    const packet = new Packet([JSON.stringify(frame)]);
    for (const socket of person.sockets) socket.packet(packet);
  }

  #sessionsOf(sessionId: string): Set<Connection> {
    const found = this.#sessions.get(sessionId);
    if (found !== undefined) return found;
    const fresh = new Set<Connection>();
    this.#sessions.set(sessionId, fresh);
    return fresh;
  }
}

function stateOf({ sockets }: Person): PresenceState {
  if (sockets.length === 0) return "gone";
  for (const socket of sockets) if (socket.active) return "active";
  return "idle";
}
