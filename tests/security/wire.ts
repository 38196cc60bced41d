// WebSocket frames by hand (RFC 6455, section 5.2), as no browser would send them, over the connection of a raw handshake.

import { handshake } from "../support/raw_socket.ts";

export const TEXT = 1;
export const CONTINUATION = 0;
export const PING = 9;

/** @param fin whether the message ends here */
export function frame(opcode: number, fin: boolean, payload: Uint8Array, masked = true): Uint8Array {
  const { length } = payload;
  const size = length < 126 ? [length] : length < 65_536 ? [126, length >> 8, length & 255] : [
    127,
    ...new Uint8Array(new BigUint64Array([BigInt(length)]).buffer).reverse(),
  ];
  size[0]! |= masked ? 0x80 : 0;
  const mask = masked ? [1, 2, 3, 4] : [];
  const body = masked ? payload.map((byte, n) => byte ^ mask[n % 4]!) : payload;
  return new Uint8Array([(fin ? 0x80 : 0) | opcode, ...size, ...mask, ...body]);
}

/** A text message in `pieces` fragments. */
export function fragments(text: string, pieces: number): Uint8Array[] {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / pieces);
  return Array.from(
    { length: pieces },
    (_, n) => frame(n === 0 ? TEXT : CONTINUATION, n === pieces - 1, bytes.subarray(n * size, (n + 1) * size)),
  );
}

export interface RawSocket extends Disposable {
  /** @returns whether the peer still takes it */
  write(...frames: Uint8Array[]): Promise<boolean>;
  /** Reads until what has come holds `text`, or it is over. @returns everything since the last call, as Windows-1252 */
  until(text: string, ms?: number): Promise<string>;
  /** Reads until the peer closes. @returns what it said before, or undefined if it did not within `ms` */
  end(ms?: number): Promise<string | undefined>;
}

export async function rawSocket(url: string, token: string): Promise<RawSocket> {
  const { status, connection, body } = await handshake(url, "/ws", { authorization: `Bearer ${token}` });
  if (status !== 101) throw new Error(`the handshake was answered with ${status}`);
  let read = body;
  let isOver = false;
  const ended = (async () => {
    const buffer = new Uint8Array(65_536);
    for (let n; (n = await connection.read(buffer).catch(() => null)) !== null;) {
      read += new TextDecoder("windows-1252").decode(buffer.subarray(0, n));
    }
    isOver = true;
  })();
  const take = () => {
    const text = read;
    read = "";
    return text;
  };
  return {
    async write(...frames) {
      try {
        for (const bytes of frames) {
          for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
        }
        return true;
      } catch {
        return false;
      }
    },
    async until(text, ms = 10_000) {
      const late = performance.now() + ms;
      while (!read.includes(text) && !isOver && performance.now() < late) await new Promise((go) => setTimeout(go, 10));
      return take();
    },
    async end(ms = 10_000) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<void>((resolve) => timer = setTimeout(resolve, ms));
      await Promise.race([ended, late]);
      clearTimeout(timer);
      return isOver ? take() : undefined;
    },
    [Symbol.dispose]() {
      try {
        connection.close();
      } catch {
        // the peer was first
      }
    },
  };
}
