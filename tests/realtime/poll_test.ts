// The poll of the heads: who has heard of a mark reads nothing more of it, and who has not is told all the same. It brings the
// database's time.

import assert from "node:assert/strict";
import type { Database } from "../../db/sql.ts";
import type { Bus } from "../../lib/bus/bus.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { databaseClock } from "../../lib/clock.ts";
import { noCounts } from "../../lib/metrics/counts.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import { Connection } from "../../lib/realtime/connection.ts";
import { Hub } from "../../lib/realtime/hub.ts";
import { Poll } from "../../lib/realtime/poll.ts";
import { createReader } from "../../lib/realtime/reader.ts";
import type { Actor, Deps } from "../../lib/services/deps.ts";
import * as members from "../../lib/services/members.ts";
import { type Chat, onBoth } from "../services/chat.ts";
import { seen, stage } from "../services/told.ts";
import type { Frame } from "../support/person.ts";
import { waitUntil } from "../support/wait.ts";

const SESSION = { id: "s", user_id: "", expires_at: "2999-01-01T00:00:00.000Z", stale: false, now: "" };
const fail = (error: unknown) => {
  throw error;
};

/** An instance with somebody on it: what they are told, and what its poll asks the database. */
async function instance(chat: Chat, who: Actor, bus: Bus) {
  const asked: string[] = [];
  const db: Database = {
    ...chat.db,
    query: (text, params) => {
      asked.push(text);
      return chat.db.query(text, params);
    },
  };
  const { limits } = chat;
  const liveSessions = { find: () => Promise.resolve(SESSION) } as unknown as Deps["liveSessions"];
  const reader = createReader({ ...chat, liveSessions } as unknown as Deps);
  const hub: Hub = new Hub({ bus, limits, counts: noCounts(), reader, presence: { changed() {} }, onError: fail });
  const frames: Frame[] = [];
  const send = (text: string) => void frames.push(...[JSON.parse(text)].flat());
  const socket = { readyState: WebSocket.OPEN, bufferedAmount: 0, send, close() {} } as unknown as WebSocket;
  const connection: Connection = new Connection({
    ...{ id: crypto.randomUUID(), actor: who, socket, arrays: true, limits, metrics: createMetrics() },
    ...{ dispatch: () => Promise.resolve(undefined), onClose: (it) => hub.leave(it), onError: fail },
  });
  await hub.join(connection, () => connection.outgoing.begin({ type: "ok", ref: "welcome" }));
  const poll = new Poll({ db, bus, hub, smallGroup: limits.smallGroup, onTime() {}, onEpoch() {}, onError: fail });
  await poll.start();
  return {
    /**
     * Looks once more, and ends it.
     * @param count marks that are to come
     * @returns the marks that came, and whether the database was asked for any
     */
    async look(count: number): Promise<{ told: unknown[]; hasRead: boolean }> {
      const told = () =>
        frames.filter(({ type }) => type === "read" || type === "delivered")
          .map(({ type, read_seq, delivered_seq }) => [type, read_seq ?? delivered_seq]).toSorted();
      poll.now();
      await waitUntil("the marks", () => told().length >= count);
      await poll.stop();
      connection.close(1_001, "over");
      return { told: told(), hasRead: asked.some((text) => text.includes("p.delivered_seq, p.read_seq")) };
    },
  };
}

onBoth("a mark whose hint came is not read again, one whose hint was lost is told by the poll", async (chat) => {
  const { id, anna, bert, message } = await stage(chat);
  const { seq } = await seen(chat, anna, message);
  await chat.say(anna, id, "more");
  const there = await instance(chat, anna, chat.bus);
  const deaf = await instance(chat, anna, memoryBus({ alone: true }));
  const hard = memoryBus({ alone: true });
  chat.bus.subscribe({ wants: () => true, receive: (event) => event.kind === "delivered" && hard.publish(event) });
  const hardOfHearing = await instance(chat, anna, hard);
  await chat.marks.move({ conversation_id: id, user_id: bert.userId, delivered_seq: seq + 1, read_seq: 0 });
  await chat.marks.move({ conversation_id: id, user_id: bert.userId, delivered_seq: seq + 1, read_seq: seq });
  const told = [["delivered", seq + 1], ["read", seq]];
  assert.deepEqual(await there.look(2), { told, hasRead: false });
  for (const one of [deaf, hardOfHearing]) assert.deepEqual(await one.look(2), { told, hasRead: true });
});

onBoth("an instance whose own clock is days ahead has the database's time before it serves anybody", async (chat) => {
  const clock = databaseClock();
  clock.learn(new Date(Date.now() + 40 * 86_400_000).toISOString());
  const poll = new Poll({ ...chat, hub: {} as Hub, smallGroup: 0, onTime: clock.learn, onEpoch() {}, onError: fail });
  await poll.start();
  await poll.stop();
  assert.ok(Math.abs(clock.now() - Date.now()) < 60_000, new Date(clock.now()).toISOString());
});

onBoth(
  "of who has just joined it is told what their device has got, not that they had read what was there",
  async (chat) => {
    const { id, owner, anna } = await stage(chat);
    const carl = await chat.person("carl");
    await members.add(chat, owner, id, { user_id: carl.userId, role: "member" });
    const there = await instance(chat, anna, chat.bus);
    const deaf = await instance(chat, anna, memoryBus({ alone: true }));
    const { seq } = await chat.say(anna, id, "welcome");
    await chat.marks.move({ conversation_id: id, user_id: carl.userId, delivered_seq: seq, read_seq: 0 });
    const told = [["delivered", seq]];
    assert.deepEqual(await there.look(1), { told, hasRead: false });
    assert.deepEqual(await deaf.look(1), { told, hasRead: true });
  },
);
