// Bytes on a socket that no browser would send: fragments, and what breaks the protocol (RFC 6455).

import { strict as assert } from "node:assert";
import type { Cast } from "./cast.ts";
import { CONTINUATION, fragments, frame, PING, rawSocket, TEXT } from "./wire.ts";

export async function byHand({ url, people: { stranger, spare } }: Cast): Promise<void> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const ping = `{"type":"ping","ref":"${"r".repeat(50)}"}`;
  {
    using socket = await rawSocket(url, stranger.token);
    await socket.until("Welcome");
    const [first, ...rest] = fragments(ping, 60);
    await socket.write(first!, frame(PING, true, bytes("between")), ...rest);
    const answer = await socket.until('pong"');
    assert.match(answer, /"type":"pong"/, "a message in sixty fragments is one message");
    assert.ok(answer.includes("between"), "and a ping among them is answered");
    await socket.write(...fragments(JSON.stringify({ type: "ping", ref: "x".repeat(70_000) }), 700));
    const last = await socket.until("\x03\xf1");
    assert.ok(last.includes("\x03\xf1frame too large"), `1009, however many fragments it came in: ${last}`);
  }
  const broken: [what: string, ...frames: Uint8Array[]][] = [
    ["not masked", frame(TEXT, true, bytes(ping), false)],
    ["an opcode that is reserved", frame(5, true, bytes(ping))],
    ["a continuation of nothing", frame(CONTINUATION, true, bytes(ping))],
    ["a message begun within another", frame(TEXT, false, bytes(ping)), frame(TEXT, true, bytes(ping))],
    ["a ping of 1,000 bytes", frame(PING, true, new Uint8Array(1_000))],
    ["a ping in fragments", frame(PING, false, bytes("x"))],
    ["no UTF-8", frame(TEXT, true, new Uint8Array([0xff, 0xfe, 0xc0]))],
    ["8 EiB announced", new Uint8Array([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 1, 2, 3, 4, 0])],
  ];
  for (const [what, ...frames] of broken) {
    using socket = await rawSocket(url, stranger.token);
    await socket.until("Welcome");
    await socket.write(...frames);
    const last = await socket.end(1_000);
    assert.ok(last === undefined || !last.includes(`"pong"`), `${what} was taken for a frame`);
  }
  const innocent = await spare.connect();
  assert.equal((await innocent.ask({ type: "ping" })).type, "pong");
  await innocent.close();
}
