// The peers on Node: Socket.IO with its Redis adapter and one insert a message, which is what a TypeScript team picks, and `ws`
// with nothing around it. Their packages are installed when a benchmark runs.

import { freePort } from "../../tests/support/port.ts";
import { spawnChild } from "../../tests/support/process.ts";
import type { Ground, Peer, Running, World } from "./peer.ts";
import { storedIn } from "./stored.ts";
import { makeTables, SECRET, tokensFor } from "./tables.ts";

const SOURCES = new URL("node/", import.meta.url);
const FILES = ["package.json", "socketio.mjs", "ws.mjs"];
let installed: Promise<string> | undefined;

/** @returns the folder with the servers and their packages */
async function install(ground: Ground): Promise<string> {
  const folder = `${ground.folder}/node`;
  await Deno.mkdir(folder);
  for (const file of FILES) await Deno.copyFile(new URL(file, SOURCES), `${folder}/${file}`);
  const npm = new Deno.Command("npm", { args: ["install", "--no-audit", "--no-fund"], cwd: folder, stdout: "null" });
  const { success, stderr } = await npm.output();
  if (!success) throw new Error(`npm install failed: ${new TextDecoder().decode(stderr)}`);
  return folder;
}

async function start(folder: string, script: string, env: Record<string, string>, count: number): Promise<Running> {
  const ports = Array.from({ length: count }, freePort);
  const children = ports.map((port) =>
    spawnChild({
      command: "node",
      args: [`${folder}/${script}`],
      folder,
      env: { PATH: Deno.env.get("PATH") ?? "", NODE_ENV: "production", PORT: `${port}`, ...env },
    })
  );
  await Promise.all(children.map((child, i) => child.ready(() => listens(ports[i]!))));
  return {
    ports,
    pids: children.map(({ pid }) => pid),
    [Symbol.asyncDispose]: async () => void await Promise.all(children.map((child) => child.stop(2_000))),
  };
}

/** Whether something accepts connections there. */
export async function listens(port: number): Promise<boolean> {
  (await Deno.connect({ hostname: "127.0.0.1", port })).close();
  return true;
}

export const socketIo: Peer = {
  name: "Socket.IO",
  does: "4.8 on Node, Redis adapter, postgres.js; one insert a message before its ack",
  dialect: { dialect: "socketio", path: "/socket.io/?EIO=4&transport=websocket", acks: true },
  async prepare(world, ground) {
    const folder = await (installed ??= install(ground));
    const url = await ground.postgres.createDatabase();
    await makeTables(url, world);
    const env = { DATABASE_URL: url, REDIS_URL: ground.redis.url, SECRET };
    return {
      tokens: await tokensFor(world.people),
      start: (instances) => start(folder, "socketio.mjs", env, instances),
      stored: (run) => storedIn(url, "messages", run),
    };
  },
};

export const bareWs: Peer = {
  name: "ws",
  does: "ws 8 on Node: stores nothing, checks nobody",
  dialect: { dialect: "json", path: "/", acks: true },
  async prepare(world: World, ground) {
    const folder = await (installed ??= install(ground));
    const file = `${folder}/world-${crypto.randomUUID()}.json`;
    await Deno.writeTextFile(file, JSON.stringify(world));
    return {
      tokens: world.people,
      start: () => start(folder, "ws.mjs", { WORLD: file }, 1),
      stored: () => Promise.resolve(undefined),
    };
  },
};
