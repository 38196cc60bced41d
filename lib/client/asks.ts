// Questions on the socket: each has a `ref`, and the frame that repeats it is its answer.

import type { ServerFrame } from "../protocol/server_frames.ts";

type FrameType = ServerFrame["type"];
/** The frame of that type. */
export type FrameOf<K extends FrameType> = Extract<ServerFrame, { type: K }>;

const isOf = <K extends FrameType>(frame: ServerFrame, type: K): frame is FrameOf<K> => frame.type === type;

interface Open {
  settle(frame: ServerFrame): void;
  reject(reason: unknown): void;
  timer: ReturnType<typeof setTimeout>;
}

export class Asks {
  #next = 1;
  #open = new Map<string, Open>();

  /**
   * @param type of the answer; anything else (an error frame) rejects
   * @param patience milliseconds until the answer counts as lost
   */
  open<K extends FrameType>(type: K, patience: number): { ref: string; answer: Promise<FrameOf<K>> } {
    const ref = `r${this.#next++}`;
    const answer = new Promise<FrameOf<K>>((resolve, reject) => {
      const timer = setTimeout(() => this.reject(ref, new Error("no answer")), patience);
      const settle = (frame: ServerFrame) => isOf(frame, type) ? resolve(frame) : reject(frame);
      this.#open.set(ref, { settle, reject, timer });
    });
    return { ref, answer };
  }

  settle(ref: string, frame: ServerFrame): void {
    this.#close(ref)?.settle(frame);
  }

  reject(ref: string, reason: Error): void {
    this.#close(ref)?.reject(reason);
  }

  rejectAll(): void {
    for (const ref of [...this.#open.keys()]) this.reject(ref, new Error("the socket ended"));
  }

  #close(ref: string): Open | undefined {
    const ask = this.#open.get(ref);
    clearTimeout(ask?.timer);
    this.#open.delete(ref);
    return ask;
  }
}
