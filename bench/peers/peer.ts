// The one interface behind which a system is measured, and what all of them get: a world of people and rooms, and a Postgres and a
// Redis that are real.

import type { PostgresServer } from "../../tests/support/postgres.ts";
import type { RedisServer } from "../../tests/support/redis.ts";

/** Who is there, and who shares what. */
export interface World {
  /** ids (UUIDs) */
  people: string[];
  rooms: Room[];
  /** messages in each room at the beginning */
  history?: number;
  /** whether these can be searched */
  isIndexed?: true;
}

export interface Room {
  id: string;
  /** two people, instead of a group */
  private: boolean;
  /** places in `people` */
  members: number[];
  /** how many of them, from the first on, speak; all unless told */
  speakers?: number;
  /** how many of them, from the last on, stop reading */
  stalled?: number;
  /** messages a second of its own */
  rate?: number;
  /** its times are counted apart */
  beside?: boolean;
}

/** What a benchmark has for its systems. */
export interface Ground {
  postgres: PostgresServer;
  redis: RedisServer;
  /** a folder for what is built and installed */
  folder: string;
}

/** A system with a world in it, which can be started again and again. */
export interface Site {
  /** what each person signs in with, in the order of `people` */
  tokens: string[];
  /** @param port where it shall listen, if that matters */
  start(instances: number, port?: number): Promise<Running>;
  /** @returns how many different messages of this run the database holds; undefined: it stores nothing */
  stored(run: number): Promise<number | undefined>;
  /** @returns how many of these read marks it does not hold; a system without them has no such thing */
  unread?(marks: readonly { user: string; room: string; seq: number }[]): Promise<number>;
  /** the database, where its statements can be counted */
  url?: string;
  /** lets go of what is large on the disk */
  close?(): Promise<void>;
}

export interface Running extends AsyncDisposable {
  ports: number[];
  pids: number[];
}

/** A system. */
export interface Peer {
  name: string;
  /** what it does with a message, for the table */
  does: string;
  /** how the generator speaks to it */
  dialect: { dialect: "json" | "socketio" | "nats" | "xmpp"; path: string; subprotocol?: string; acks: boolean };
  /** @throws with a sentence that says what this machine lacks */
  prepare(world: World, ground: Ground): Promise<Site>;
}
