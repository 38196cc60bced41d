// A WebSocket without a network.

import type { Channel } from "../../lib/client/socket.ts";

export const WELCOME = JSON.stringify({ type: "system", to: "me", epoch: "e", me_rev: 0 });

/** As much of a WebSocket as the client touches, driven by the test. */
export class FakeSocket implements Channel {
  readyState: number = WebSocket.OPEN;
  sent: string[] = [];
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  send = (text: string) => void this.sent.push(text);
  close = () => void (this.readyState = WebSocket.CLOSED);
  says = (text: string) => this.onmessage?.(new MessageEvent("message", { data: text }));
  ends = (code: number) => this.onclose?.(new CloseEvent("close", { code }));
}
