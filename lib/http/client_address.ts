// From where a request came and to which origin. What proxies add is believed from trusted proxies only: anybody can send
// X-Forwarded-For, and with it escape the limits of an address or put blame on another.

import ipaddr from "ipaddr.js";

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Network = [Address, number];

/** @param proxies addresses and networks, as the configuration has checked them */
export function trustOf(proxies: readonly string[]): (address: string) => boolean {
  const networks = proxies.map((proxy): Network =>
    proxy.includes("/")
      ? ipaddr.parseCIDR(proxy)
      : [ipaddr.process(proxy), ipaddr.process(proxy).kind() === "ipv4" ? 32 : 128]
  );
  return (address) => {
    if (networks.length === 0 || !ipaddr.isValid(address)) return false;
    const parsed = ipaddr.process(address);
    return networks.some(([network, bits]) => network.kind() === parsed.kind() && parsed.match(network, bits));
  };
}

/**
 * The nearest address that is no proxy of ours. X-Forwarded-For is read from its end, which our proxies wrote; what stands
 * before the first stranger is that stranger's word.
 * @param peer the other end of the connection
 */
export function clientAddress(peer: string, headers: Headers, trusted: (address: string) => boolean): string {
  let address = plain(peer);
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  while (trusted(address)) {
    const hop = hops.pop();
    if (hop === undefined || !ipaddr.isValid(hop)) break;
    address = plain(hop);
  }
  return address;
}

/** ::ffff:10.0.0.1 is 10.0.0.1. */
const plain = (address: string): string => ipaddr.isValid(address) ? ipaddr.process(address).toString() : address;

/**
 * The origin that the browser sees where none is configured.
 * @param url of the request as it came here
 * @param viaProxy the peer is a trusted proxy
 */
export function requestOrigin(url: URL, headers: Headers, viaProxy: boolean): string {
  if (!viaProxy) return url.origin;
  const scheme = headers.get("x-forwarded-proto") ?? url.protocol.slice(0, -1);
  const text = `${scheme}://${headers.get("x-forwarded-host") ?? url.host}`;
  return URL.canParse(text) ? new URL(text).origin : url.origin;
}
