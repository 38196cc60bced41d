// Who may read the metrics. They name nobody, but tell how busy a team is: they are for its operator.

import { createHash, timingSafeEqual } from "node:crypto";
import ipaddr from "ipaddr.js";

/** What proxies add, ours or any other: who asks through one is not this machine, whatever the connection looks like. */
const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"];

/**
 * With a token: whoever shows it. Without: this machine, asking directly.
 * @param peer the other end of the connection
 * @param token METRICS_TOKEN
 */
export function mayReadMetrics(peer: string, headers: Headers, token: string | undefined): boolean {
  if (token !== undefined) return isSame(headers.get("authorization") ?? "", `Bearer ${token}`);
  return isLoopback(peer) && !FORWARDED.some((name) => headers.has(name));
}

const isLoopback = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === "loopback";

/** In the same time wherever they differ. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

const digest = (text: string): Uint8Array => createHash("sha256").update(text).digest();
