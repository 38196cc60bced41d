// The bus between instances: what was committed, as hints. A hint may be lost, repeated or reordered, and none is ever the
// truth: whoever listens repairs from the database by `rev`, `me_rev` and the poll of the heads. So a bus may drop everything
// and Parley stays right, only slower. What it must never do: invent, or block its caller.

import type { DeliveredFrame, ReadFrame, TypingFrame, UserStatusFrame } from "../protocol/server_frames.ts";

/** One stored change, its frame encoded once for every viewer. */
export interface Change {
  rev: number;
  /** the ChangeFrame as JSON */
  text: string;
  /** the connection that sent it, on this instance only: it has its ack and gets no copy */
  origin?: string;
  /** a membership that began or ended with this change */
  member?: { user_id: string; left: boolean };
  /** of a message that was there before: not everybody may see it */
  guard?: MessageGuard;
  /** in a repair: what the seed's clients get instead, who know no change of a message */
  seed?: string;
}

/** Who gets a change of a message only as a number that moves: those who see nothing before a later `seq`, or have hidden it. */
export interface MessageGuard {
  seq: number;
  hidden_from: string[];
  /** what they get: a RevFrame as JSON */
  instead: string;
}

/** Consecutive changes of one conversation: all of `(after_rev, rev]`, in order. */
export interface ChangesEvent {
  kind: "changes";
  conversation_id: string;
  after_rev: number;
  rev: number;
  changes: Change[];
}

/** One viewer sees the presence of a person otherwise than before: it was hidden from them by a block, or is no longer. */
export interface VisibilityEvent {
  kind: "visibility";
  user_id: string;
  viewer_id: string;
  /** the person's `me_rev` at the change: an older event that comes later says nothing */
  rev: number;
  is_hidden: boolean;
  /** the person's private conversations and small groups: the viewer is told if one is theirs, too */
  conversations: string[];
  frame: UserStatusFrame;
}

export type BusEvent =
  | ChangesEvent
  /** What only this person sees has moved to `me_rev`. */
  | { kind: "person"; user_id: string; me_rev: number }
  /** A read mark moved; `frame.me_rev` is the reader's. */
  | { kind: "read"; conversation_id: string; frame: ReadFrame }
  /** Delivered marks that moved together, one a person. */
  | { kind: "delivered"; conversation_id: string; frames: DeliveredFrame[] }
  | { kind: "typing"; conversation_id: string; frame: TypingFrame }
  | { kind: "session_ended"; user_id: string; session_id: string }
  /** For private partners and members of shared small groups, but `hidden_from`: `conversations` are those of the person. */
  | { kind: "status"; user_id: string; conversations: string[]; hidden_from: string[]; frame: UserStatusFrame }
  | VisibilityEvent;

export interface Subscriber {
  /** Whether a hint from elsewhere for this conversation or person is of any use here; one that is not is never parsed. */
  wants(id: string): boolean;
  receive(event: BusEvent): void;
}

export interface Bus {
  /**
   * Hands `event` to every subscriber: in this process before it returns, elsewhere some time later, perhaps. Never throws,
   * never waits.
   */
  publish(event: BusEvent): void;
  /** All events, in no promised order: those of this process always, others as far as they are wanted. */
  subscribe(subscriber: Subscriber): void;
  /** Called whenever hints may have been lost, so that the subscriber reads what it missed. */
  onGap(listener: () => void): void;
  /** Whether hints from other instances arrive at present: while not, the heads are polled faster. */
  readonly connected: boolean;
  close(): Promise<void>;
}
