// A file as an answer. Browsers show pictures, sound and films where they stand; everything else they save, and run nothing of it
// (`headers.ts` adds a sandbox and `nosniff`). What is shown is kept by the browser and asked for again each time: 304 saves the bytes,
// and whoever may not read it any more gets 404 instead.

import { create } from "content-disposition";
import type { FileView } from "../protocol/views.ts";
import { isShown, PLAIN } from "../services/file_types.ts";

const REVALIDATED = "private, no-cache, no-transform";

/** From which byte, up to which, without it. */
interface Span {
  from: number;
  to: number;
}

/** @param bytes gives what is asked for @returns 200, 206, 304 or 416 */
export function fileAnswer(
  req: Request,
  file: FileView,
  bytes: (from: number, to: number) => AsyncIterable<Uint8Array>,
): Response {
  const headers = headersOf(file);
  const etag = headers.get("etag") ?? "";
  if (holds(req.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  const span = spanOf(req, etag, file.size);
  if (span === undefined) {
    headers.set("content-range", `bytes */${file.size}`);
    headers.delete("content-disposition");
    return new Response(null, { status: 416, headers });
  }
  const { from, to } = span;
  headers.set("content-length", String(to - from));
  const isPart = to - from < file.size;
  if (isPart) headers.set("content-range", `bytes ${from}-${to - 1}/${file.size}`);
  const body = req.method === "HEAD" ? null : ReadableStream.from(bytes(from, to));
  return new Response(body, { status: isPart ? 206 : 200, headers });
}

function headersOf({ id, name, content_type }: FileView): Headers {
  const shown = isShown(content_type);
  const headers = new Headers({
    "content-type": shown ? content_type : PLAIN,
    "content-disposition": create(name, { type: shown ? "inline" : "attachment" }),
    "accept-ranges": "bytes",
    etag: `"${id}"`, // a file never changes
  });
  if (shown) headers.set("cache-control", REVALIDATED);
  return headers;
}

const holds = (held: string | null, etag: string): boolean =>
  (held ?? "").split(",").some((tag) => [etag, "*"].includes(tag.trim().replace(/^W\//, "")));

/** One range; what is none, or several, is answered with everything, as RFC 9110 allows. @returns undefined: beyond the end */
function spanOf(req: Request, etag: string, size: number): Span | undefined {
  const whole = { from: 0, to: size };
  const range = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(req.headers.get("range") ?? "");
  const since = req.headers.get("if-range");
  if (range === null || (since !== null && since !== etag)) return whole;
  const [, first = "", last = ""] = range;
  if (first === "") return last === "" ? whole : endOf(size, Number(last));
  const span = { from: Number(first), to: last === "" ? size : Math.min(size, Number(last) + 1) };
  if (span.from >= size) return undefined;
  return span.from < span.to ? span : whole;
}

/** The last `count` bytes. */
const endOf = (size: number, count: number): Span | undefined =>
  count === 0 || size === 0 ? undefined : { from: Math.max(0, size - count), to: size };
