// A WebSocket handshake by hand, over plain TCP: for headers that no client would send, and for peers that never read.

const KEY = "dGhlIHNhbXBsZSBub25jZQ==";

/** What a handshake was answered with, and the connection, which nobody reads any further. */
export interface Handshake {
  status: number;
  headers: Headers;
  body: string;
  connection: Deno.TcpConn;
}

/** @param headers beside those of the handshake itself */
export async function handshake(url: string, path: string, headers: Record<string, string> = {}): Promise<Handshake> {
  const { hostname, port } = new URL(url);
  const connection = await Deno.connect({ hostname, port: Number(port) });
  const lines = [
    `GET ${path} HTTP/1.1`,
    ...Object.entries({
      host: `${hostname}:${port}`,
      connection: "Upgrade",
      upgrade: "websocket",
      "sec-websocket-version": "13",
      "sec-websocket-key": KEY,
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
  ];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  let text = "";
  const buffer = new Uint8Array(4096);
  while (!text.includes("\r\n\r\n")) {
    const n = await connection.read(buffer);
    if (n === null) break;
    text += new TextDecoder().decode(buffer.subarray(0, n));
  }
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const [line = "", ...rest] = head.split("\r\n");
  const pairs = rest.map((
    it,
  ): [string, string] => [it.slice(0, it.indexOf(":")), it.slice(it.indexOf(":") + 1).trim()]);
  return { status: Number(line.split(" ")[1]), headers: new Headers(pairs), body, connection };
}

/** The status alone; the connection is closed. */
export async function handshakeStatus(url: string, path: string, headers?: Record<string, string>): Promise<number> {
  const { status, connection } = await handshake(url, path, headers);
  connection.close();
  return status;
}

/** A text frame as a client writes it; the mask is there, and changes nothing. */
export function textFrame(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length < 126 || bytes.length > 0xffff) throw new Error("only the length of two bytes is written here");
  return new Uint8Array([0x81, 0x80 | 126, bytes.length >> 8, bytes.length & 255, 0, 0, 0, 0, ...bytes]);
}
