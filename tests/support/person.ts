// A simulated person: an account made over REST, and sockets as a third-party client would open them.

import { strict as assert } from "node:assert";
import { waitUntil } from "./wait.ts";

/** Any frame; tests look into it as clients would, without our types. */
// deno-lint-ignore no-explicit-any -- what a server says is judged by assertions here, not by its own types
export type Frame = any;

export interface Person {
  id: string;
  username: string;
  token: string;
  /** A REST call as this person; the body is parsed. */
  api(method: string, path: string, body?: unknown, url?: string): Promise<{ status: number; body: Frame }>;
  /** A socket that has its welcome. */
  connect(options?: { url?: string; seed?: boolean }): Promise<Socket>;
}

let counter = 0;

/** Registers a new person at `url`; the name is made unique. */
export async function person(url: string, name = "person"): Promise<Person> {
  const username = `${name}-${Date.now().toString(36)}${(counter++).toString(36)}`;
  const account = { username, email: `${username}@example.com`, password: "correct horse battery" };
  const { status, body } = await call(url, undefined, "POST", "/auth/register", account);
  assert.equal(status, 201, JSON.stringify(body));
  const token: string = body.token;
  return {
    id: body.user.id,
    username,
    token,
    api: (method, path, payload, other) => call(other ?? url, token, method, path, payload),
    connect: (options = {}) => Socket.open(options.url ?? url, token, options.seed ?? false),
  };
}

async function call(url: string, token: string | undefined, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...body === undefined ? {} : { "content-type": "application/json" },
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** A socket with everything it has received, in order. */
export class Socket {
  readonly frames: Frame[] = [];
  closed: { code: number; reason: string } | undefined;
  onFrame: (frame: Frame) => void = () => {};
  #refs = 0;
  #waiting = new Map<string, (frame: Frame) => void>();

  constructor(readonly ws: WebSocket) {
    ws.onmessage = ({ data }) => {
      const value = JSON.parse(data);
      for (const frame of Array.isArray(value) ? value : [value]) this.#receive(frame);
    };
    ws.onclose = ({ code, reason }) => this.closed = { code, reason };
  }

  static async open(url: string, token: string, seed: boolean): Promise<Socket> {
    const address = `${url.replace("http", "ws")}/ws`;
    const socket = new Socket(
      seed ? new WebSocket(`${address}?token=${token}`) : new WebSocket(address, ["parley.v1", token]),
    );
    await waitUntil("a welcome", () => socket.frames.length > 0, { giveUp: () => socket.closed !== undefined });
    assert.equal(socket.frames[0].type, "system");
    return socket;
  }

  get welcome(): Frame {
    return this.frames[0];
  }

  /** Sends one frame and waits for its answer, whatever that is. */
  ask(frame: Record<string, unknown>, timeoutMs = 30_000): Promise<Frame> {
    const ref = `r${++this.#refs}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no answer to ${JSON.stringify(frame)}`)), timeoutMs);
      this.#waiting.set(ref, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.send({ ...frame, ref });
    });
  }

  send(frame: unknown): void {
    this.ws.send(typeof frame === "string" ? frame : JSON.stringify(frame));
  }

  /** The first frame, received already or to come, that `test` accepts. */
  async until(what: string, test: (frame: Frame) => boolean, timeoutMs = 30_000): Promise<Frame> {
    let found: Frame;
    const look = () => (found = this.frames.find(test)) !== undefined;
    await waitUntil(what, look, { timeoutMs, detail: () => JSON.stringify(this.frames.slice(-5)) });
    return found;
  }

  of(type: string): Frame[] {
    return this.frames.filter((frame) => frame.type === type);
  }

  async close(): Promise<void> {
    this.ws.close();
    await waitUntil("the socket to close", () => this.closed !== undefined || this.ws.readyState === WebSocket.CLOSED);
  }

  #receive(frame: Frame): void {
    this.frames.push(frame);
    if (frame.ref !== undefined) this.#waiting.get(frame.ref)?.(frame);
    this.onFrame(frame);
  }
}
