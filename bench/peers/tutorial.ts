// The tutorial that Parley comes from, as its design is written: Go, a hub of one goroutine, one write a delivery, one insert a
// message. Built with Debian's packages.

import { install } from "../../tests/support/apt.ts";
import { ensure } from "../../tests/support/ensure.ts";
import { freePort } from "../../tests/support/port.ts";
import { spawnChild } from "../../tests/support/process.ts";
import { listens } from "./node.ts";
import type { Peer } from "./peer.ts";
import { storedIn } from "./stored.ts";
import { makeTables, SECRET, tokensFor } from "./tables.ts";

const GOPATH = "/usr/share/gocode";
const LIBRARIES = {
  "gorilla/websocket": "golang-github-gorilla-websocket-dev",
  "lib/pq": "golang-github-lib-pq-dev",
  "golang-jwt/jwt": "golang-github-golang-jwt-jwt-dev",
};
let built: Promise<string> | undefined;

async function build(folder: string): Promise<string> {
  const go = await ensure("go");
  const there = await Promise.all(
    Object.keys(LIBRARIES).map((name) => Deno.stat(`${GOPATH}/src/github.com/${name}`).catch(() => undefined)),
  );
  if (there.includes(undefined)) await install(Object.values(LIBRARIES));
  const binary = `${folder}/tutorial`;
  const { success, stderr } = await new Deno.Command(go, {
    args: ["build", "-o", binary, "."],
    cwd: new URL("tutorial/", import.meta.url).pathname,
    env: { GO111MODULE: "off", GOPATH },
  }).output();
  if (!success) throw new Error(`the tutorial's server was not built: ${new TextDecoder().decode(stderr)}`);
  return binary;
}

export const tutorial: Peer = {
  name: "Go tutorial",
  does: "the tutorial's design: delivers, then one insert a message; confirms nothing",
  dialect: { dialect: "json", path: "/ws", acks: false },
  async prepare(world, ground) {
    const command = await (built ??= build(ground.folder));
    const url = await ground.postgres.createDatabase();
    await makeTables(url, world);
    return {
      tokens: await tokensFor(world.people),
      async start() {
        const port = freePort();
        const env = { PORT: `${port}`, DATABASE_URL: `${url}?sslmode=disable`, SECRET };
        const child = spawnChild({ command, args: [], folder: ground.folder, env });
        await child.ready(() => listens(port));
        return { ports: [port], pids: [child.pid], [Symbol.asyncDispose]: async () => void await child.stop(3_000) };
      },
      stored: (run) => storedIn(url, "messages", run),
    };
  },
};
