// One's own read marks: what was told to a connection that led nowhere is not lost.
import assert from "node:assert/strict";
import { Marks } from "../../lib/client/marks.ts";
import { ParleySocket } from "../../lib/client/socket.ts";
import { Conversations } from "../../lib/client/stores/conversations.ts";
import { FakeSocket, WELCOME } from "./fake_socket.ts";
import { ME, PEER, ServerModel } from "./server_model.ts";

async function begin() {
  const server = new ServerModel();
  for (let i = 0; i < 9; i++) server.do({ kind: "send", from: PEER });
  const store = new Conversations(ME, server);
  store.begin(await server.listPage());
  const ws = new FakeSocket();
  const socket = new ParleySocket({
    open: () => ws,
    isSignedIn: () => Promise.resolve(true),
    signedOut: () => {},
    takenOver: () => {},
    now: () => 0,
    random: () => 1,
  }, ME);
  socket.connect();
  ws.says(WELCOME);
  const later: number[] = [];
  const marks = new Marks(socket, store, (_, seq) => later.push(seq));
  const told = () => ws.sent.map((text) => JSON.parse(text)).filter((it) => it.type === "read");
  const seqs = () => told().map((it) => it.seq);
  const confirm = () => told().forEach(({ ref }) => ws.says(JSON.stringify({ type: "ok", ref })));
  return { ws, socket, store, marks, later, seqs, confirm };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

Deno.test("what was read is told again later if the connection that took it ended without an answer", async () => {
  const { ws, socket, store, marks, later, seqs } = await begin();
  marks.read("c1", 4);
  assert.equal(store.get("c1")?.entry.last_read_seq, 4);
  assert.deepEqual(seqs(), [4]);
  ws.ends(1006);
  await soon();
  assert.deepEqual(later, [4]);
  socket.stop();
});

Deno.test("what waits for its second goes when the page is left, and what the server has is not told again", async () => {
  const { ws, socket, marks, later, seqs, confirm } = await begin();
  for (const seq of [3, 4, 5]) marks.read("c1", seq);
  assert.deepEqual(seqs(), [3]);
  marks.flush();
  marks.flush();
  assert.deepEqual(seqs(), [3, 5]);
  confirm();
  ws.ends(1006);
  await soon();
  assert.deepEqual(later, []);
  socket.stop();
});
