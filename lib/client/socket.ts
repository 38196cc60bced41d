// The socket and coming back: one WebSocket at a time, opened again whenever it ends, until the session does. It knows frames only
// as far as the welcome and answers to a `ref`; what they mean is the store's.

import { signal } from "@preact/signals";
import type { ClientFrameInput } from "../protocol/client_frames.ts";
import { CLOSE } from "../protocol/errors.ts";
import { SUBPROTOCOL } from "../protocol/limits.ts";
import type { ErrorFrame, ServerFrame, WelcomeFrame } from "../protocol/server_frames.ts";
import { Asks, type FrameOf } from "./asks.ts";
import { fullJitter } from "./backoff.ts";
import { parseFrames } from "./incoming.ts";

export type Link =
  | { state: "connecting" }
  | { state: "open" }
  /** `until`: when the next attempt is made, in milliseconds of `Date.now()` */
  | { state: "waiting"; until: number };

/** As much of a WebSocket as is used here. */
export interface Channel {
  readonly readyState: number;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  send(text: string): void;
  close(): void;
}

/** What the socket needs of the browser; tests bring their own. */
export interface SocketHost {
  open(protocol: string): Channel;
  /** Whether the session still holds: two failures in a row before a welcome may be a refusal that the browser hides. */
  isSignedIn(): Promise<boolean>;
  signedOut(): void;
  /** Another person is signed in by now. */
  takenOver(): void;
  now(): number;
  random(): number;
}

/** Time for the welcome, and for the answer to a ping. */
const PATIENCE_MS = 10_000;
export const PING_MS = 25_000;
/** How long nothing at all may come after a message was sent until a sign of life is asked for: a slow network takes 2 to 3 s. */
const DOUBT_MS = 4_000;
/** After 1013 and 4429 at least this long, so that whoever was asked to wait does. */
const TOLD_TO_WAIT_MS = 5_000;

export class ParleySocket {
  readonly link = signal<Link>({ state: "connecting" });
  /** Loads what was missed. If it cannot, the socket is given up and opened anew: what lies before it would stay missing for good. */
  onWelcome: (frame: WelcomeFrame) => Promise<void> = () => Promise.resolve();
  onFrames: (frames: ServerFrame[]) => void = () => {};
  /** Called every 25 s while open; answers whether the server did. */
  onPing: () => Promise<unknown> = () => this.ask("pong", { type: "ping" });

  #ws: Channel | undefined;
  #asks = new Asks();
  #attempt = 0;
  #refusals = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pings: ReturnType<typeof setInterval> | undefined;
  /** set until anything is heard: one doubt asks once */
  #doubt: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  /** @param me whose it is */
  constructor(
    private readonly host: SocketHost,
    private readonly me: string,
    private readonly doubtMs = DOUBT_MS,
  ) {}

  get isOpen(): boolean {
    return this.link.value.state === "open";
  }

  /** Opens at once, whatever was planned: at the start, when the network is back, on "try now". */
  connect(): void {
    if (this.#stopped || this.#ws !== undefined) return;
    clearTimeout(this.#timer);
    this.link.value = { state: "connecting" };
    const ws = this.#ws = this.host.open(SUBPROTOCOL);
    this.#timer = setTimeout(() => this.#lost(ws, 0), PATIENCE_MS);
    ws.onmessage = (event) => ws === this.#ws && this.#receive(String(event.data));
    ws.onclose = (event) => this.#lost(ws, event.code);
  }

  /** @returns false if there is no open socket: the caller keeps what must not be lost */
  send(frame: ClientFrameInput): boolean {
    if (this.#ws?.readyState !== WebSocket.OPEN) return false;
    this.#ws.send(JSON.stringify(frame));
    if ("client_id" in frame) this.#doubt ??= setTimeout(() => void this.ping(), this.doubtMs);
    return true;
  }

  /** Sends a frame and waits for the one that answers it. Rejects with the error frame, when the socket ends, or after 10 s. */
  ask<K extends ServerFrame["type"]>(type: K, frame: ClientFrameInput): Promise<FrameOf<K>> {
    const { ref, answer } = this.#asks.open(type, PATIENCE_MS);
    if (!this.send({ ...frame, ref })) this.#asks.reject(ref, new Error("not connected"));
    return answer;
  }

  stop(): void {
    this.#stopped = true;
    this.#end();
  }

  /** Asks the server for a sign of life, and gives the socket up if there is none: a half-open one never says that it ended. */
  async ping(): Promise<void> {
    const ws = this.#ws;
    if (!this.isOpen || ws === undefined) return;
    try {
      await this.onPing();
    } catch (error) {
      if (error instanceof Error) this.#lost(ws, CLOSE.goingAway);
    }
  }

  #receive(text: string): void {
    this.#trust();
    const frames = parseFrames(text);
    const welcome = frames.find((frame) => frame.type === "system");
    // All tabs have one cookie: whatever waits here would be said in the name of whoever signed in since in another one.
    if (welcome !== undefined && welcome.to !== this.me) return this.#takenOver();
    if (welcome !== undefined) this.#welcomed(welcome);
    for (const frame of frames) if ("ref" in frame && frame.ref !== undefined) this.#asks.settle(frame.ref, frame);
    this.onFrames(frames);
  }

  #welcomed(welcome: WelcomeFrame): void {
    clearTimeout(this.#timer);
    this.#attempt = this.#refusals = 0;
    this.#pings = setInterval(() => void this.ping(), PING_MS);
    this.link.value = { state: "open" };
    const ws = this.#ws;
    this.onWelcome(welcome).catch(() => ws && this.#lost(ws, CLOSE.tryAgainLater));
  }

  #trust(): void {
    clearTimeout(this.#doubt);
    this.#doubt = undefined;
  }

  #end(): void {
    this.#trust();
    const ws = this.#ws;
    this.#ws = undefined;
    clearTimeout(this.#timer);
    clearInterval(this.#pings);
    if (ws !== undefined) {
      ws.onmessage = ws.onclose = null;
      ws.close();
    }
    this.#asks.rejectAll();
  }

  #lost(ws: Channel, code: number): void {
    if (ws !== this.#ws || this.#stopped) return;
    const wasOpen = this.isOpen;
    this.#end();
    if (code === CLOSE.sessionEnded) return this.#signedOut();
    if (!wasOpen && ++this.#refusals % 2 === 0) void this.#checkSession();
    this.#wait(this.#pause(code, wasOpen));
  }

  #pause(code: number, wasOpen: boolean): number {
    const told = code === CLOSE.tryAgainLater || code === CLOSE.flooding || code === CLOSE.abuse;
    if (code === CLOSE.goingAway && wasOpen) return 0;
    const pause = fullJitter(this.#attempt++, this.host.random());
    return told ? TOLD_TO_WAIT_MS + pause : pause;
  }

  #wait(pause: number): void {
    this.link.value = { state: "waiting", until: this.host.now() + pause };
    this.#timer = setTimeout(() => this.connect(), pause);
  }

  async #checkSession(): Promise<void> {
    if (!await this.host.isSignedIn().catch(() => true)) this.#signedOut();
  }

  #signedOut(): void {
    this.stop();
    this.host.signedOut();
  }

  #takenOver(): void {
    this.stop();
    this.host.takenOver();
  }
}

export const isErrorFrame = (error: unknown): error is ErrorFrame =>
  typeof error === "object" && error !== null && "type" in error && error.type === "error";
