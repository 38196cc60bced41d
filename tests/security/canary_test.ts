// Words said in a conversation, and everything that others receive: no byte of theirs has one of these words, nor does any log.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Person, person, Socket } from "../support/person.ts";
import { fileForm } from "../support/upload.ts";
import { waitUntil } from "../support/wait.ts";
import { OPERATIONS } from "./access_table.ts";
import { ask, must, PASSWORD } from "./cast.ts";

const PAGES = ["/", "/people", "/people?q=canary", "/groups/new", "/profile", "/sessions", "/nothing-here"];
const word = (name: string) => `canary-${name}-${crypto.randomUUID().slice(0, 8)}`;

/** Somebody who keeps every byte that reaches them. */
class Collector {
  bytes = "";
  readonly sockets: Socket[] = [];
  /** addresses of files that they have heard of somewhere */
  readonly files: string[] = [];

  constructor(readonly url: string, readonly who: Person) {}

  async listen(): Promise<void> {
    for (const seed of [false, true]) {
      const socket = await this.who.connect({ seed });
      this.bytes += JSON.stringify(socket.frames);
      socket.ws.addEventListener("message", ({ data }) => this.bytes += data);
      this.sockets.push(socket);
    }
  }

  /** Every address that can be asked for, with these ids in it, by token and as pages. */
  async look(ids: { group: string; groupMessage: string; member: string }): Promise<void> {
    const all = { ...ids, invite: "x", spare: ids.member, session: ids.group };
    const paths = OPERATIONS.filter(({ method }) => method === "GET").map(({ path }) => `/api/v1${path(all)}`);
    paths.push(
      "/api/v1/search/messages?q=canary",
      "/api/v1/search?q=canary",
      "/api/v1/search/messages?q=in:canary-name",
    );
    paths.push("/api/v1/users/search?q=canary", "/api/v1/conversations?after_me_rev=0", "/ws/online-users", "/metrics");
    paths.push(...this.files);
    for (const path of paths) await this.#keep(await ask(this.url, "GET", path, { who: this.who }));
    const { group, member } = ids;
    for (const path of [...PAGES, `/c/${group}`, `/g/${group}`, `/u/${member}`, `/u/${group}`]) {
      await this.#keep(await ask(this.url, "GET", path, { headers: { cookie: `parley=${this.who.token}` } }));
    }
    for (const socket of this.sockets) {
      const { epoch } = this.sockets[0]!.welcome;
      await socket.ask({ type: "ping" });
      await socket.ask({ type: "sync", conversation_id: group, after_rev: 0 });
      await socket.ask({ type: "resume", epoch, me_rev: 0, revs: { [group]: 0 } });
    }
  }

  #keep({ text, headers }: { text: string; headers: Headers }): void {
    this.bytes += text + JSON.stringify([...headers]);
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map((socket) => socket.close()));
  }
}

Deno.test("what is said in a conversation reaches nobody outside of it by any byte, and no log", async () => {
  await using instance = await startInstance({ LIMITS: "off", LOG_LEVEL: "debug" });
  const { url } = instance;
  const names = ["anna", "bert", "cleo", "former", "stranger", "neighbour"] as const;
  const made = await Promise.all(names.map(async (name) => [name, await person(url, name)] as const));
  const { anna, bert, cleo, former, stranger, neighbour } = Object.fromEntries(made) as Record<
    typeof names[number],
    Person
  >;
  const words = { name: word("name"), about: word("about"), before: word("before"), announced: word("announced") };
  // A public group may be found by its name.
  const body = { name: words.name, description: words.about, is_private: true, members: [bert.id, cleo.id] };
  const group: string = (await must(201, anna.api("POST", "/groups", body))).group.id;
  // The neighbour shares another group with them, so that presence reaches them.
  await must(201, neighbour.api("POST", "/groups", { name: "Other", members: [anna.id, bert.id, cleo.id] }));
  await must(200, anna.api("PUT", `/groups/${group}/announcement`, { content: words.announced }));
  const early = await must(201, anna.api("POST", `/messages/group/${group}`, { content: words.before }));

  const outside = [former, stranger, neighbour].map((who) => new Collector(url, who));
  const inside = new Collector(url, bert);
  for (const collector of [...outside, inside]) await collector.listen();

  const said = {
    socket: word("socket"),
    rest: word("rest"),
    group: word("group"),
    groupRest: word("group-rest"),
    page: word("page"),
    reply: word("reply"),
    clientId: word("client-id"),
    file: word("file"),
    fileName: word("file-name"),
  };
  const socket = await anna.connect();
  const first = await socket.ask({ type: "private", to: bert.id, content: said.socket });
  const pair: string = first.conversation_id;
  await must(201, anna.api("POST", `/messages/private/${bert.id}`, { content: said.rest, client_id: said.clientId }));
  const message = await socket.ask({ type: "group", group_id: group, content: said.group });
  await must(201, cleo.api("POST", `/messages/group/${group}`, { content: said.groupRest, reply_to: message.id }));
  await must(201, bert.api("POST", `/messages/private/${anna.id}`, { content: said.reply, reply_to: first.id }));
  const form = {
    body: new URLSearchParams({ content: said.page }),
    headers: { cookie: `parley=${anna.token}`, origin: url },
  };
  assert.equal((await ask(url, "POST", `/c/${pair}`, form)).status, 303);
  const upload = { who: anna, body: fileForm(said.file, `${said.fileName}.txt`) };
  const held = await must(201, ask(url, "POST", `/api/v1/messages/group/${group}/files`, upload));
  for (const collector of [...outside, inside]) collector.files.push(held.file_url);
  await socket.ask({ type: "typing", to: bert.id });
  await socket.ask({ type: "typing", group_id: group });
  await socket.ask({ type: "read", conversation_id: group, seq: 2 });
  await waitUntil("the member to hear all of it", () => inside.bytes.includes(said.page));

  // Nobody who only listens learns so much as an id.
  for (const { bytes, who } of outside) {
    for (const id of [group, pair, message.id, first.id]) assert.ok(!bytes.includes(id), `${who.username} heard ${id}`);
  }
  for (const collector of [...outside, inside]) {
    await collector.look({ group, groupMessage: message.id, member: anna.id });
    await collector.look({ group: pair, groupMessage: first.id, member: bert.id });
  }
  const all = Object.entries({ ...words, ...said });
  for (const [name, text] of all.filter(([name]) => name !== "clientId")) {
    assert.ok(inside.bytes.includes(text), `the member does not see ${name}: this test would not notice anything`);
  }
  for (const { bytes, who } of outside) {
    for (const [name, text] of all) assert.ok(!bytes.includes(text), `${who.username} received ${name}`);
  }

  // Who was in it keeps what they had, and receives nothing that is said later.
  const leaving = new Collector(url, cleo);
  await leaving.listen();
  leaving.files.push(held.file_url);
  await must(200, anna.api("DELETE", `/groups/${group}/members/${cleo.id}`));
  const late = word("late");
  await socket.ask({ type: "group", group_id: group, content: late });
  await waitUntil("the member to hear it", () => inside.bytes.includes(late));
  const since = leaving.bytes.length;
  await leaving.look({ group, groupMessage: message.id, member: anna.id });
  assert.ok(!leaving.bytes.includes(late));
  for (const text of [words.name, words.before, said.group, said.file]) {
    assert.ok(!leaving.bytes.slice(since).includes(text), `${text} is still shown to who was removed`);
  }
  assert.equal((await cleo.api("GET", `/messages/${early.message.id}`)).status, 404);

  await Promise.all([...outside, inside, leaving].map((collector) => collector.close()));
  await socket.close();
  const log = instance.output();
  assert.match(log, /"path":"\/api\/v1\/conversations"/, "requests are logged");
  assert.match(log, /"path":"\/uploads\/[0-9a-f-]{36}\/…"/, "those of files without their names");
  const secrets = [...all, ["late", late], ["password", PASSWORD], ...made.map(([name, it]) => [name, it.token])];
  for (const [name, text] of secrets) assert.ok(!log.includes(text!), `${name} stands in the log`);
});
