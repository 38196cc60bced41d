// What every answer carries, put on around the app: nothing inside can forget it, and error pages have it too.

import type { Config } from "../config.ts";
import { logger } from "../log.ts";
import { notFound } from "../protocol/errors.ts";
import { PROTOCOL_VERSION } from "../protocol/limits.ts";
import { errorResponse } from "./errors.ts";
import { requestId } from "./request_id.ts";

export type Handler = (req: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

const log = logger("http");
const POLICY = "content-security-policy";
/** For what is no page: nothing of it may be run, or shown inside another page. */
const NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/** Nor may what somebody has uploaded do anything, whatever it turns out to be. */
const UPLOAD = `${NO_PAGE}; sandbox`;
/** For a page that Fresh's csp() did not see, which is an error page: no script at all. */
const PLAIN_PAGE =
  "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/** Nor is it compressed: what others may put into a page would tell by its size what else is in it (BREACH, CVE-2013-3587). */
const PRIVATE = "no-store, no-transform";
/** A service worker is ruled by the policy of its own script: it may ask us, and nobody else. */
const WORKER = "default-src 'none'; connect-src 'self'";
const HSTS = "max-age=63072000";

/** @param config of the running instance: under an https `publicUrl`, browsers are told to stay with it */
export function withHeaders(handler: Handler, config: Pick<Config, "publicUrl">): Handler {
  const secure = config.publicUrl?.startsWith("https:") ?? false;
  return async (req, info) => {
    const id = requestId(req);
    const start = performance.now();
    const { pathname } = new URL(req.url);
    const response = isDecodable(pathname) ? await handler(req, info) : errorResponse(notFound("This address"), id);
    log.debug("{method} {path} {status}", () => ({
      method: req.method,
      path: withoutName(pathname), // never the query: a token may stand there
      status: response.status,
      ms: Math.round(performance.now() - start),
      requestId: id,
    }));
    if (response.status === 101) return response; // the handshake's headers are the protocol's own
    const answer = writable(response);
    decorate(answer.headers, id, secure);
    if (pathname.startsWith("/uploads/")) answer.headers.set(POLICY, UPLOAD);
    if (pathname === "/sw.js") answer.headers.set(POLICY, WORKER);
    return answer;
  };
}

/** What a file is called is said in a conversation: it stands in no log. */
const withoutName = (pathname: string): string => pathname.replace(/^(\/uploads\/[^/]*\/).+/, "$1…");

/** Upstream Fresh's router throws, outside of every error page, at an escape that is no UTF-8 (`%ff`). */
function isDecodable(pathname: string): boolean {
  try {
    decodeURI(pathname);
    return true;
  } catch {
    return false;
  }
}

/** Headers of a response that was fetched or redirected cannot be changed. */
function writable(response: Response): Response {
  try {
    response.headers.delete("x-powered-by");
    return response;
  } catch {
    return new Response(response.body, response);
  }
}

function decorate(headers: Headers, id: string, secure: boolean): void {
  headers.set("x-request-id", id);
  headers.set("x-parley-protocol", PROTOCOL_VERSION);
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "same-origin");
  headers.set("x-frame-options", "DENY");
  headers.set("cross-origin-opener-policy", "same-origin");
  if (!headers.has("cross-origin-resource-policy")) headers.set("cross-origin-resource-policy", "same-origin");
  if (!headers.has("cache-control")) headers.set("cache-control", PRIVATE);
  headers.set(POLICY, policyOf(headers, secure));
  if (secure) headers.set("strict-transport-security", HSTS);
}

function policyOf(headers: Headers, secure: boolean): string {
  const isPage = headers.get("content-type")?.startsWith("text/html") ?? false;
  const own = headers.get(POLICY);
  if (!isPage) return NO_PAGE;
  if (own === null) return PLAIN_PAGE;
  // Where a page carries no nonce, Fresh lets all that is inline run: we let none.
  const strict = own.replaceAll(" 'unsafe-inline'", "");
  // Fresh always asks browsers to use https, which breaks a team on plain HTTP: not a single script would load.
  return secure ? strict : strict.replace(/;?\s*upgrade-insecure-requests/, "");
}
