// The sign-in cookie: script cannot read it, other sites' requests do not carry it, and under TLS it is bound to this very host.

import type { Config } from "../config.ts";

type Where = Pick<Config, "publicUrl">;

/** `__Host-`: set over TLS, by this host, for all of it; a neighbouring subdomain cannot plant one (RFC 6265bis, 4.1.3.2). */
const cookieName = ({ publicUrl }: Where): string => isSecure(publicUrl) ? "__Host-parley" : "parley";

const isSecure = (publicUrl: string | undefined): boolean => publicUrl?.startsWith("https:") ?? false;

/** @param expiresAt RFC 3339 @param now milliseconds */
export function setCookie(headers: Headers, config: Where, token: string, expiresAt: string, now: number): void {
  append(headers, config, token, Math.max(0, Math.floor((Date.parse(expiresAt) - now) / 1000)));
}

export const clearCookie = (headers: Headers, config: Where): void => append(headers, config, "", 0);

function append(headers: Headers, config: Where, value: string, maxAge: number): void {
  const secure = isSecure(config.publicUrl) ? "; Secure" : "";
  headers.append(
    "set-cookie",
    `${cookieName(config)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`,
  );
}

/** The cookie's value; "" and absent are the same. */
export function readCookie(headers: Headers, config: Where): string | undefined {
  const prefix = `${cookieName(config)}=`;
  const pairs = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) || undefined;
}
