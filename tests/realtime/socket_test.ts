// The socket's contract, frame by frame, against a real instance: what each frame does, who hears of it, and how everything else
// is refused. The same on the embedded database and on Postgres.

import { strict as assert } from "node:assert";
import { type Instance, startInstance } from "../support/instance.ts";
import { type Person, person, type Socket } from "../support/person.ts";
import { handshake, handshakeStatus, textFrame } from "../support/raw_socket.ts";
import { freshDatabase } from "../support/shared.ts";
import { waitUntil } from "../support/wait.ts";

type Case = (instance: Instance) => Promise<void>;
const cases: [name: string, work: Case][] = [];
const policy = (name: string, work: Case) => cases.push([name, work]);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const closeAll = (...sockets: Socket[]) => Promise.all(sockets.map((socket) => socket.close()));

async function makeGroup(owner: Person, ...members: Person[]): Promise<string> {
  const { status, body } = await owner.api("POST", "/groups", { name: "g", members: members.map(({ id }) => id) });
  assert.equal(status, 201, JSON.stringify(body));
  return body.group.id;
}

policy("the welcome comes first and says who, where and when", async ({ url }) => {
  const anna = await person(url, "anna");
  const socket = await anna.connect();
  const { connection_id, epoch, me_rev, ...rest } = socket.welcome;
  assert.deepEqual(rest, {
    type: "system",
    content: "Welcome to chat server",
    from: "server",
    to: anna.id,
    protocol: "1.0",
    heartbeat_seconds: 30,
  });
  assert.match(connection_id, /^[0-9a-f-]{36}$/);
  assert.equal(typeof epoch, "string");
  assert.equal(me_rev, 0);
  await closeAll(socket);
});

policy(
  "a private message is acked to the socket that sent it, and reaches every other socket of both",
  async ({ url }) => {
    const [anna, bert, eve] = [await person(url, "anna"), await person(url, "bert"), await person(url, "eve")];
    const [phone, laptop, there, outside] = [
      await anna.connect(),
      await anna.connect(),
      await bert.connect(),
      await eve.connect(),
    ];
    const ack = await phone.ask({ type: "private", to: bert.id, content: "hello", client_id: "c1" });
    assert.deepEqual(
      { ...ack, id: "", conversation_id: "", created_at: "", ref: "" },
      { type: "ack", ref: "", client_id: "c1", id: "", conversation_id: "", seq: 1, rev: 2, created_at: "" },
    );
    for (const socket of [laptop, there]) {
      const frame = await socket.until("the message", (it) => it.type === "private");
      assert.deepEqual(frame, {
        type: "private",
        id: ack.id,
        conversation_id: ack.conversation_id,
        seq: 1,
        rev: 2,
        from: anna.id,
        to: bert.id,
        content: "hello",
        message_type: "text",
        created_at: ack.created_at,
      });
      const types = socket.frames.map((it) => it.type).filter((type) => type !== "user_status" && type !== "rev");
      assert.deepEqual(
        types,
        ["system", "conversation_added", "private"],
        "the conversation comes before its first frame",
      );
    }
    const { body } = await bert.api("GET", `/messages/${ack.id}`);
    assert.equal(body.message.content, "hello", "stored before it was acked");
    assert.deepEqual(phone.of("private"), [], "the sender's socket has its ack and no copy");
    const own = phone.frames.map((it) => it.type).filter((type) => type !== "user_status" && type !== "rev");
    assert.deepEqual(own, ["system", "conversation_added", "ack"], "here too the conversation comes first");
    const heard = outside.frames.slice(1).filter((it) => it.type !== "user_status");
    assert.deepEqual(heard, [], "nobody else hears of it");
    const again = await phone.ask({ type: "private", to: bert.id, content: "hello", client_id: "c1" });
    assert.equal(again.duplicate, true);
    assert.equal(again.id, ack.id);
    const reused = await phone.ask({ type: "private", to: bert.id, content: "other", client_id: "c1" });
    assert.equal(reused.code, "client_id_reused");
    assert.equal(reused.client_id, "c1");
    await closeAll(phone, laptop, there, outside);
  },
);

policy("a seed client chats with its own frames and its token in the address", async ({ url }) => {
  const [user1, user2] = [await person(url, "user1"), await person(url, "user2")];
  const [one, two] = [await user1.connect({ seed: true }), await user2.connect({ seed: true })];
  one.send({ type: "private", content: "Hello from user1", from: "somebody else", to: user2.id, group_id: "" });
  const received = await two.until("the message", (it) => it.type === "private");
  assert.equal(received.content, "Hello from user1");
  assert.equal(received.from, user1.id, "the sender is whoever is signed in");
  assert.equal(received.to, user2.id);
  one.send({ type: "user_status", content: { user_id: user1.id, status: "busy" }, from: "", to: "", group_id: "" });
  const status = await two.until("the status", (it) => it.type === "user_status" && it.content.status === "busy");
  await one.until("one's own", (it) => it.type === "user_status" && it.content.status === "busy");
  assert.equal(status.content.user_id, user1.id);
  assert.equal(status.from, "system");
  two.send({ type: "read", content: received.id, from: user2.id, to: user1.id, group_id: "" });
  const read = await one.until("the receipt", (it) => it.type === "read");
  assert.equal(read.content, received.id);
  assert.equal(read.from, user2.id);
  one.send({ type: "typing", content: "", to: user2.id, group_id: "" });
  const typing = await two.until("typing", (it) => it.type === "typing");
  assert.deepEqual(typing.content, { username: user1.username, typing: true });
  const modern = await user1.connect();
  modern.send({ type: "typing", to: user2.id, typing: false });
  await modern.ask({ type: "ping" });
  await pause(50);
  assert.equal(two.of("typing").length, 1, "the seed's page would show 'not typing' as typing");
  await closeAll(one, two, modern);
});

policy(
  "a group hears its members and nobody else; who joins while here is told of the group first",
  async ({ url }) => {
    const [owner, member, late, eve] = await Promise.all(
      ["owner", "member", "late", "eve"].map((name) => person(url, name)),
    );
    const groupId = await makeGroup(owner!, member!);
    const sockets = await Promise.all([owner!, member!, late!, eve!].map((who) => who.connect()));
    const [atOwner, atMember, atLate, atEve] = sockets as [Socket, Socket, Socket, Socket];
    const ack = await atOwner.ask({ type: "group", group_id: groupId, content: "one" });
    assert.equal((await atMember.until("one", (it) => it.type === "group")).content, "one");
    assert.equal((await atEve.ask({ type: "group", group_id: groupId, content: "in" })).code, "not_found");
    assert.equal((await atEve.ask({ type: "group", group_id: crypto.randomUUID(), content: "in" })).code, "not_found");
    assert.equal((await owner!.api("POST", `/groups/${groupId}/members`, { user_id: late!.id })).status, 200);
    await atOwner.ask({ type: "group", group_id: groupId, content: "two" });
    const two = await atLate.until("two", (it) => it.type === "group" && it.content === "two");
    assert.equal(two.rev, ack.rev + 3, "the new member and the sentence that says so lie between");
    const told = atLate.frames.map((it) => it.type).filter((type) => type !== "user_status");
    assert.deepEqual(told, ["system", "conversation_added", "group_member_added", "group", "group"]);
    const added = await atMember.until("the new member", (it) => it.type === "group_member_added");
    const { id: user_id, username } = late!;
    assert.deepEqual(added.content, { group_id: groupId, user_id, role: "member", username, member_count: 3 });
    assert.equal(added.from, owner!.id);
    assert.deepEqual(atLate.of("group").map((it) => it.event?.kind), ["member_added", undefined]);
    assert.deepEqual(atEve.of("group"), []);
    await closeAll(...sockets);
  },
);

policy("who is removed is told, and hears nothing more; who leaves likewise", async ({ url }) => {
  const [owner, victim, leaver] = await Promise.all(["owner", "victim", "leaver"].map((name) => person(url, name)));
  const groupId = await makeGroup(owner!, victim!, leaver!);
  const sockets = await Promise.all([owner!, victim!, leaver!].map((who) => who.connect()));
  const [atOwner, atVictim, atLeaver] = sockets as [Socket, Socket, Socket];
  assert.equal((await owner!.api("DELETE", `/groups/${groupId}/members/${victim!.id}`)).status, 200);
  assert.equal((await leaver!.api("POST", `/groups/${groupId}/leave`)).status, 200);
  await atOwner.ask({ type: "group", group_id: groupId, content: "secret" });
  await atVictim.until("removal", (it) => it.type === "group_member_removed" && it.content.user_id === victim!.id);
  await atVictim.until("loss", (it) => it.type === "conversation_removed" && it.content.id === groupId);
  await atLeaver.until("leaving", (it) => it.type === "group_member_left" && it.content.user_id === leaver!.id);
  await atLeaver.until("loss", (it) => it.type === "conversation_removed");
  await pause(100);
  assert.deepEqual(atVictim.of("group"), [], "nor the sentence that says so");
  assert.deepEqual(atLeaver.of("group").map((it) => it.event?.user_id), [victim!.id]);
  for (const [who, socket] of [[victim!, atVictim], [leaver!, atLeaver]] as const) {
    assert.equal((await socket.ask({ type: "group", group_id: groupId, content: "x" })).code, "not_found");
    assert.equal((await socket.ask({ type: "sync", conversation_id: groupId, after_rev: 0 })).code, "not_found");
    assert.equal((await socket.ask({ type: "typing", group_id: groupId })).code, "not_found");
    assert.equal((await socket.ask({ type: "read", conversation_id: groupId, seq: 1 })).code, "not_found");
    assert.equal((await who.api("GET", `/conversations/${groupId}/changes`)).status, 404);
  }
  await closeAll(...sockets);
});

policy("whoever is muted in a group does not show as typing there, and does again afterwards", async ({ url }) => {
  const [owner, loud] = [await person(url, "owner"), await person(url, "loud")];
  const groupId = await makeGroup(owner, loud);
  const [atOwner, atLoud] = [await owner.connect(), await loud.connect()];
  const mute = async (muted_until: string | null) => {
    const { status } = await owner.api("PATCH", `/groups/${groupId}/members/${loud.id}`, { muted_until });
    assert.equal(status, 200);
  };
  await mute("2999-01-01T00:00:00.000Z");
  assert.equal((await atLoud.ask({ type: "typing", group_id: groupId })).type, "ok");
  await mute(null);
  assert.equal((await atLoud.ask({ type: "typing", group_id: groupId, typing: false })).type, "ok");
  await atOwner.until("typing", (it) => it.type === "typing");
  assert.deepEqual(atOwner.of("typing").map((it) => it.content.typing), [false], "the one before was not told");
  await closeAll(atOwner, atLoud);
});

policy(
  "marks only move forward, reach the others and the reader's own devices, and never pass the last message",
  async ({ url }) => {
    const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
    const [sender, phone, laptop] = [await anna.connect(), await bert.connect(), await bert.connect()];
    const first = await sender.ask({ type: "private", to: bert.id, content: "1" });
    const second = await sender.ask({ type: "private", to: bert.id, content: "2" });
    const place = { conversation_id: first.conversation_id };
    assert.equal((await phone.ask({ type: "delivered", ...place, seq: 2 })).type, "ok");
    assert.equal((await sender.until("delivered", (it) => it.type === "delivered")).delivered_seq, 2);
    assert.equal((await phone.ask({ type: "read", content: second.id })).type, "ok");
    const read = await sender.until("read", (it) => it.type === "read");
    assert.deepEqual([read.content, read.read_seq, read.from, read.me_rev], [second.id, 2, bert.id, undefined]);
    const own = await laptop.until("own read", (it) => it.type === "read");
    assert.equal(typeof own.me_rev, "number");
    assert.equal(
      (await phone.ask({ type: "read", ...place, seq: 1 })).type,
      "ok",
      "going back is no error, and no move",
    );
    assert.equal((await phone.ask({ type: "read", ...place, seq: 999 })).type, "ok");
    const { body } = await bert.api("GET", "/conversations");
    assert.equal(body.conversations[0].last_read_seq, 2);
    assert.equal(body.conversations[0].unread_count, 0);
    const sent = await anna.api("GET", `/messages/${first.id}`);
    assert.equal(sent.body.message.status, "read");
    assert.equal((await phone.ask({ type: "read", content: crypto.randomUUID() })).code, "not_found");
    assert.equal(
      (await phone.ask({ type: "delivered", conversation_id: crypto.randomUUID(), seq: 1 })).code,
      "not_found",
    );
    await closeAll(sender, phone, laptop);
  },
);

policy(
  "coming back: resume tells what moved, sync brings it, and a cursor from elsewhere is refused",
  async ({ url }) => {
    const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
    const sender = await anna.connect();
    const first = await sender.ask({ type: "private", to: bert.id, content: "before" });
    const id = first.conversation_id;
    for (const content of ["a", "b", "c"]) await sender.ask({ type: "private", to: bert.id, content });
    const socket = await bert.connect();
    const { epoch, me_rev } = socket.welcome;
    const resumed = await socket.ask({
      type: "resume",
      epoch,
      me_rev,
      revs: { [id]: first.rev, [crypto.randomUUID()]: 7 },
    });
    assert.deepEqual({ ...resumed, ref: "" }, { type: "resumed", ref: "", epoch, me_rev, behind: { [id]: 5 } });
    const sync = await socket.ask({ type: "sync", conversation_id: id, after_rev: first.rev, epoch });
    assert.deepEqual(sync.messages.map((it: { content: string }) => it.content), ["a", "b", "c"]);
    assert.deepEqual([sync.type, sync.after_rev, sync.rev, sync.head_rev, sync.has_more], [
      "sync",
      first.rev,
      5,
      5,
      false,
    ]);
    const refused = [
      { type: "resume", epoch: "another", me_rev, revs: {} },
      { type: "resume", epoch, me_rev: me_rev + 1, revs: {} },
      { type: "resume", epoch, me_rev, revs: { [id]: 6 } },
      { type: "sync", conversation_id: id, after_rev: 6 },
      { type: "sync", conversation_id: id, after_rev: 1, epoch: "another" },
    ];
    for (const frame of refused) assert.equal((await socket.ask(frame)).code, "cursor_invalid", JSON.stringify(frame));
    await sender.ask({ type: "private", to: bert.id, content: "moved" });
    await socket.until("the message", (it) => it.content === "moved");
    const pong = await socket.ask({ type: "ping" });
    assert.deepEqual([pong.type, pong.heads], ["pong", { [id]: 6 }]);
    await closeAll(sender, socket);
  },
);

policy(
  "presence: others see one come at once, and go at once after a clean close of the last socket",
  async ({ url }) => {
    const [anna, bert, eve] = [await person(url, "anna"), await person(url, "bert"), await person(url, "eve")];
    const watcher = await anna.connect();
    const stranger = await eve.connect();
    await watcher.ask({ type: "private", to: bert.id, content: "hi" });
    const [one, two] = [await bert.connect(), await bert.connect()];
    const of = (status: string) =>
      watcher.until(
        status,
        (it) => it.type === "user_status" && it.content.user_id === bert.id && it.content.status === status,
      );
    await of("online");
    const seen = await anna.api("GET", `/users/${bert.id}`);
    assert.equal(seen.body.user.status, "online");
    await one.close();
    await pause(200);
    assert.equal((await anna.api("GET", `/users/${bert.id}`)).body.user.status, "online", "one socket still lives");
    await two.close();
    const gone = await of("offline");
    assert.ok(gone.content.last_seen !== null);
    assert.deepEqual(
      stranger.of("user_status").filter((it) => it.content.user_id !== eve.id),
      [],
      "not to strangers",
    );
    await closeAll(watcher, stranger);
  },
);

policy(
  "whatever is no frame is refused with a code, its ref is repeated, the socket lives, and nothing is stored",
  async ({ url }) => {
    const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
    const socket = await anna.connect();
    const bad: [frame: unknown, code: string][] = [
      ["{", "invalid_json"],
      ["null", "invalid_frame"],
      ["7", "invalid_frame"],
      [`"text"`, "invalid_frame"],
      ["[]", "invalid_frame"],
      ["[[]]", "invalid_frame"],
      [JSON.stringify(Array(65).fill({ type: "ping" })), "invalid_frame"],
      ["[".repeat(30_000), "invalid_json"],
      [{}, "invalid_frame"],
      [{ type: 7 }, "unknown_type"],
      [{ type: "nonsense" }, "unknown_type"],
      [{ type: "__proto__" }, "unknown_type"],
      [{ type: "constructor" }, "unknown_type"],
      [`{"__proto__":{"type":"ping"}}`, "invalid_frame"],
      [{ type: "private", content: "x" }, "invalid_field"],
      [{ type: "private", to: "nobody", content: "x" }, "invalid_field"],
      [{ type: "private", to: { $ne: 1 }, content: "x" }, "invalid_field"],
      [{ type: "private", to: bert.id }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "" }, "invalid_field"],
      [{ type: "private", to: bert.id, content: 7 }, "invalid_field"],
      [{ type: "private", to: bert.id, content: ["x"] }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "a\0b" }, "invalid_field"],
      [`{"type":"private","to":"${bert.id}","content":"\\ud800"}`, "invalid_field"],
      [{ type: "private", to: bert.id, content: "x", client_id: "with space" }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "x", client_id: "x".repeat(65) }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "x", message_type: "system" }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "x", attachments: [{}] }, "invalid_field"],
      [{ type: "private", to: bert.id, content: "x", attachments: [anna.id] }, "not_found"],
      [{ type: "private", to: bert.id, content: "x".repeat(16 * 1024 + 1) }, "too_large"],
      [{ type: "private", to: bert.id, content: "中".repeat(6_000) }, "too_large"],
      [{ type: "private", to: crypto.randomUUID(), content: "x" }, "not_found"],
      [{ type: "group", content: "x" }, "invalid_field"],
      [{ type: "typing" }, "invalid_field"],
      [{ type: "typing", to: bert.id, group_id: bert.id }, "invalid_field"],
      [{ type: "read" }, "invalid_field"],
      [{ type: "read", conversation_id: bert.id, seq: -1 }, "invalid_field"],
      [{ type: "read", conversation_id: bert.id, seq: 1.5 }, "invalid_field"],
      [{ type: "delivered", conversation_id: bert.id, seq: 1e300 }, "invalid_field"],
      [{ type: "user_status", content: { status: "asleep" } }, "invalid_field"],
      [{ type: "user_status", content: { status: "busy", user_id: bert.id } }, "forbidden"],
      [{ type: "resume", epoch: "e", me_rev: 0, revs: { x: 1 } }, "invalid_field"],
      [{ type: "resume", epoch: "e", me_rev: 0, revs: [] }, "invalid_field"],
      [{ type: "sync", conversation_id: "x", after_rev: 0 }, "invalid_field"],
    ];
    for (const [frame, code] of bad) {
      const before = socket.of("error").length;
      if (typeof frame === "string") socket.send(frame);
      else socket.send({ ...frame as object, ref: "mine" });
      await waitUntil(`an answer to ${JSON.stringify(frame).slice(0, 80)}`, () => socket.of("error").length > before);
      const error = socket.of("error").at(-1);
      assert.equal(error.code, code, JSON.stringify(frame).slice(0, 200));
      assert.equal(typeof error.error, "string");
      if (typeof frame !== "string") assert.equal(error.ref, "mine");
    }
    socket.ws.send(new Uint8Array([1, 2, 3]));
    await waitUntil("an answer to binary", () => socket.of("error").length === bad.length + 1);
    assert.equal((await socket.ask({ type: "ping" })).type, "pong");
    const { body } = await anna.api("GET", "/conversations");
    assert.deepEqual(body.conversations, []);
    await closeAll(socket);
  },
);

policy("an array of frames is answered one by one; what is wrong in it fails alone", async ({ url }) => {
  const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
  const [socket, there] = [await anna.connect(), await bert.connect()];
  const frames = Array.from(
    { length: 40 },
    (_, i) => ({ type: "private", to: bert.id, content: `${i}`, ref: `r${i}` }),
  );
  socket.send([...frames.slice(0, 20), { type: "nonsense", ref: "bad" }, ...frames.slice(20)]);
  await waitUntil("all answers", () => socket.of("ack").length === 40 && socket.of("error").length === 1);
  assert.equal(socket.of("error")[0].ref, "bad");
  await waitUntil("all messages", () => there.of("private").length === 40);
  assert.deepEqual(
    there.of("private").map((it) => it.content),
    frames.map((it) => it.content),
    "in the order they were sent",
  );
  await closeAll(socket, there);
});

policy("a frame over the limit closes the socket with 1009", async ({ url }) => {
  const socket = await (await person(url)).connect();
  socket.send(JSON.stringify({ type: "ping", ref: "x".repeat(70_000) }));
  await waitUntil("the close", () => socket.closed !== undefined);
  assert.equal(socket.closed?.code, 1009);
});

policy("a socket is authenticated before the upgrade, and a cookie only from our own pages", async ({ url }) => {
  const anna = await person(url, "anna");
  const bearer = { authorization: `Bearer ${anna.token}` };
  assert.equal(await handshakeStatus(url, "/ws"), 401);
  assert.equal(await handshakeStatus(url, "/ws?token=nonsense"), 401);
  assert.equal(await handshakeStatus(url, `/ws?token=${anna.token}`), 101);
  assert.equal(await handshakeStatus(url, "/ws", { ...bearer, origin: "https://elsewhere.example" }), 101);
  assert.equal(await handshakeStatus(url, "/api/v1/ws", bearer), 101);
  assert.equal(
    await handshakeStatus(url, `/ws?token=${anna.token}`, { authorization: "Bearer bad" }),
    401,
    "no falling back",
  );
  const offered = await handshake(url, "/ws", { "sec-websocket-protocol": `parley.v1, ${anna.token}` });
  assert.equal(offered.status, 101);
  assert.equal(offered.headers.get("sec-websocket-protocol"), "parley.v1", "never the token");
  offered.connection.close();

  const form = new URLSearchParams({ email: `${anna.username}@example.com`, password: "correct horse battery" });
  const login = await fetch(`${url}/login`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers: { origin: url },
  });
  await login.body?.cancel();
  const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
  assert.equal(login.status, 303);
  const port = new URL(url).port;
  assert.equal(await handshakeStatus(url, "/ws", { cookie, origin: url }), 101);
  for (
    const origin of [
      "null",
      "https://elsewhere.example",
      `http://127.0.0.1:1${port}`,
      `${url}.evil.example`,
      `https://127.0.0.1:${port}`,
    ]
  ) {
    assert.equal(await handshakeStatus(url, "/ws", { cookie, origin }), 403, origin);
  }
  assert.equal(await handshakeStatus(url, "/ws", { cookie }), 403, "no Origin at all");
  assert.equal(
    await handshakeStatus(url, "/ws?token=bad", { cookie, origin: url }),
    401,
    "a bad token beside a good cookie",
  );
});

policy("one person may have twenty sockets", async ({ url }) => {
  const anna = await person(url);
  const sockets = await Promise.all(Array.from({ length: 20 }, () => anna.connect()));
  assert.equal(await handshakeStatus(url, "/ws", { authorization: `Bearer ${anna.token}` }), 429);
  await sockets[0]!.close();
  await pause(100);
  await closeAll(await anna.connect(), ...sockets.slice(1));
});

policy("who reads gets all that they missed, however much that is, and keeps their socket", async ({ url }) => {
  const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
  const groupId = await makeGroup(anna, bert);
  const sender = await anna.connect();
  const content = "\n".repeat(8_000) + "x".repeat(8_000);
  await Promise.all(Array.from({ length: 150 }, () => sender.ask({ type: "group", group_id: groupId, content })));
  const socket = await bert.connect();
  const got: number[] = [];
  for (let after_rev = 0, has_more = true; has_more;) {
    const page = await socket.ask({ type: "sync", conversation_id: groupId, after_rev });
    assert.equal(page.type, "sync", JSON.stringify(page).slice(0, 200));
    const sizes: number = page.messages.reduce((sum: number, it: { content: string }) => sum + it.content.length, 0);
    assert.ok(page.messages.length > 0 && sizes <= 512 * 1024, `${page.messages.length} messages, ${sizes} bytes`);
    got.push(...page.messages.map((it: { seq: number }) => it.seq).filter((seq: number) => seq > 0));
    ({ rev: after_rev, has_more } = page);
  }
  const others = Array.from({ length: 6 }, () => socket.ask({ type: "sync", conversation_id: groupId, after_rev: 1 }));
  assert.deepEqual(new Set((await Promise.all(others)).map((it) => it.type)), new Set(["sync"]));
  assert.equal(new Set(got).size, got.length, "none twice");
  assert.ok(got.length >= 150, `${got.length}`);
  assert.equal(socket.closed, undefined);
  await socket.ask({ type: "ping" });
  await closeAll(sender, socket);
});

policy("who does not read is dropped within the budget, and the others do not notice", async ({ url }) => {
  const [anna, stalled, bert] = [await person(url, "anna"), await person(url, "stalled"), await person(url, "bert")];
  const groupId = await makeGroup(anna, stalled, bert);
  const peer = await handshake(url, "/ws", { authorization: `Bearer ${stalled.token}` });
  assert.equal(peer.status, 101);
  const [sender, there] = [await anna.connect(), await bert.connect()];
  await waitUntil(
    "it to be online",
    async () => (await anna.api("GET", `/users/${stalled.id}`)).body.user.status === "online",
  );
  const content = "x".repeat(16_000);
  let sent = 0;
  // The kernel buffers some megabytes of its own before anything waits in the process.
  await waitUntil("it to be dropped", async () => {
    await Promise.all(Array.from({ length: 40 }, () => sender.ask({ type: "group", group_id: groupId, content })));
    sent += 40;
    return (await anna.api("GET", `/users/${stalled.id}`)).body.user.status === "offline";
  }, { timeoutMs: 60_000 });
  await waitUntil("the others to have all", () => there.of("group").length === sent);
  peer.connection.close();
  await closeAll(sender, there);
});

/** Bytes of memory that the process takes, as it says itself. */
async function memoryOf(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (.+)$/m.exec(metrics)?.[1]);
}

policy(
  "who asks for all of it again and again is answered as fast as they read: nothing is piled up for one who does not, and one who does has every answer",
  async ({ url }) => {
    const [anna, bert] = [await person(url, "anna"), await person(url, "bert")];
    const content = "\u0001".repeat(16 * 1_024); // in JSON six times as much
    let last = { conversation_id: "", rev: 0 };
    for (let n = 0; n < 32; n++) {
      const { status, body } = await anna.api("POST", `/messages/private/${anna.id}`, { content });
      assert.equal(status, 201, JSON.stringify(body));
      last = body.message;
    }
    /** @param most how many of ten ask for all there is, and not for what there is not */
    const arrays = (most: number) =>
      Array.from({ length: 5 }, (_, at) =>
        Array.from({ length: 60 }, (_, n) => ({
          ...{ type: "sync", conversation_id: last.conversation_id, ref: `${at} ${n}` },
          after_rev: n % 10 < most ? 0 : last.rev,
        })));

    const silent = { authorization: `Bearer ${anna.token}`, "sec-websocket-protocol": "parley.v1" };
    const peer = await handshake(url, "/ws", silent);
    const before = await memoryOf(url);
    for (const frames of arrays(10)) await peer.connection.write(textFrame(JSON.stringify(frames)));
    await pause(3_000);
    const more = await memoryOf(url) - before;
    assert.ok(more < 200e6, `${more} bytes wait`);
    const other = await bert.connect();
    assert.equal((await other.ask({ type: "private", to: anna.id, content: "hello" })).type, "ack");
    peer.connection.close();

    const reader = await anna.connect();
    const asked = arrays(1);
    for (const frames of asked) reader.send(frames);
    await waitUntil("all answers", () => reader.of("sync").length === 300, {
      timeoutMs: 120_000,
      giveUp: () => reader.closed !== undefined,
    });
    const refs = reader.of("sync").map(({ ref }) => ref);
    assert.deepEqual(refs.toSorted(), asked.flat().map(({ ref }) => ref).toSorted());
    const first = reader.of("sync").find(({ ref }) => ref === "0 0");
    assert.ok(first.has_more && JSON.stringify(first).length < 550_000, `${JSON.stringify(first).length}`);
    await closeAll(other, reader);
  },
);

for (const kind of ["PGlite", "Postgres"] as const) {
  Deno.test(`the socket on ${kind}`, async (t) => {
    await using db = kind === "Postgres" ? await freshDatabase() : undefined;
    const database: Record<string, string> = db === undefined ? {} : { DATABASE_URL: db.url, INSTANCES: "1" };
    await using instance = await startInstance({ LIMITS: "off", ...database });
    for (const [name, work] of cases) await t.step(name, () => work(instance));
    assert.ok(!/"level":"(ERROR|error)"/.test(instance.output()), instance.output().slice(-3_000));
  });
}

Deno.test("messages over the rate are refused with a time to wait, and who goes on is closed with 4429", async () => {
  await using instance = await startInstance();
  const [anna, bert] = [await person(instance.url, "anna"), await person(instance.url, "bert")];
  const socket = await anna.connect();
  for (let i = 0; i < 100; i++) socket.send({ type: "private", to: bert.id, content: `${i}` });
  await waitUntil("all answers", () => socket.of("ack").length + socket.of("error").length === 100);
  assert.ok(socket.of("ack").length >= 60, `the burst passes, ${socket.of("ack").length} did`);
  assert.ok(socket.of("error").length > 0, "what is over it does not");
  assert.deepEqual([...new Set(socket.of("error").map((it) => it.code))], ["rate_limited"]);
  assert.ok(socket.of("error").every((it) => it.retry_after >= 1));
  for (let i = 0; i < 300 && socket.closed === undefined; i++) {
    socket.send({ type: "private", to: bert.id, content: "!" });
    if (i % 10 === 9) await pause(5);
  }
  await waitUntil("the close", () => socket.closed !== undefined);
  assert.equal(socket.closed?.code, 4429);
});
