// The way out of one socket: what is due in one turn goes out in one write, within a budget. Deno's `send` never blocks and
// `close()` on a stalled peer frees nothing, so whoever exceeds the budget is forgotten at once and closed then.

import type { ServerFrame } from "../protocol/server_frames.ts";
import { join, Packet } from "./packet.ts";

export interface OutgoingOptions {
  /** whether the peer offered `parley.v1` */
  arrays: boolean;
  /** bytes that may wait in the socket's buffer */
  budget: number;
  arrayFrames: number;
  /** called once, when the peer reads too slowly */
  onStall(): void;
}

/** Sockets that have something to send at the end of this turn. */
const due = new Set<Outgoing>();

function flushAll(): void {
  const now = [...due];
  due.clear();
  for (const outgoing of now) outgoing.flush();
}

export class Outgoing {
  #packets: Packet[] = [];
  #begun = false;
  #stalledSince: number | undefined;

  constructor(readonly socket: WebSocket, readonly options: OutgoingOptions) {}

  /** The first frame: what was answered before waits for it. */
  begin(welcome: ServerFrame): void {
    this.#begun = true;
    const waiting = this.#packets;
    this.#packets = [];
    this.frame(welcome);
    this.#packets.push(...waiting);
  }

  frame(frame: ServerFrame): void {
    this.packet(new Packet([JSON.stringify(frame)]));
  }

  packet(packet: Packet): void {
    this.#packets.push(packet);
    if (due.size === 0) setImmediate(flushAll);
    due.add(this);
  }

  flush(): void {
    const packets = this.#packets;
    if (packets.length === 0 || !this.#begun) return;
    this.#packets = [];
    if (this.socket.readyState !== WebSocket.OPEN) return;
    if (this.options.arrays) {
      for (const packet of join(packets, this.options.arrayFrames)) this.socket.send(packet.text);
    } else {
      for (const packet of packets) for (const frame of packet.frames) this.socket.send(frame);
    }
    if (this.socket.bufferedAmount > this.options.budget) this.options.onStall();
  }

  /** Called by a slow clock: a peer that has not emptied its buffer for `ms` is stalled, however little there is in it. */
  checkStall(now: number, ms: number): void {
    if (this.socket.bufferedAmount === 0) this.#stalledSince = undefined;
    else if (now - (this.#stalledSince ??= now) > ms) this.options.onStall();
  }
}
