// Statuses, told to those who share a conversation with the person, and to their own devices; whoever is blocked hears nothing but that
// the other is gone.

import type { BusEvent, VisibilityEvent } from "../bus/bus.ts";
import { Packet } from "./packet.ts";
import type { PeopleTable } from "./people.ts";
import type { Person } from "./person.ts";
import type { Room } from "./room.ts";

type StatusEvent = Extract<BusEvent, { kind: "status" }>;

const STATUSES_MAX = 50_000;
const pairKey = (userId: string, viewerId: string): string => `${userId} ${viewerId}`;

export class Statuses {
  /** person → the status that was handed on last: the poll finds again what a hint told */
  readonly #told = new Map<string, string>();
  /** person and viewer → the last that was told of a block: a status that was read before it may come after it */
  readonly #hidden = new Map<string, { rev: number; is_hidden: boolean }>();

  constructor(readonly people: PeopleTable, readonly rooms: ReadonlyMap<string, Room>) {}

  status({ user_id: userId, conversations, hidden_from, frame }: StatusEvent): void {
    const state = `${frame.content.status} ${frame.content.last_seen}`;
    if (this.#told.get(userId) === state) return;
    if (this.#told.size >= STATUSES_MAX) this.#told.clear();
    // Somebody who is about to share a conversation with them does not hear this: the poll is to say it again.
    if (this.people.recent.reading) this.#told.delete(userId);
    else this.#told.set(userId, state);
    const audience = new Set<Person>();
    for (const id of conversations) for (const person of this.rooms.get(id)?.people.keys() ?? []) audience.add(person);
    // One's other devices are to know that one is busy.
    const self = this.people.get(userId);
    if (self !== undefined) audience.add(self);
    const packet = new Packet([JSON.stringify(frame)]);
    const hidden = new Set(hidden_from);
    for (const person of audience) {
      if (hidden.has(person.id) || this.#hidden.get(pairKey(userId, person.id))?.is_hidden) continue;
      for (const socket of person.sockets) socket.packet(packet);
    }
  }

  /** Told apart from statuses, and once: whoever is blocked must not hear anything each time that the other comes or goes. */
  visibility({ user_id, viewer_id, rev, is_hidden, conversations, frame }: VisibilityEvent): void {
    const viewer = this.people.get(viewer_id);
    const key = pairKey(user_id, viewer_id);
    if (viewer === undefined || (this.#hidden.get(key)?.rev ?? 0) >= rev) return;
    if (this.#hidden.size >= STATUSES_MAX) this.#hidden.clear();
    this.#hidden.set(key, { rev, is_hidden });
    if (!conversations.some((id) => this.rooms.get(id)?.people.has(viewer))) return;
    const packet = new Packet([JSON.stringify(frame)]);
    for (const socket of viewer.sockets) socket.packet(packet);
  }
}
