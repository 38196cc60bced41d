// nats-server over WebSocket: a room is a subject. It stores nothing and confirms nothing; it is here for how fast a broker is.

import { ensure } from "../../tests/support/ensure.ts";
import { freePort } from "../../tests/support/port.ts";
import { spawnChild } from "../../tests/support/process.ts";
import { listens } from "./node.ts";
import type { Peer } from "./peer.ts";

const settings = (port: number, websocket: number) => `
  host: "127.0.0.1", port: ${port}, max_connections: 100000
  websocket { host: "127.0.0.1", port: ${websocket}, no_tls: true }
`;

export const nats: Peer = {
  name: "nats-server",
  does: "stores nothing, checks nobody, confirms nothing",
  dialect: { dialect: "nats", path: "/", acks: false },
  async prepare({ people }, { folder }) {
    const command = await ensure("nats-server");
    return {
      tokens: people,
      async start() {
        const port = freePort();
        const file = `${folder}/nats-${port}.conf`;
        await Deno.writeTextFile(file, settings(freePort(), port));
        const child = spawnChild({ command, args: ["-c", file], folder });
        await child.ready(() => listens(port));
        return { ports: [port], pids: [child.pid], [Symbol.asyncDispose]: async () => void await child.stop(3_000) };
      },
      stored: () => Promise.resolve(undefined),
    };
  },
};
