// Files of the build in as few bytes as there can be: compressed once, as well as it goes, and kept. What Deno does by itself for each
// answer has to be quick: of the chat's largest script, 128 kB, its gzip leaves 62 kB where 44 are possible, its Brotli 42 of 39.

import type { Middleware } from "fresh";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";

/** By the names of RFC 9110, 8.4.1, and of RFC 7932. The best first; at their defaults both take the time that it takes. */
const CODINGS = { br: promisify(brotliCompress), gzip: promisify(gzip) };
type Coding = keyof typeof CODINGS;

const TEXT = /^(?:text|application)\/(?:javascript|css|json|manifest\+json)\b/;

/**
 * For what never changes and has an entity tag, which is how a file is known here: an address can be written in many ways, and each
 * compression takes a while of a processor. The first who ask get it as it was; nobody waits.
 */
export function compressed<State>(): Middleware<State> {
  const kept = new Map<string, Uint8Array<ArrayBuffer> | "on its way">();
  return async (ctx) => {
    const coding = codingFor(ctx.req); // asked first: an upgraded request can no longer be read
    const response = await ctx.next();
    const etag = response.headers.get("etag");
    if (coding === undefined || etag === null || !isLasting(response)) return response;
    const key = `${coding} ${etag}`;
    const bytes = kept.get(key);
    if (bytes !== undefined && bytes !== "on its way") return inFewer(response, coding, bytes);
    if (bytes === undefined) {
      kept.set(key, "on its way");
      const whole = await response.clone().arrayBuffer();
      CODINGS[coding](whole).then((it) => kept.set(key, new Uint8Array(it)), () => kept.delete(key));
    }
    return response;
  };
}

/** The best that the browser takes; undefined: none of ours. */
function codingFor(req: Request): Coding | undefined {
  if (req.method !== "GET") return undefined;
  const taken = (req.headers.get("accept-encoding") ?? "").split(",").map((it) => it.trim().toLowerCase());
  return (["br", "gzip"] as const).find((coding) => taken.some((it) => it === coding || refusesNot(it, coding)));
}

/** Such as `br;q=0.5`, and not `br;q=0`. */
const refusesNot = (it: string, coding: Coding): boolean =>
  it.startsWith(`${coding};`) && !/;\s*q=0(?:\.0*)?$/.test(it);

const isLasting = ({ status, headers }: Response): boolean =>
  status === 200 && (headers.get("cache-control") ?? "").includes("immutable") &&
  TEXT.test(headers.get("content-type") ?? "");

function inFewer(response: Response, coding: Coding, bytes: Uint8Array<ArrayBuffer>): Response {
  void response.body?.cancel();
  const headers = new Headers(response.headers);
  headers.set("content-encoding", coding);
  headers.set("content-length", String(bytes.byteLength));
  headers.append("vary", "accept-encoding");
  return new Response(bytes, { headers });
}
