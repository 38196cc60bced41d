// A deployment of real hubs in one process: sockets, rooms, announcements and the encoding of hints are Parley's; only the way from one
// instance to the others is a loop in place of Redis, which counts as `lib/bus/redis.ts` does.

import { setImmediate } from "node:timers";
import type { Said } from "../../bench/capacity/tally.ts";
import type { Conversation, World } from "../../bench/capacity/world.ts";
import type { Subscriber } from "../../db/subscriptions.ts";
import type { Bus } from "../../lib/bus/bus.ts";
import { ANYBODY, decode, encode, open } from "../../lib/bus/encoding.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { noCounts } from "../../lib/metrics/counts.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import { Connection } from "../../lib/realtime/connection.ts";
import { Hub } from "../../lib/realtime/hub.ts";
import { statusEvent } from "../../lib/realtime/presence.ts";
import { announceMessages } from "../../lib/services/announce.ts";
import { deliveredFrame, readFrame } from "../../lib/services/marks.ts";

const SESSION = { user_id: "", expires_at: "2999-01-01T00:00:00.000Z", stale: false, now: "" };
/** As many turns of the loop as it takes to write to everybody, however long those take on a busy machine. */
const turn = async () => {
  for (let i = 0; i < TURNS; i++) await new Promise((resolve) => setImmediate(resolve));
};
const TURNS = 10;

export async function deployed(world: World) {
  const { conversations, of } = world.society;
  const ids = new Map(conversations.map((conversation) => [conversation, crypto.randomUUID()]));
  const people = of.map(() => crypto.randomUUID());
  const placeOf = new Map(people.map((id, person): [string, number] => [id, person]));
  const counts = { published: 0, received: 0, wanted: 0 };
  const metrics = createMetrics();
  const { sent } = metrics.counts;
  const hubs: Hub[] = [];

  const busOf = (instance: number): Bus => {
    const local = memoryBus({ alone: false });
    return {
      ...local,
      publish(event) {
        local.publish(event);
        counts.published++;
        for (const hub of hubs.filter((_, other) => other !== instance)) {
          counts.received++;
          const envelope = open(encode(String(instance), event))!;
          if (envelope.id !== ANYBODY && !hub.wants(envelope.id)) continue;
          counts.wanted++;
          hub.receive(decode(envelope));
        }
      },
    };
  };

  const buses = Array.from({ length: world.instances }, (_, instance) => busOf(instance));
  for (const bus of buses) {
    hubs.push(
      new Hub({
        ...{ bus, limits: DEFAULT_LIMITS, counts: noCounts(), presence: { changed() {} } },
        onError: (error) => {
          throw error;
        },
        reader: {
          subscribers: (ids) => Promise.resolve(ids.map(subscriberOf)),
          personal: () => Promise.reject(new Error("nothing of one's own changes here")),
          changes: () => Promise.reject(new Error("no hint is lost here")),
          session: (id) => Promise.resolve({ ...SESSION, id }),
        },
      }),
    );
  }

  const subscriberOf = (user_id: string): Subscriber => ({
    ...{ user_id, username: "somebody", me_rev: 0 },
    subscriptions: of[placeOf.get(user_id)!]!.map((conversation) => {
      const id = ids.get(conversation)!;
      return [id, "group", 0, 1, 1, conversation.members.length, false];
    }),
  });

  const connections = await Promise.all(people.map(async (userId, person) => {
    const hub = hubs[world.home[person]!]!;
    const socket = { readyState: WebSocket.OPEN, bufferedAmount: 0, send() {}, close() {} };
    const connection: Connection = new Connection({
      ...{ id: crypto.randomUUID(), actor: { userId, sessionId: userId }, socket: socket as unknown as WebSocket },
      ...{ arrays: true, limits: DEFAULT_LIMITS, metrics, dispatch: () => Promise.resolve(undefined) },
      onClose: (it) => hub.leave(it),
      onError: (error) => {
        throw error;
      },
    });
    await hub.join(connection, () => connection.outgoing.begin({ type: "ok", ref: "welcome" }));
    return connection;
  }));
  await turn();
  Object.assign(sent, { frames: 0, bytes: 0, writes: 0 });

  const revs = new Map<Conversation, number>();
  const meRevs = new Map<number, number>();
  const next = <Key>(numbers: Map<Key, number>, key: Key): number => {
    const number = (numbers.get(key) ?? 0) + 1;
    numbers.set(key, number);
    return number;
  };
  let moment = 0;
  let seq = 0;

  return {
    /** What one transaction of this instance stored, with its acks. */
    async says(instance: number, said: readonly Said[]): Promise<void> {
      announceMessages(
        buses[instance]!,
        said.map(({ conversation, sender }) => storedBy(people[sender]!, connections[sender]!.id, conversation)),
      );
      for (const { sender } of said) connections[sender]!.send({ type: "ok", ref: "in the place of an ack" });
      await turn();
    },
    /** Marks that one transaction of this instance moved. */
    async marks(instance: number, conversation: Conversation, delivered: number[], read: number[]): Promise<void> {
      seq++;
      const conversation_id = ids.get(conversation)!;
      const markOf = (person: number) => ({
        conversation_id,
        user_id: people[person]!,
        delivered_seq: seq,
        read_seq: seq,
      });
      // As the writer of marks does it: of a large conversation these are not announced.
      const isSmall = conversation.members.length <= DEFAULT_LIMITS.smallGroup;
      const frames = (isSmall ? delivered : []).map((person) => deliveredFrame(markOf(person)));
      if (frames.length > 0) buses[instance]!.publish({ kind: "delivered", conversation_id, frames });
      for (const person of read) {
        const frame = readFrame({ ...markOf(person), me_rev: next(meRevs, person), message_id: null, peer_id: null });
        buses[instance]!.publish({ kind: "read", conversation_id, frame });
      }
      await turn();
    },
    async types(conversation: Conversation, person: number): Promise<void> {
      const conversation_id = ids.get(conversation)!;
      const content = { username: "somebody", typing: true };
      const frame = {
        type: "typing",
        from: people[person]!,
        to: undefined,
        group_id: conversation_id,
        content,
      } as const;
      buses[world.home[person]!]!.publish({ kind: "typing", conversation_id, frame });
      await turn();
    },
    async tells(person: number): Promise<void> {
      const small = of[person]!.filter(({ members }) => members.length <= DEFAULT_LIMITS.smallGroup);
      buses[world.home[person]!]!.publish(statusEvent({
        ...{ user_id: people[person]!, status: "online", last_seen: new Date(moment++).toISOString(), hidden_from: [] },
        conversations: small.map((conversation) => ids.get(conversation)!),
      }));
      await turn();
    },
    /** What was counted since it was asked last. */
    counted() {
      const { frames, writes } = sent;
      const all = { ...counts, frames, writes };
      Object.assign(counts, { published: 0, received: 0, wanted: 0 });
      Object.assign(sent, { frames: 0, bytes: 0, writes: 0 });
      return all;
    },
    close: () => connections.forEach((connection) => connection.close(1_001, "over")),
  };

  function storedBy(sender_id: string, origin: string, conversation: Conversation) {
    const conversation_id = ids.get(conversation)!;
    const id = crypto.randomUUID();
    const rev = next(revs, conversation);
    const row = {
      ...{ conversation_id, sender_id, id, client_id: null, content: "hello", message_type: "text" },
      ...{ reply_to: null, forwarded_from: null, kind: "group" as const },
    };
    return {
      pending: {
        ...{ row, doubtful: false, resolve() {}, reject() {} },
        command: {
          ...{
            conversationId: conversation_id,
            senderId: sender_id,
            to: undefined,
            content: "hello",
            clientId: undefined,
          },
          ...{ messageType: "text" as const, replyTo: undefined, origin },
        },
      },
      outcome: {
        ...{ id, outcome: "stored" as const, stored_id: id, seq: rev, rev, created_at: "2026-11-28T12:00:00.000Z" },
        ...{ mentions: null, mentions_all: false, attachments: null, message_type: null },
      },
    };
  }
}
