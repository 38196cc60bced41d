// What must hold when things happen at the wrong moment: while somebody's memberships are read, while a session is looked up,
// while the database fails. The hub is real; what it reads is answered when the test says so.

import { strict as assert } from "node:assert";
import type { LiveSession } from "../../db/sessions.ts";
import type { Subscriber, Subscription } from "../../db/subscriptions.ts";
import type { BusEvent } from "../../lib/bus/bus.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import { noCounts } from "../../lib/metrics/counts.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { UserStatusFrame } from "../../lib/protocol/server_frames.ts";
import type { ChosenStatus, ConversationView } from "../../lib/protocol/views.ts";
import { Connection } from "../../lib/realtime/connection.ts";
import { Hub, type HubReader } from "../../lib/realtime/hub.ts";
import type { PersonalChanges } from "../../lib/realtime/memberships.ts";
import { waitUntil } from "../support/wait.ts";
import type { Frame } from "../support/person.ts";

const ROOM = "0192f0c0-0000-7000-8000-000000000001";
const ANNA = "0192f0c0-0000-7000-8000-00000000000a";
const BERT = "0192f0c0-0000-7000-8000-00000000000b";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

class Peer {
  readonly frames: Frame[] = [];
  readyState: number = WebSocket.OPEN;
  bufferedAmount = 0;
  closed: number | undefined;
  onmessage: ((event: { data: string }) => void) | undefined;
  send(text: string): void {
    const value = JSON.parse(text);
    this.frames.push(...Array.isArray(value) ? value : [value]);
  }
  close(code: number): void {
    this.closed = code;
    this.readyState = WebSocket.CLOSED;
  }
  types = () => this.frames.map((frame) => frame.type);
}

const entry = (isBlocked = false): Subscription => [ROOM, "group", 5, 1, 1, 2, isBlocked];
const LIVES: LiveSession = { id: "s", user_id: ANNA, expires_at: "2999-01-01T00:00:00.000Z", stale: false, now: "" };

interface Place {
  hub: Hub;
  present: Map<string, string>;
  /** every state that presence was told, oldest first */
  told: string[];
  errors: unknown[];
  /** a socket, and the end of its joining */
  join(userId?: string): { peer: Peer; connection: Connection; joined: Promise<void> };
}

function place(reader: Partial<HubReader> = {}): Place {
  const present = new Map<string, string>();
  const told: string[] = [];
  const errors: unknown[] = [];
  const hub: Hub = new Hub({
    bus: memoryBus({ alone: true }),
    limits: DEFAULT_LIMITS,
    counts: noCounts(),
    reader: {
      subscribers: (ids) => Promise.resolve(ids.map((id) => subscriber(id))),
      personal: (_, after) => Promise.resolve({ me_rev: after, entries: [], removed: [] }),
      changes: (_, after) => Promise.resolve({ event: changes(after, after), size: 2, head: after, began: [] }),
      session: () => Promise.resolve(LIVES),
      ...reader,
    },
    presence: {
      changed(id, state) {
        present.set(id, state);
        told.push(state);
      },
    },
    onError: (error) => errors.push(error),
  });
  return {
    hub,
    present,
    told,
    errors,
    join(userId = ANNA) {
      const peer = new Peer();
      const connection = new Connection({
        id: crypto.randomUUID(),
        actor: { userId, sessionId: "s" },
        socket: peer as unknown as WebSocket,
        arrays: true,
        limits: DEFAULT_LIMITS,
        metrics: createMetrics(),
        dispatch: () => Promise.resolve(undefined),
        onClose: (it) => hub.leave(it),
        onError: (error) => errors.push(error),
      });
      const welcome = () => connection.outgoing.begin({ type: "ok", ref: "welcome" });
      return { peer, connection, joined: hub.join(connection, welcome) };
    },
  };
}

const subscriber = (
  user_id: string,
  me_rev = 0,
  subscriptions: Subscriber["subscriptions"] = [entry()],
): Subscriber => ({
  user_id,
  username: "name",
  me_rev,
  subscriptions,
});

function changes(after: number, upTo: number, member?: { user_id: string; left: boolean }) {
  const list = Array.from({ length: upTo - after }, (_, i) => {
    const rev = after + i + 1;
    return { rev, text: JSON.stringify({ type: "group", rev }), ...member === undefined ? {} : { member } };
  });
  return { kind: "changes", conversation_id: ROOM, after_rev: after, rev: upTo, changes: list } as const;
}
const hint = (...args: Parameters<typeof changes>) => ({ ...changes(...args), changes: [...changes(...args).changes] });
const view = (rev: number) => ({ id: ROOM, type: "group", rev } as unknown as ConversationView);

/** A promise that the test settles. */
function later<T>() {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  return { promise, resolve, reject };
}

Deno.test("somebody is idle when all their sockets say so, and presence hears of it once", async () => {
  const { hub, told, join } = place();
  const [phone, laptop] = [join(), join()];
  await Promise.all([phone.joined, laptop.joined]);
  hub.activity(phone.connection, false);
  hub.activity(phone.connection, false);
  assert.deepEqual(told.splice(0), ["active"], "the other device is still in use");
  hub.activity(laptop.connection, false);
  assert.deepEqual(told.splice(0), ["idle"]);
  hub.activity(phone.connection, true);
  hub.activity(laptop.connection, true);
  assert.deepEqual(told.splice(0), ["active"]);
  hub.activity(phone.connection, false);
  laptop.connection.close(1000, "bye");
  assert.deepEqual(told.splice(0), ["idle"], "the device in use has gone");
  hub.activity(laptop.connection, true);
  assert.deepEqual(told.splice(0), [], "what a closed socket says is nothing");
  const tablet = join();
  await tablet.joined;
  assert.deepEqual(told.splice(0), ["active"], "a new device is in use until it says otherwise");
  phone.connection.close(1000, "bye");
  tablet.connection.close(1000, "bye");
  assert.deepEqual(told.splice(0), ["gone"]);
  assert.equal(hub.present().size, 0);
});

Deno.test("of two sockets that open in one turn, one that closes while their memberships are read takes nothing from the other", async () => {
  const { hub, present, join } = place();
  const [first, second] = [join(), join()];
  first.connection.close(1000, "bye");
  await Promise.all([first.joined, second.joined]);
  hub.receive(hint(5, 6));
  await waitUntil("the change", () => second.peer.types().includes("group"));
  assert.equal(present.get(ANNA), "active");
  second.connection.close(1000, "bye");
  assert.equal(present.get(ANNA), "gone");
  assert.deepEqual([hub.people.size, hub.rooms.size], [0, 0]);
});

Deno.test("a session that ended before its socket was entered closes it before the welcome", async () => {
  const { hub, present, join } = place({ session: () => Promise.resolve(undefined) });
  const { peer, joined } = join();
  await joined;
  await pause(5);
  assert.equal(peer.closed, 4401);
  assert.deepEqual(peer.frames, []);
  assert.deepEqual([present.size, hub.people.size, hub.connections.size, hub.rooms.size], [0, 0, 0, 0]);
});

Deno.test("a session that ends while it is looked up closes its socket, too: hints for its person are wanted already", async () => {
  const session = later<LiveSession | undefined>();
  const { hub, join } = place({ session: () => session.promise });
  const { peer, joined } = join();
  assert.equal(hub.wants(ANNA), true);
  hub.receive({ kind: "session_ended", user_id: ANNA, session_id: "s" });
  session.resolve(LIVES);
  await joined;
  assert.equal(peer.closed, 4401);
  assert.deepEqual([hub.people.size, hub.rooms.size], [0, 0]);
});

Deno.test("a failed look-up of the session leaves nobody behind in any room", async () => {
  const rows = later<Subscriber[]>();
  const { hub, join } = place({ session: () => Promise.reject(new Error("away")), subscribers: () => rows.promise });
  const { connection, joined } = join();
  await assert.rejects(joined);
  connection.close(1013, "not ready");
  rows.resolve([subscriber(ANNA)]);
  await pause(5);
  assert.deepEqual([hub.people.size, hub.rooms.size], [0, 0]);
});

Deno.test("what the poll says of a conversation while its only member here is still being read is not forgotten", async () => {
  const rows = later<Subscriber[]>();
  const { hub, join } = place({
    subscribers: () => rows.promise,
    changes: (_, after) => Promise.resolve({ event: hint(after, 7), size: 2, head: 7, began: [] }),
  });
  const { peer, joined } = join();
  await pause(5);
  hub.expect(ROOM, 7); // it moved after the snapshot that is on its way; the poll says it once
  rows.resolve([subscriber(ANNA)]);
  await joined;
  await waitUntil("what was missed", () => peer.frames.some((frame) => frame.rev === 7));
});

Deno.test("what changed for one person is told even if reading it fails at first", async () => {
  let reads = 0;
  const gained: PersonalChanges = { me_rev: 1, entries: [{ view: view(1), me_rev: 1, joined_rev: 1 }], removed: [] };
  const { hub, join, errors } = place({
    subscribers: (ids) => Promise.resolve(ids.map((id) => subscriber(id, 0, []))),
    personal: () => ++reads === 1 ? Promise.reject(new Error("away")) : Promise.resolve(gained),
  });
  const { peer, joined } = join();
  await joined;
  hub.receive({ kind: "person", user_id: ANNA, me_rev: 1 });
  await waitUntil("the conversation", () => peer.types().includes("conversation_added"));
  assert.equal(errors.length, 1);
});

Deno.test("a burst of hints for one person costs two readings at most", async () => {
  let reads = 0;
  const { hub, join } = place({
    personal: async () => {
      reads++;
      await pause(10);
      return { me_rev: 50, entries: [], removed: [] };
    },
  });
  await join().joined;
  for (let me_rev = 1; me_rev <= 50; me_rev++) hub.receive({ kind: "person", user_id: ANNA, me_rev });
  await pause(100);
  assert.ok(reads <= 2, `${reads} readings`);
});

Deno.test("who was removed and added again hears the conversation, even if the removal is handed on last", async () => {
  const { hub, join } = place({
    personal: () => Promise.resolve({ me_rev: 2, entries: [{ view: view(7), me_rev: 2, joined_rev: 7 }], removed: [] }),
  });
  const [anna, bert] = [join(ANNA), join(BERT)];
  await Promise.all([anna.joined, bert.joined]);
  hub.receive({ kind: "person", user_id: ANNA, me_rev: 2 }); // both changes are read before either is handed on
  await waitUntil("the conversation", () => anna.peer.types().some((type) => type.startsWith("conversation_")));
  hub.receive(hint(5, 6, { user_id: ANNA, left: true }));
  hub.receive(hint(6, 7, { user_id: ANNA, left: false }));
  hub.receive(hint(7, 8));
  await waitUntil("the other", () => bert.peer.frames.some((frame) => frame.rev === 8));
  await pause(20);
  assert.deepEqual(anna.peer.frames.filter((it) => it.type === "group").map((it) => it.rev), [7, 8]);
});

Deno.test("somebody whose memberships cannot be read holds up nobody, and no promise is left alone", async () => {
  let fail = false;
  const rows = later<Subscriber[]>();
  const { hub, join } = place({
    subscribers: (ids) => fail ? rows.promise : Promise.resolve(ids.map((id) => subscriber(id))),
  });
  const anna = join(ANNA);
  await anna.joined;
  fail = true;
  const bert = join(BERT);
  await pause(5);
  hub.receive(hint(5, 6, { user_id: BERT, left: false }));
  rows.reject(new Error("away"));
  await assert.rejects(bert.joined);
  await waitUntil("the rest", () => anna.peer.frames.some((frame) => frame.rev === 6));
});

Deno.test("marks never go back on the wire, and are not told twice", async () => {
  const { hub, join } = place();
  const [anna, bert] = [join(ANNA), join(BERT)];
  await Promise.all([anna.joined, bert.joined]);
  const read = (read_seq: number) =>
    hub.receive({
      kind: "read",
      conversation_id: ROOM,
      frame: { type: "read", from: ANNA, content: "", conversation_id: ROOM, read_seq },
    });
  const delivered = (delivered_seq: number) =>
    hub.receive({
      kind: "delivered",
      conversation_id: ROOM,
      frames: [{ type: "delivered", from: ANNA, conversation_id: ROOM, delivered_seq }],
    });
  read(7);
  read(5);
  read(7);
  delivered(7);
  delivered(8);
  read(8);
  await pause(5);
  const told = bert.peer.frames.filter((it) => it.type !== "ok").map((it) => it.read_seq ?? it.delivered_seq);
  assert.deepEqual(told, [7, 8, 8]);
});

Deno.test("of marks that moved together everybody gets those of the others", async () => {
  const { hub, join } = place();
  const [anna, bert] = [join(ANNA), join(BERT)];
  await Promise.all([anna.joined, bert.joined]);
  const delivered = (from: string, delivered_seq: number) => ({
    ...{ type: "delivered", conversation_id: ROOM } as const,
    ...{ from, delivered_seq },
  });
  const tell = (...frames: ReturnType<typeof delivered>[]) =>
    hub.receive({ kind: "delivered", conversation_id: ROOM, frames });
  tell(delivered(ANNA, 1), delivered(BERT, 2));
  tell(delivered(ANNA, 1), delivered(BERT, 3));
  await pause(5);
  const told = ({ peer }: typeof anna) => peer.frames.filter((it) => it.type === "delivered");
  assert.deepEqual(told(anna), [delivered(BERT, 2), delivered(BERT, 3)]);
  assert.deepEqual(told(bert), [delivered(ANNA, 1)]);
});

Deno.test("the welcome is the first frame, whatever was answered before", async () => {
  const session = later<LiveSession | undefined>();
  const { join } = place({ session: () => session.promise });
  const { peer, joined } = join();
  peer.onmessage?.({ data: "nonsense" });
  await pause(5);
  session.resolve(LIVES);
  await joined;
  await pause(5);
  assert.deepEqual(peer.types(), ["ok", "error"]);
});

const shown = (status: ChosenStatus): UserStatusFrame => ({
  type: "user_status",
  from: "system",
  content: { user_id: BERT, status, last_seen: null },
});
const status = (it: ChosenStatus, hidden_from: string[] = []): BusEvent => ({
  kind: "status",
  user_id: BERT,
  conversations: [ROOM],
  hidden_from,
  frame: shown(it),
});
const visibility = (rev: number, is_hidden: boolean, it: ChosenStatus): BusEvent => ({
  kind: "visibility",
  user_id: BERT,
  viewer_id: ANNA,
  rev,
  is_hidden,
  conversations: [ROOM],
  frame: shown(it),
});
const statuses = (peer: Peer) => peer.frames.flatMap((it) => it.type === "user_status" ? [it.content.status] : []);

Deno.test("whom somebody has blocked hears once that they are offline, and then nothing of them", async () => {
  const { hub, join } = place();
  const [anna, cleo] = [join(), join("cleo")];
  await Promise.all([anna.joined, cleo.joined]);
  hub.receive(status("online"));
  hub.receive(visibility(1, true, "offline"));
  hub.receive(visibility(1, true, "offline")); // the poll says it again
  hub.receive(status("busy", [ANNA]));
  hub.receive(status("away")); // read before the block, and late
  await waitUntil("the last status", () => statuses(cleo.peer).includes("away"));
  assert.deepEqual(statuses(anna.peer), ["online", "offline"]);
  assert.deepEqual(statuses(cleo.peer), ["online", "busy", "away"]);
  hub.receive(visibility(2, false, "away"));
  hub.receive(visibility(1, true, "offline")); // overtaken
  hub.receive(status("online"));
  await waitUntil("the last status", () => statuses(cleo.peer).length === 4);
  assert.deepEqual(statuses(anna.peer), ["online", "offline", "away", "online"]);
});

Deno.test("no typing sign reaches somebody from a person whom they have blocked", async () => {
  const { hub, join } = place({
    subscribers: (ids) => Promise.resolve(ids.map((id) => subscriber(id, 0, [entry(id === ANNA)]))),
  });
  const [anna, bert] = [join(), join(BERT)];
  await Promise.all([anna.joined, bert.joined]);
  const frame = { type: "typing" as const, from: BERT, to: ANNA, content: { username: "bert", typing: true } };
  hub.receive({ kind: "typing", conversation_id: ROOM, frame });
  hub.receive(hint(5, 6));
  await waitUntil("what came after it", () => anna.peer.types().includes("group"));
  assert.ok(!anna.peer.types().includes("typing"));
});

Deno.test("a peer that reads slowly what never ends keeps its socket, one that has read nothing for long loses it", async () => {
  const { join } = place();
  const { peer, connection, joined } = join();
  await joined;
  const look = (seconds: number, unread: number) => {
    peer.bufferedAmount = unread;
    connection.outgoing.checkStall(seconds * 1_000, 30_000);
  };
  for (let s = 0; s < 120; s += 5) look(s, s % 10 === 0 ? 900 : 500);
  assert.equal(peer.closed, undefined);
  for (let s = 120; s <= 145; s += 5) look(s, 1_000);
  assert.equal(peer.closed, undefined);
  look(155, 1_200);
  assert.equal(peer.closed, 1013);
});

Deno.test("who comes back behind in 500 conversations may ask for all of them at once; a flood of such frames is closed", async () => {
  const { join } = place();
  const { peer, joined } = join();
  await joined;
  const say = (frame: object, count: number) => {
    for (let i = 0; i < count; i += 50) peer.onmessage?.({ data: JSON.stringify(Array(50).fill(frame)) });
  };
  say({ type: "sync", conversation_id: ROOM, after_rev: 1 }, 500);
  await pause(600);
  const refused = peer.frames.filter((it) => it.type === "error");
  assert.ok(refused.length > 0 && refused.length <= 200, `${refused.length} refused`);
  assert.ok(refused.every((it) => it.code === "rate_limited" && it.retry_after >= 1));
  assert.equal(peer.closed, undefined);
  say({ type: "ping" }, 1_500);
  await waitUntil("the close", () => peer.closed !== undefined);
  assert.equal(peer.closed, 4429);
});

Deno.test("who hears of a loss before its change is told the change first, nothing later, and of the loss in any case", async () => {
  for (const isAway of [false, true]) {
    const both = {
      ...changes(5, 7),
      changes: [...changes(5, 6, { user_id: ANNA, left: true }).changes, ...hint(6, 7).changes],
    };
    const { hub, join } = place({
      personal: () => Promise.resolve({ me_rev: 1, entries: [], removed: [{ id: ROOM, me_rev: 1, rev: 7 }] }),
      changes: () =>
        isAway ? Promise.reject(new Error("away")) : Promise.resolve({ event: both, size: 1, head: 7, began: [] }),
    });
    const { peer, connection, joined } = join();
    await joined;
    hub.expect(ROOM, 7);
    hub.people.expect(ANNA, 1);
    await waitUntil("the loss", () => peer.types().includes("conversation_removed"));
    const told = peer.frames.map((it) => [it.type, it.rev]).slice(1);
    const loss = ["conversation_removed", undefined];
    assert.deepEqual(told, isAway ? [loss] : [["group", 6], loss]);
    connection.close(1_001, "over");
  }
});
