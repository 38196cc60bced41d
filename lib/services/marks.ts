// Marks: how far somebody has read, and what their devices have. Coalesced: the first of a second is stored at once, the
// highest of the rest when the second is over, so that nobody's scrolling is a load; and where many move, those of many together.

import { type MarkOutcome, type MarkRow, moveMarks, placeOf } from "../../db/marks.ts";
import { type Database, retrying } from "../../db/sql.ts";
import type { Bus } from "../bus/bus.ts";
import { notFound } from "../protocol/errors.ts";
import type { DeliveredFrame, ReadFrame } from "../protocol/server_frames.ts";
import type { Actor, Deps } from "./deps.ts";

export interface MarkWriter {
  /** Moves marks forward; resolves when that is committed. @throws ParleyError `not_found` */
  move(mark: MarkRow): Promise<void>;
  idle(): Promise<void>;
}

export const EVERY_MS = 1_000;
/** Between two transactions. Each is a commit that messages wait behind: a thousand devices that each tell of theirs made it a hundred a second. */
export const REST_MS = 50;

interface Waiting {
  mark: MarkRow;
  settle: { resolve(): void; reject(error: unknown): void }[];
}

/** @param smallGroup members up to which the others are told */
export function createMarkWriter(db: Database, bus: Bus, smallGroup: number): MarkWriter {
  /** to be stored by the next transaction, by conversation and person */
  let next = new Map<string, Waiting>();
  /** stored within the last second; what comes meanwhile waits for its end */
  const recent = new Map<string, Waiting | undefined>();
  let running: Promise<void> | undefined;

  const keyOf = (mark: MarkRow) => `${mark.conversation_id} ${mark.user_id}`;

  function enqueue(key: string, waiting: Waiting): void {
    const present = next.get(key);
    next.set(key, present === undefined ? waiting : merge(present, waiting));
    running ??= run();
  }

  async function run(): Promise<void> {
    await Promise.resolve();
    while (next.size > 0) {
      const batch = next;
      next = new Map();
      for (const key of batch.keys()) rest(key);
      await store(batch);
      await new Promise((resolve) => setTimeout(resolve, REST_MS));
    }
    running = undefined; // in the turn of the last look: what came in between would wait for the next mark
  }

  async function store(batch: Map<string, Waiting>): Promise<void> {
    try {
      const marks = [...batch.values()].map((waiting) => waiting.mark);
      const outcomes = await retrying(() => db.transaction((tx) => moveMarks(tx, marks, smallGroup)));
      announce(bus, outcomes);
      for (const outcome of outcomes) {
        for (const { resolve, reject } of batch.get(keyOf(outcome))?.settle ?? []) {
          if (outcome.member) resolve();
          else reject(notFound("This conversation"));
        }
      }
    } catch (error) {
      for (const { settle } of batch.values()) settle.forEach(({ reject }) => reject(error));
    }
  }

  function rest(key: string): void {
    // Of one that `idle` stores before its second is over, the next may wait here already.
    const waiting = recent.get(key);
    if (waiting !== undefined) enqueue(key, waiting);
    recent.set(key, undefined);
    setTimeout(() => {
      const waiting = recent.get(key);
      recent.delete(key);
      if (waiting !== undefined) enqueue(key, waiting);
    }, EVERY_MS);
  }

  return {
    move: (mark) =>
      new Promise((resolve, reject) => {
        const key = keyOf(mark);
        const waiting = { mark, settle: [{ resolve, reject }] };
        if (!recent.has(key)) return enqueue(key, waiting);
        const present = recent.get(key);
        recent.set(key, present === undefined ? waiting : merge(present, waiting));
      }),
    async idle() {
      for (const [key, waiting] of recent) {
        if (waiting !== undefined) enqueue(key, waiting);
        recent.set(key, undefined);
      }
      while (running !== undefined) await running;
    },
  };
}

const merge = (a: Waiting, b: Waiting): Waiting => ({
  mark: {
    ...a.mark,
    delivered_seq: Math.max(a.mark.delivered_seq, b.mark.delivered_seq),
    read_seq: Math.max(a.mark.read_seq, b.mark.read_seq),
  },
  settle: [...a.settle, ...b.settle],
});

/**
 * Read marks one by one, for they are the reader's devices' as well; what a whole group has got of a message at once, unless it is read
 * that far.
 */
function announce(bus: Bus, outcomes: readonly MarkOutcome[]): void {
  const read = outcomes.filter((it) => it.read_moved).sort((a, b) => (a.me_rev ?? 0) - (b.me_rev ?? 0));
  for (const it of read) bus.publish({ kind: "read", conversation_id: it.conversation_id, frame: readFrame(it) });
  const delivered = outcomes.filter((it) => it.delivered_moved && it.is_small && it.delivered_seq > it.read_seq);
  for (const [conversation_id, those] of Map.groupBy(delivered, (it) => it.conversation_id)) {
    bus.publish({ kind: "delivered", conversation_id, frames: those.map(deliveredFrame) });
  }
}

export const readFrame = (
  mark: Omit<MarkOutcome, "member" | "read_moved" | "delivered_moved" | "is_small">,
): ReadFrame => ({
  type: "read",
  from: mark.user_id,
  to: mark.peer_id ?? undefined,
  content: mark.message_id ?? "",
  conversation_id: mark.conversation_id,
  read_seq: mark.read_seq,
  me_rev: mark.me_rev ?? undefined,
});

export const deliveredFrame = (mark: MarkRow): DeliveredFrame => ({
  type: "delivered",
  from: mark.user_id,
  conversation_id: mark.conversation_id,
  delivered_seq: mark.delivered_seq,
});

/**
 * Read up to a message, given by its id or by its place; never back.
 * @throws ParleyError `not_found`
 */
export async function read(
  deps: Pick<Deps, "db" | "marks">,
  actor: Actor,
  target: { messageId: string } | { conversationId: string; seq: number },
): Promise<void> {
  const place = "messageId" in target
    ? await placeOf(deps.db, actor.userId, target.messageId)
    : { conversation_id: target.conversationId, seq: target.seq, is_hidden: false };
  if (place === undefined || place.is_hidden) throw notFound("This message");
  const mark = { conversation_id: place.conversation_id, user_id: actor.userId, read_seq: place.seq };
  await deps.marks.move({ ...mark, delivered_seq: place.seq });
}

/** This device has everything up to `seq`. @throws ParleyError `not_found` */
export const delivered = (deps: Deps, actor: Actor, conversationId: string, seq: number): Promise<void> =>
  deps.marks.move({ conversation_id: conversationId, user_id: actor.userId, delivered_seq: seq, read_seq: 0 });
