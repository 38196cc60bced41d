// A chat as Socket.IO's documentation shows one: a token at the handshake, rooms joined from the database, each message inserted and
// then emitted and acknowledged.

import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createAdapter } from "@socket.io/redis-adapter";
import jwt from "jsonwebtoken";
import postgres from "postgres";
import { createClient } from "redis";
import { Server } from "socket.io";

const { PORT, DATABASE_URL, REDIS_URL, SECRET } = process.env;
const sql = postgres(DATABASE_URL, { max: 10 });
const publisher = createClient({ url: REDIS_URL });
const subscriber = publisher.duplicate();
await Promise.all([publisher.connect(), subscriber.connect()]);

const http = createServer();
const io = new Server(http, { transports: ["websocket"], adapter: createAdapter(publisher, subscriber) });

io.use((socket, next) => {
  try {
    socket.data.userId = jwt.verify(socket.handshake.auth.token, SECRET, { algorithms: ["HS256"] }).sub;
    next();
  } catch (error) {
    next(error);
  }
});

// Joined before the client is told that it is connected: it would miss messages otherwise.
io.use(async (socket, next) => {
  try {
    const rows = await sql`select group_id from group_members where user_id = ${socket.data.userId}`;
    await socket.join([`user:${socket.data.userId}`, ...rows.map((row) => row.group_id)]);
    next();
  } catch (error) {
    next(error);
  }
});

io.on("connection", (socket) => {
  const { userId } = socket.data;
  socket.on("group", async ({ group_id, content }, ack) => {
    if (!socket.rooms.has(group_id)) return ack({ error: "not a member" });
    const id = randomUUID();
    const [row] = await sql`
      insert into messages (id, sender_id, group_id, content) values (${id}, ${userId}, ${group_id}, ${content})
      returning created_at`;
    socket.to(group_id).emit("group", { id, from: userId, group_id, content, created_at: row.created_at });
    ack({ id, created_at: row.created_at });
  });
  socket.on("private", async ({ to, content }, ack) => {
    const id = randomUUID();
    const [row] = await sql`
      insert into messages (id, sender_id, receiver_id, content) values (${id}, ${userId}, ${to}, ${content})
      returning created_at`;
    io.to(`user:${to}`).emit("private", { id, from: userId, to, content, created_at: row.created_at });
    ack({ id, created_at: row.created_at });
  });
});

process.on("SIGTERM", () => process.exit(0));
http.listen(Number(PORT), "127.0.0.1");
