// Exactly one credential of a request counts: the first that is present. A bad one is refused and never replaced by the next, or
// a bad token beside a good cookie would act as the cookie's owner.

import type { Config } from "../config.ts";
import { SUBPROTOCOL } from "../protocol/limits.ts";
import { readCookie } from "./cookie.ts";

export interface Credential {
  by: "bearer" | "subprotocol" | "query" | "cookie";
  token: string;
}

/** @returns the one credential that counts; its token may be anything, also "" */
export function credentialOf(
  headers: Headers,
  url: URL,
  config: Pick<Config, "publicUrl" | "urlTokens">,
): Credential | undefined {
  const authorization = headers.get("authorization");
  if (authorization !== null) return { by: "bearer", token: /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "" };
  const offered = (headers.get("sec-websocket-protocol") ?? "").split(",").map((part) => part.trim());
  if (offered[0] === SUBPROTOCOL && offered[1] !== undefined) return { by: "subprotocol", token: offered[1] };
  const inUrl = config.urlTokens ? url.searchParams.get("token") : null;
  if (inUrl !== null) return { by: "query", token: inUrl };
  const cookie = readCookie(headers, config);
  return cookie === undefined ? undefined : { by: "cookie", token: cookie };
}
