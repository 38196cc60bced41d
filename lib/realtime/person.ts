// Somebody who is here, and a socket of theirs: as far as rooms and the hub have to do with them.

import type { Packet } from "./packet.ts";
import type { Room } from "./room.ts";

/** A socket, as far as a room has to do with it. */
export interface Recipient {
  readonly id: string;
  /** whether it takes array frames, as every client but the seed's does */
  readonly arrays: boolean;
  /** whether there was input on the device lately, as far as it says */
  readonly active: boolean;
  packet(packet: Packet): void;
}

/**
 * Somebody with at least one live socket on this instance; their sockets share one set of rooms. Lists, not sets: they are walked for
 * each message and hardly ever searched, and there are ten thousands of them. Whether they are in a room, the room knows.
 */
export interface Person {
  readonly id: string;
  username: string;
  meRev: number;
  readonly sockets: Recipient[];
  rooms: Room[];
  /** private conversations with people whom they have blocked: no typing signs in either direction */
  readonly silent: string[];
}

/** Takes `it` out of `list`. @returns whether it was there */
export function takeOut<T>(list: T[], it: T): boolean {
  const at = list.indexOf(it);
  if (at >= 0) list.splice(at, 1);
  return at >= 0;
}
