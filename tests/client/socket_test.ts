// When the socket comes back, when it waits, and when it stays away: by close code, without a network.
import assert from "node:assert/strict";
import { ParleySocket } from "../../lib/client/socket.ts";
import type { ServerFrame } from "../../lib/protocol/server_frames.ts";
import { FakeSocket, WELCOME } from "./fake_socket.ts";

function begin({ signedIn = true, random = 0.5, doubtMs = 60_000 } = {}) {
  const opened: FakeSocket[] = [];
  const log: string[] = [];
  const socket = new ParleySocket(
    {
      open: () => {
        const fake = new FakeSocket();
        opened.push(fake);
        return fake;
      },
      isSignedIn: () => (log.push("asked"), Promise.resolve(signedIn)),
      signedOut: () => void log.push("signed out"),
      takenOver: () => void log.push("taken over"),
      now: () => 0,
      random: () => random,
    },
    "me",
    doubtMs,
  );
  socket.connect();
  return { socket, opened, log, last: () => opened.at(-1)! };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));
const waitOf = (socket: ParleySocket) => socket.link.value.state === "waiting" ? socket.link.value.until : NaN;

Deno.test("a server that goes away is connected to again at once", async () => {
  const { socket, opened, last } = begin();
  last().says(WELCOME);
  assert.equal(socket.isOpen, true);
  last().ends(1001);
  assert.equal(waitOf(socket), 0);
  await soon();
  assert.equal(opened.length, 2);
  socket.stop();
});

Deno.test("what was missed and cannot be loaded is tried again with a new socket, after a pause; of an old one nobody asks", async () => {
  const { socket, opened, last } = begin({ random: 0 });
  socket.onWelcome = () => Promise.reject(new Error("the list could not be had"));
  last().says(WELCOME);
  await soon();
  assert.ok(waitOf(socket) >= 5_000);
  socket.connect();
  let fail = () => {};
  socket.onWelcome = () => new Promise((_, reject) => fail = () => reject(new Error("too late")));
  last().says(WELCOME);
  last().ends(1001);
  await soon();
  assert.equal(opened.length, 3);
  fail();
  await soon();
  assert.equal(socket.link.value.state, "connecting");
  socket.stop();
});

Deno.test("a session that ended leads to sign-in, and nothing connects any more", async () => {
  const { socket, opened, log, last } = begin();
  last().says(WELCOME);
  last().ends(4401);
  socket.connect();
  await soon();
  assert.deepEqual(log, ["signed out"]);
  assert.equal(opened.length, 1);
});

Deno.test("a welcome to another person ends it before anything is said in their name", async () => {
  const { socket, opened, log, last } = begin();
  let hasBegun = false;
  socket.onWelcome = socket.onFrames = () => {
    hasBegun = true;
    return Promise.resolve();
  };
  last().says(WELCOME.replace('"me"', '"another"'));
  assert.equal(socket.send({ type: "ping" }), false);
  socket.connect();
  await soon();
  assert.deepEqual(log, ["taken over"]);
  assert.deepEqual([opened.length, opened[0]!.sent.length, socket.isOpen, hasBegun], [1, 0, false, false]);
});

Deno.test("whoever is asked to wait waits at least five seconds", () => {
  for (const code of [1013, 4429, 1008]) {
    const { socket, last } = begin({ random: 0 });
    last().says(WELCOME);
    last().ends(code);
    assert.ok(waitOf(socket) >= 5_000, `${code}`);
    socket.stop();
  }
});

Deno.test("failures wait longer each time, and a welcome begins anew", () => {
  const { socket, last } = begin();
  const waits: number[] = [];
  for (let i = 0; i < 3; i++) {
    last().ends(1006);
    waits.push(waitOf(socket));
    socket.connect();
  }
  assert.deepEqual(waits, [250, 500, 1_000]);
  last().says(WELCOME);
  last().ends(1006);
  assert.equal(waitOf(socket), 250);
  socket.stop();
});

Deno.test("after two failures before a welcome the session is asked for, and a refusal leads to sign-in", async () => {
  const { socket, log, last } = begin({ signedIn: false });
  last().ends(1006);
  assert.deepEqual(log, []);
  socket.connect();
  last().ends(1006);
  await soon();
  assert.deepEqual(log, ["asked", "signed out"]);
});

Deno.test("an answer finds its question, an error rejects it, and an end rejects all", async () => {
  const { socket, last } = begin();
  last().says(WELCOME);
  const pong = socket.ask("pong", { type: "ping" });
  const refused = socket.ask("sync", { type: "sync", conversation_id: "c", after_rev: 0 });
  const lost = socket.ask("pong", { type: "ping" });
  const refs = last().sent.map((text) => JSON.parse(text).ref);
  last().says(JSON.stringify([
    { type: "pong", ref: refs[0], me_rev: 1, heads: {} },
    { type: "error", ref: refs[1], code: "not_found", error: "Not there." },
  ]));
  assert.equal((await pong).me_rev, 1);
  await assert.rejects(refused, (frame: ServerFrame) => frame.type === "error" && frame.code === "not_found");
  last().ends(1006);
  await assert.rejects(lost);
  socket.stop();
});

Deno.test("a socket that does not answer a ping is given up", async () => {
  const { socket, opened, last } = begin();
  last().says(WELCOME);
  socket.onPing = () => Promise.reject(new Error("no answer"));
  await socket.ping();
  await soon();
  assert.equal(opened.length, 2);
  socket.stop();
});

Deno.test("whoever sent a message and hears nothing asks for a sign of life, once; whoever hears anything does not", async () => {
  const { socket, last } = begin({ doubtMs: 2 });
  const say = () => socket.send({ type: "private", to: "b", content: "there?", client_id: "c" });
  const pings = () => last().sent.filter((text) => JSON.parse(text).type === "ping").length;
  last().says(WELCOME);
  socket.send({ type: "typing", to: "b" });
  await soon();
  assert.equal(pings(), 0, "nobody answers that");
  say();
  last().says(JSON.stringify({ type: "user_status", from: "system", content: { user_id: "b", status: "away" } }));
  await soon();
  assert.equal(pings(), 0, "the network is there");
  say();
  await soon();
  say();
  await soon();
  assert.equal(pings(), 1);
  last().says(JSON.stringify({ type: "pong", ref: "r1", me_rev: 1, heads: {} }));
  say();
  await soon();
  assert.equal(pings(), 2);
  socket.stop();
});
