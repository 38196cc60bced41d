// The way out of one socket: what is due when its turn comes goes out in one write, within a budget. Deno's `send` never blocks and
// `close()` on a stalled peer frees nothing, so whoever exceeds the budget is forgotten at once and closed then.

import type { Counts } from "../metrics/counts.ts";
import type { ServerFrame } from "../protocol/server_frames.ts";
import { type Due, inTurn } from "../turns.ts";
import { join, Packet } from "./packet.ts";

/** Of the budget, what may wait when more is asked for: a page on top of it stays within the budget, and its reader is not too slow. */
const ROOM = 1 / 4;
/** How often it is looked whether a peer that is behind has read so much; no event tells. */
const ROOM_AGAIN_MS = 20;

/** More than these make a conversation that others do not wait for. */
const MANY = 256;

export interface OutgoingOptions {
  /** whether the peer offered `parley.v1` */
  arrays: boolean;
  /** bytes that may wait in the socket's buffer when more is to be written */
  budget: number;
  arrayFrames: number;
  sent: Counts["sent"];
  /** called once, when the peer reads too slowly */
  onStall(): void;
}

export class Outgoing implements Due {
  lines = 0;
  /** What is due. Made with the first of it: an array that grows takes room for 17, and this is every delivery's. */
  #packets: Packet[] | undefined;
  /** of what is due, what was asked for, in UTF-16 units */
  #asked = 0;
  #begun = false;
  #stalledSince: number | undefined;
  /** what was unread when the clock looked last, in bytes */
  #unread = 0;

  constructor(readonly socket: WebSocket, readonly options: OutgoingOptions) {}

  /** The first frame: what was answered before waits for it. */
  begin(welcome: ServerFrame): void {
    this.#begun = true;
    const waiting = this.#packets ?? [];
    this.#packets = undefined;
    this.frame(welcome);
    for (const packet of waiting) this.#add(packet);
  }

  /** What was asked for. */
  frame(frame: ServerFrame): void {
    const text = JSON.stringify(frame);
    this.#asked += text.length;
    this.#add(new Packet([text]));
    inTurn(this, "answer");
  }

  /** Resolves once more may be asked for: at once, unless the answers before wait for a peer that has not read them, or is gone. */
  async room(): Promise<void> {
    const { socket, options } = this;
    const most = ROOM * options.budget;
    while (socket.readyState === WebSocket.OPEN && this.#asked + socket.bufferedAmount > most) {
      await new Promise((resolve) => setTimeout(resolve, ROOM_AGAIN_MS));
    }
  }

  /** What is told to others, too. */
  packet(packet: Packet): void {
    this.#add(packet);
    inTurn(this, packet.readers > MANY ? "many" : "few");
  }

  #add(packet: Packet): void {
    if (this.#packets === undefined) this.#packets = [packet];
    else this.#packets.push(packet);
  }

  flush(): void {
    const packets = this.#packets;
    if (packets === undefined || !this.#begun) return;
    this.#packets = undefined;
    this.#asked = 0;
    if (this.socket.readyState !== WebSocket.OPEN) return;
    // Of what went out before: what is written below is in the buffer at once, however fast the peer reads.
    if (this.socket.bufferedAmount > this.options.budget) return this.options.onStall();
    const { arrays, arrayFrames, sent } = this.options;
    for (const packet of packets) {
      sent.frames += packet.frames.length;
      sent.bytes += packet.bytes;
      if (!arrays) { for (const frame of packet.frames) this.#write(frame); }
    }
    if (arrays) { for (const packet of join(packets, arrayFrames)) this.#write(packet.text); }
  }

  #write(text: string): void {
    this.options.sent.writes++;
    this.socket.send(text);
  }

  /** What the peer has not read yet, in bytes, and whether that has been so for a while. */
  unread(): { bytes: number; slow: boolean } {
    return { bytes: this.socket.bufferedAmount, slow: this.#stalledSince !== undefined };
  }

  /**
   * Called by a slow clock: a peer that has read nothing for `ms` is stalled, however little there is in its buffer. One that reads slowly
   * what never ends has hardly ever emptied it when the clock looks, but then it has become less.
   */
  checkStall(now: number, ms: number): void {
    const { bufferedAmount } = this.socket;
    if (bufferedAmount === 0) this.#stalledSince = undefined;
    else if (bufferedAmount < this.#unread) this.#stalledSince = now;
    else if (now - (this.#stalledSince ??= now) > ms) this.options.onStall();
    this.#unread = bufferedAmount;
  }
}
