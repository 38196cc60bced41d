// One socket: checks what comes in (size, rate, form) before anybody works on it, and answers every frame. Knows no rules of
// chat; those are behind `dispatch.ts`.

import { InOrder } from "../in_order.ts";
import type { Actor } from "../services/deps.ts";
import { databaseRefusal } from "../services/database_refusal.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Limits } from "../protocol/limits.ts";
import { CLOSE, ParleyError } from "../protocol/errors.ts";
import { type ClientFrame, echoOf, type FrameEcho, parseClientFrame } from "../protocol/client_frames.ts";
import { exceedsBytes } from "../protocol/fields.ts";
import type { ErrorFrame, ServerFrame } from "../protocol/server_frames.ts";
import { type Bucket, type Door, door } from "./bucket.ts";
import { Outgoing } from "./outgoing.ts";
import type { Packet } from "./packet.ts";

/** Works on one frame and gives its answer; `undefined` stands for `ok`, which only a `ref` asks for. */
export type Dispatch = (connection: Connection, frame: ClientFrame) => Promise<ServerFrame | undefined>;

export interface ConnectionOptions {
  id: string;
  actor: Actor;
  socket: WebSocket;
  /** whether `parley.v1` was agreed on: array frames, both ways */
  arrays: boolean;
  limits: Limits;
  metrics: Metrics;
  dispatch: Dispatch;
  /** forgets the connection; called once */
  onClose(connection: Connection): void;
  /** what no refusal explains; the client only learns that it happened */
  onError(error: unknown): void;
}

/** Everything but messages (typing, marks, pings) may come this much faster. */
const OTHER_FRAMES = 5;
const LINGER_MS = 500;
/** What is answered with as much as there is: a few at a time, once most of what was answered before is read. */
const LARGE = new Set<ClientFrame["type"]>(["sync", "resume", "ping"]);
/** Those of many sockets that ask at once are answered by one statement: one by one they would come at as many times. */
const LARGE_AT_ONCE = 5;

export class Connection {
  readonly id: string;
  readonly actor: Actor;
  readonly outgoing: Outgoing;
  readonly arrays: boolean;
  /** a device counts as in use until it says otherwise */
  active = true;
  /** of messages, and of what is no frame */
  readonly #messages: Door;
  /** Of everything else, apart: whoever comes back behind in hundreds of conversations may well ask for all of them at once. */
  readonly #others: Door;
  /** most connections never have two of these under way */
  #large: InOrder | undefined;
  #larges = 0;
  #deaf = false;
  #closed = false;

  constructor(readonly options: ConnectionOptions) {
    const { socket, limits, metrics: { counts }, arrays } = options;
    this.id = options.id;
    this.actor = options.actor;
    this.arrays = arrays;
    this.#messages = door(limits.messagesPerSecond, limits.messagesBurst);
    this.#others = door(limits.messagesPerSecond * OTHER_FRAMES, limits.messagesBurst * OTHER_FRAMES);
    this.outgoing = new Outgoing(socket, {
      arrays,
      budget: limits.sendBudgetBytes,
      arrayFrames: limits.arrayFrames,
      sent: counts.sent,
      onStall: () => this.#stalled(),
    });
    socket.onmessage = ({ data }) => this.#receive(data);
    socket.onclose = socket.onerror = () => this.#forget(undefined);
  }

  packet(packet: Packet): void {
    this.outgoing.packet(packet);
  }

  send(frame: ServerFrame): void {
    this.outgoing.frame(frame);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Takes nothing more in, while what is in flight is still answered: the client sends the rest again elsewhere. */
  stopReading(): void {
    this.#deaf = true;
  }

  /** Forgets the connection first: a stalled peer's close may take a minute. What is due still goes out before. */
  close(code: number, reason: string): void {
    if (this.#closed) return;
    this.#forget(code);
    this.outgoing.flush();
    try {
      this.options.socket.close(code, reason);
    } catch {
      // it was not open yet, or is closing already
    }
  }

  #stalled(): void {
    this.options.metrics.counts.sockets.stalled++;
    this.close(CLOSE.tryAgainLater, "reading too slowly");
  }

  /** @param code of our close; undefined: the peer went */
  #forget(code: number | undefined): void {
    if (this.#closed) return;
    this.#closed = true;
    this.options.metrics.closed(code);
    this.options.onClose(this);
  }

  #receive(data: unknown): void {
    if (this.#closed || this.#deaf) return;
    if (typeof data !== "string") return this.#refuse(new ParleyError("invalid_frame", "Frames are text."), {});
    if (exceedsBytes(data, this.options.limits.frameBytes)) return this.close(CLOSE.tooLarge, "frame too large");
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      return this.#refuse(new ParleyError("invalid_json", "The frame is not JSON."), {});
    }
    if (!this.arrays || !Array.isArray(value)) return this.#one(value);
    if (value.length === 0 || value.length > this.options.limits.arrayFrames) {
      const max = this.options.limits.arrayFrames;
      return this.#refuse(new ParleyError("invalid_frame", `An array holds 1 to ${max} frames.`), {});
    }
    for (const frame of value) if (!this.#closed) this.#one(frame);
  }

  #one(value: unknown): void {
    let frame: ClientFrame;
    try {
      frame = parseClientFrame(value);
    } catch (error) {
      return this.#refuse(error, echoOf(value));
    }
    this.options.metrics.counts.frames[frame.type]++;
    const { rate, patience } = frame.type === "private" || frame.type === "group" ? this.#messages : this.#others;
    const wait = rate.take();
    if (wait > 0) {
      const error = new ParleyError("rate_limited", "Too fast. Please slow down.", { retryAfter: Math.ceil(wait) });
      return this.#refuse(error, echoOf(value), patience);
    }
    if (!LARGE.has(frame.type)) return void this.#answer(frame);
    this.#large ??= new InOrder();
    const lane = `${this.#larges++ % LARGE_AT_ONCE}`;
    this.#large.run(lane, () => this.outgoing.room().then(() => this.#answer(frame)));
  }

  #answer(frame: ClientFrame): Promise<void> {
    return this.options.dispatch(this, frame).then(
      (answer) => {
        if (this.#closed) return;
        if (answer !== undefined) this.send({ ...answer, ref: frame.ref } as ServerFrame);
        else if (frame.ref !== undefined) this.send({ type: "ok", ref: frame.ref });
      },
      (error) => this.#answerError(error, echoOf(frame)),
    );
  }

  /** A refusal at the door: somebody who goes on regardless is flooding. */
  #refuse(error: unknown, echo: FrameEcho, patience: Bucket = this.#messages.patience): void {
    this.#answerError(error, echo);
    if (patience.take() === 0 || this.#deaf) return;
    this.stopReading();
    // What is still coming in is read away first: a connection closed with unread bytes is reset, and nobody learns why.
    setTimeout(() => this.close(CLOSE.flooding, "flooding"), LINGER_MS);
  }

  #answerError(error: unknown, echo: FrameEcho): void {
    if (this.#closed) return;
    const refused = databaseRefusal(error) ?? error; // a database that is away is no fault to be noted for every frame
    if (!(refused instanceof ParleyError)) this.options.onError(error);
    const frame = errorFrame(refused, echo);
    this.options.metrics.refused("socket", frame.code);
    this.send(frame);
  }
}

/** The one mapping from a refusal to a frame. */
function errorFrame(error: unknown, echo: FrameEcho): ErrorFrame {
  if (!(error instanceof ParleyError)) {
    return { type: "error", code: "internal", error: "Something went wrong on the server.", ...echo };
  }
  const { fields, retryAfter } = error.detail;
  return { type: "error", code: error.code, error: error.message, fields, retry_after: retryAfter, ...echo };
}
