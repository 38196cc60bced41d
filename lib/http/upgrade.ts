// From a request to a socket: everything is judged before the upgrade, since a browser cannot see why a socket was closed early.

import { ParleyError } from "../protocol/errors.ts";
import { SUBPROTOCOL } from "../protocol/limits.ts";
import { HEARTBEAT_SECONDS } from "../realtime/sockets.ts";
import type { Person } from "./authenticate.ts";
import type { Ctx } from "./define.ts";

/**
 * @returns the upgrade; the answer to the offered protocols is `parley.v1`, never the token beside it
 * @throws ParleyError `cross_site` `invalid_field` (no upgrade request) `rate_limited` `not_ready`
 */
export function upgrade(ctx: Ctx, actor: Person): Response {
  const { headers } = ctx.req;
  if (!says(headers, "upgrade", "websocket")) throw noHandshake({ upgrade: "websocket" });
  // Browsers send cookies along with sockets that any page opens; scripts elsewhere do not know a token.
  if (actor.by === "cookie" && headers.get("origin") !== ctx.state.origin) {
    throw new ParleyError("cross_site", "This page may not open a socket here.");
  }
  // With half of a handshake (RFC 6455, 4.2.1) Deno would throw.
  if (!says(headers, "connection", "upgrade")) throw noHandshake({ connection: "upgrade" });
  if (!headers.has("sec-websocket-key")) throw noHandshake({ "sec-websocket-key": "is missing" });
  const { sockets } = ctx.state.running;
  sockets.admit(actor);
  const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((part) => part.trim());
  const arrays = offered.includes(SUBPROTOCOL);
  const { socket, response } = ctx.upgrade({
    idleTimeout: HEARTBEAT_SECONDS,
    ...arrays ? { protocol: SUBPROTOCOL } : {},
  });
  sockets.accept(socket, { userId: actor.userId, sessionId: actor.sessionId }, arrays);
  return response;
}

const says = (headers: Headers, name: string, word: string): boolean =>
  headers.get(name)?.split(",").some((part) => part.trim().toLowerCase() === word) ?? false;

const noHandshake = (fields: Record<string, string>) =>
  new ParleyError("invalid_field", "This address speaks WebSocket only.", { fields });
