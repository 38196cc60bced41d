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
  const missing = missingOf(headers);
  if (Object.keys(missing).length > 0) {
    throw new ParleyError("invalid_field", "This address speaks WebSocket only.", { fields: missing });
  }
  // Browsers send cookies along with sockets that any page opens; scripts elsewhere do not know a token.
  if (actor.by === "cookie" && headers.get("origin") !== ctx.state.origin) {
    throw new ParleyError("cross_site", "This page may not open a socket here.");
  }
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

/** What of a handshake (RFC 6455, 4.2.1) is not there: with half of one, Deno throws. */
function missingOf(headers: Headers): Record<string, string> {
  const says = (name: string, word: string) =>
    headers.get(name)?.split(",").some((part) => part.trim().toLowerCase() === word) ?? false;
  return {
    ...!says("upgrade", "websocket") && { upgrade: "websocket" },
    ...!says("connection", "upgrade") && { connection: "upgrade" },
    ...!headers.has("sec-websocket-key") && { "sec-websocket-key": "is missing" },
  };
}
