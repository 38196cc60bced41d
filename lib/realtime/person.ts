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

/** Somebody with at least one live socket on this instance; their sockets share one set of rooms. */
export interface Person {
  readonly id: string;
  username: string;
  meRev: number;
  readonly sockets: Set<Recipient>;
  readonly rooms: Map<string, Room>;
  /** private conversations with people whom they have blocked: no typing signs in either direction */
  readonly silent: Set<string>;
}
