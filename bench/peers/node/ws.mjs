// The least that can be written with `ws`: rooms in memory, one send a member, nothing stored, nobody checked.

import { readFileSync } from "node:fs";
import { WebSocketServer } from "ws";

const { PORT, WORLD } = process.env;
const { people, rooms } = JSON.parse(readFileSync(WORLD, "utf8"));
const sockets = new Map();
const members = new Map(rooms.map((room) => [room.id, room.members.map((at) => people[at])]));

const server = new WebSocketServer({ host: "127.0.0.1", port: Number(PORT), perMessageDeflate: false });
server.on("connection", (socket, request) => {
  const userId = new URL(request.url, "http://localhost").searchParams.get("token");
  sockets.set(userId, socket);
  socket.on("close", () => sockets.delete(userId));
  socket.on("message", (data) => {
    const { type, to, group_id, content, client_id } = JSON.parse(data);
    const text = JSON.stringify({ type, content, from: userId, to, group_id });
    const receivers = type === "private" ? [to] : members.get(group_id) ?? [];
    for (const receiver of receivers) if (receiver !== userId) sockets.get(receiver)?.send(text);
    socket.send(JSON.stringify({ type: "ack", client_id }));
  });
  socket.send(JSON.stringify({ type: "system", content: "welcome" }));
});
process.on("SIGTERM", () => process.exit(0));
