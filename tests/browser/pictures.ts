// Files for tests, made as they are needed: real PNGs of one colour, and bytes that nothing can compress.

import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";

const encoder = new TextEncoder();

/** What Playwright puts into a file field. */
export interface FileToChoose {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** @param colour red, green, blue: 0 to 255 */
export async function picture(
  name: string,
  width: number,
  height: number,
  colour: readonly [number, number, number],
): Promise<FileToChoose> {
  return { name, mimeType: "image/png", buffer: Buffer.from(await png(width, height, colour)) };
}

/** @param size bytes */
export function bytes(name: string, size: number): FileToChoose {
  const buffer = Buffer.alloc(size);
  for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(buffer.subarray(at, Math.min(size, at + 65_536)));
  return { name, mimeType: "application/octet-stream", buffer };
}

/** @see https://www.w3.org/TR/png/ */
async function png(width: number, height: number, colour: readonly [number, number, number]): Promise<Uint8Array> {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8); // 8 bits of red, green and blue each
  const line = new Uint8Array(1 + 3 * width);
  for (let x = 0; x < width; x++) line.set(colour, 1 + 3 * x);
  const lines = new Uint8Array(line.length * height);
  for (let y = 0; y < height; y++) lines.set(line, line.length * y);
  return join([
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk("IHDR", header),
    chunk("IDAT", await deflated(lines)),
    chunk("IEND", new Uint8Array()),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const named = join([encoder.encode(type), data]);
  const framed = new Uint8Array(named.length + 8);
  const view = new DataView(framed.buffer);
  view.setUint32(0, data.length);
  framed.set(named, 4);
  view.setUint32(named.length + 4, crc32(named));
  return framed;
}

async function deflated(data: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, it) => sum + it.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
