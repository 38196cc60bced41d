// The one interface behind which a system is measured, and what all of them get: a world of people and rooms, and a Postgres and a
// Redis that are real.

import type { PostgresServer } from "../../tests/support/postgres.ts";
import type { RedisServer } from "../../tests/support/redis.ts";

/** Who is there, and who shares what. */
export interface World {
  /** ids (UUIDs) */
  people: string[];
  rooms: Room[];
  /** messages in each room at the beginning; where pages are measured */
  history?: number;
}

export interface Room {
  id: string;
  /** two people, instead of a group */
  private: boolean;
  /** places in `people` */
  members: number[];
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
  start(instances: number): Promise<Running>;
  /** @returns how many different messages of this run the database holds; undefined: it stores nothing */
  stored(run: number): Promise<number | undefined>;
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
  dialect: { dialect: "json" | "socketio" | "nats"; path: string; subprotocol?: string; acks: boolean };
  /** @throws with a sentence that says what this machine lacks */
  prepare(world: World, ground: Ground): Promise<Site>;
}
