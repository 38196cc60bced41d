// The metrics of a real server after real traffic: each number is exactly what happened, nothing of them names anybody, and they are
// for the operator alone.

import { strict as assert } from "node:assert";
import { mayReadMetrics } from "../../lib/http/metrics_reader.ts";
import { createMetrics } from "../../lib/metrics/metrics.ts";
import { watchProcess } from "../../lib/metrics/process.ts";
import { type Person, person, type Socket } from "../support/person.ts";
import { fileForm } from "../support/upload.ts";
import { waitUntil } from "../support/wait.ts";
import { serve, type Served } from "./served.ts";

type Numbers = Map<string, number>;

/** Every sample by its name with labels, as it stands in the text. */
async function read({ ask }: Served): Promise<Numbers> {
  const { status, text, headers } = await ask("GET", "/metrics");
  assert.equal(status, 200);
  assert.match(headers.get("content-type") ?? "", /^text\/plain; version=0\.0\.4/);
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

const grown = (before: Numbers, after: Numbers, name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);

/** What a socket received: frames, their bytes, and the messages of WebSocket that brought them. */
class Received {
  frames = 0;
  bytes = 0;
  writes = 0;

  constructor(sockets: readonly Socket[]) {
    for (const { ws } of sockets) ws.addEventListener("message", ({ data }) => this.#count(data));
  }

  #count(text: string): void {
    const value = JSON.parse(text);
    const size = new TextEncoder().encode(text).length;
    this.writes++;
    this.frames += Array.isArray(value) ? value.length : 1;
    this.bytes += Array.isArray(value) ? size - value.length - 1 : size; // brackets and commas are nobody's
  }
}

const isSettled = (received: Received, before: Numbers, after: Numbers) =>
  grown(before, after, "parley_frames_sent_total") === received.frames &&
  grown(before, after, "parley_frame_bytes_sent_total") === received.bytes &&
  grown(before, after, "parley_socket_writes_total") === received.writes;

async function threeInAGroup(served: Served): Promise<{ people: Person[]; group: string; sockets: Socket[] }> {
  const people = await Promise.all(["anna", "bert", "cleo"].map((name) => person(served.url, name)));
  const [anna, bert, cleo] = people as [Person, Person, Person];
  const made = await anna.api("POST", "/groups", { name: "Ünïcode", members: [bert.id, cleo.id] });
  const sockets = await Promise.all([anna, bert, bert, cleo].map((who, i) => who.connect({ seed: i === 2 })));
  return { people, group: made.body.group.id, sockets };
}

Deno.test("after real traffic, what was received, stored and delivered is counted exactly", async () => {
  await using served = await serve("PGlite");
  const empty = await read(served);
  const { people, group, sockets } = await threeInAGroup(served);
  const [anna, bert] = sockets as [Socket, Socket];
  const before = await read(served);
  assert.equal(grown(empty, before, "parley_sockets_accepted_total"), 4);
  assert.equal(before.get("parley_sockets_open"), 4);
  assert.equal(before.get("parley_people_present"), 3);
  assert.equal(before.get("parley_conversations_active"), 1);
  const received = new Received(sockets);

  for (let n = 0; n < 5; n++) {
    const said = { type: "group", group_id: group, content: `grüße ${n} 🎈`, client_id: `c${n}` };
    assert.equal((await anna.ask(said)).type, "ack");
  }
  assert.equal(
    (await anna.ask({ type: "group", group_id: group, content: "grüße 0 🎈", client_id: "c0" })).duplicate,
    true,
  );
  assert.equal((await bert.ask({ type: "group", group_id: people[0]!.id, content: "where?" })).code, "not_found");
  assert.equal((await bert.ask({ type: "ping" })).type, "pong");
  assert.equal((await bert.ask({ type: "nonsense" })).code, "unknown_type");
  let after = await read(served);
  // Whoever comes online is told of within five seconds: what is still on its way arrives, and is counted on both sides.
  await waitUntil("what was sent to be what was received", async () => {
    after = await read(served);
    return isSettled(received, before, after);
  }, { detail: () => JSON.stringify([received, [...after].filter(([name]) => /sent|writes/.test(name))]) });
  assert.ok(received.frames >= 5 * 3 + 9, `${received.frames}: five messages to three sockets, and nine answers`);

  const counts: Record<string, number> = {
    'parley_frames_received_total{type="group"}': 7,
    'parley_frames_received_total{type="ping"}': 1,
    'parley_frames_received_total{type="private"}': 0,
    'parley_messages_total{outcome="stored"}': 5,
    'parley_messages_total{outcome="repeated"}': 1,
    'parley_messages_total{outcome="refused"}': 1,
    "parley_batch_messages_sum": 7,
    "parley_batch_messages_count": 7,
    'parley_batch_messages_bucket{le="1"}': 7,
    "parley_batch_acknowledged_seconds_count": 7,
    "parley_batch_delivered_seconds_count": 7,
    'parley_refusals_total{by="socket",code="not_found"}': 1,
    'parley_refusals_total{by="socket",code="unknown_type"}': 1,
    "parley_repairs_total": 0,
  };
  for (const [name, count] of Object.entries(counts)) assert.equal(grown(before, after, name), count, name);
  assert.equal(after.get("parley_writer_queue_messages"), 0);
  assert.ok(grown(before, after, "parley_database_query_seconds_count") >= 7, "a batch is one call");
  const acknowledged = grown(before, after, "parley_batch_acknowledged_seconds_sum");
  assert.ok(acknowledged > 0 && acknowledged <= grown(before, after, "parley_batch_delivered_seconds_sum"));

  await anna.close();
  await waitUntil("the end to be seen", async () => (await read(served)).get("parley_sockets_open") === 3);
  const left = await read(served);
  assert.equal(grown(after, left, 'parley_sockets_closed_total{code="peer"}'), 1);
  assert.equal(left.get("parley_people_present"), 2);
  await people[1]!.api("POST", "/auth/logout");
  await waitUntil(
    "both sockets of the session to end",
    async () => (await read(served)).get("parley_sockets_open") === 1,
  );
  assert.equal(grown(left, await read(served), 'parley_sockets_closed_total{code="4401"}'), 2);
  await Promise.all(sockets.map((socket) => socket.close()));
});

Deno.test("requests are counted by route, method and status, uploads by their bytes, the database by its queries", async () => {
  await using served = await serve("PGlite");
  const who = await person(served.url);
  const before = await read(served);
  for (let n = 0; n < 3; n++) assert.equal((await who.api("GET", "/users/profile")).status, 200);
  await served.ask("GET", "/api/v1/users/profile");
  const upload = { token: who.token, raw: fileForm("12345 ünï", "notes.txt") };
  assert.equal((await served.ask("POST", "/api/v1/files", upload)).status, 201);
  const after = await read(served);
  const profile = (status: number) =>
    grown(before, after, `parley_http_requests_total{route="/api/v1/users/profile",method="GET",status="${status}"}`);
  assert.deepEqual([profile(200), profile(401)], [3, 1]);
  assert.equal(grown(before, after, 'parley_http_answer_seconds_count{route="/api/v1/users/profile"}'), 4);
  assert.equal(grown(before, after, 'parley_refusals_total{by="http",code="unauthenticated"}'), 1);
  assert.equal(grown(before, after, "parley_uploaded_bytes_total"), new TextEncoder().encode("12345 ünï").length);
  assert.ok(grown(before, after, "parley_database_query_seconds_count") >= 3, "a profile is a query at least");
  assert.equal(after.get("parley_database_transactions_waiting"), 0);
  for (const name of ["process_resident_memory_bytes", "process_cpu_seconds_total", 'parley_heap_bytes{kind="used"}']) {
    assert.ok((after.get(name) ?? 0) > 0, name);
  }
  const kinds = [...after.keys()].filter((name) => name.startsWith("parley_heap_bytes")).join();
  assert.match(kinds, /^\S+"used"},\S+"free"},\S+"external"}$/, "apart, so that their sum means something");
  const idle = grown(before, await read(served), "parley_event_loop_lag_seconds_count");
  await waitUntil(
    "the event loop to be looked at",
    async () => grown(before, await read(served), "parley_event_loop_lag_seconds_count") > idle,
  );
});

Deno.test("nothing that anybody says, is called or asks for becomes a label", async () => {
  await using served = await serve("PGlite");
  const { people, group, sockets } = await threeInAGroup(served);
  const word = "canary";
  await sockets[0]!.ask({ type: "group", group_id: group, content: word, client_id: word });
  await sockets[0]!.ask({ type: word });
  const odd = () => `${word}-${crypto.randomUUID()}`;
  const round = async () => {
    for (
      const path of [`/${odd()}`, `/c/${odd()}`, `/c/${group}`, `/api/v1/${odd()}`, `/uploads/${odd()}/${word}.txt`]
    ) {
      await served.ask("GET", `${path}?q=${odd()}`, { token: people[0]!.token });
      await served.ask(word.toUpperCase(), path);
    }
  };
  await round();
  const names = new Set((await read(served)).keys());
  await round();
  const { text } = await served.ask("GET", "/metrics");
  assert.doesNotMatch(text, new RegExp(word, "i"));
  assert.doesNotMatch(text, /[0-9a-f]{8}-[0-9a-f]{4}-/, "no id");
  for (const { username } of people) assert.ok(!text.includes(username));
  assert.match(text, /method="other"/);
  const later = new Set((await read(served)).keys());
  assert.deepEqual([...later.difference(names)].filter((name) => !name.includes('route="/metrics"')), []);
  await Promise.all(sockets.map((socket) => socket.close()));
});

Deno.test("without METRICS_TOKEN only this machine reads the metrics, and not through a proxy, trusted or not", async () => {
  await using served = await serve("PGlite", { TRUSTED_PROXIES: "127.0.0.1" });
  const { token } = await served.person();
  assert.equal((await served.ask("GET", "/metrics")).status, 200);
  for (const name of ["x-forwarded-for", "x-forwarded-proto", "x-real-ip", "forwarded", "via"]) {
    const answer = await served.ask("GET", "/metrics", { token, headers: { [name]: "127.0.0.1" } });
    assert.deepEqual([answer.status, answer.body.code], [404, "not_found"], name);
  }
  const direct = (peer: string) => mayReadMetrics(peer, new Headers(), undefined);
  for (const own of ["127.0.0.1", "127.1.2.3", "::1", "::ffff:127.0.0.1"]) assert.ok(direct(own), own);
  for (const other of ["10.0.0.5", "192.168.1.7", "203.0.113.9", "::ffff:10.0.0.5", "fe80::1", "", "localhost"]) {
    assert.ok(!direct(other), other);
  }
});

Deno.test("with METRICS_TOKEN whoever shows it reads them, from anywhere, and nobody else", async () => {
  const secret = "0123456789abcdef-metrics";
  await using served = await serve("PGlite", { METRICS_TOKEN: secret });
  const { token } = await served.person();
  const status = async (authorization?: string) => {
    const headers = { "x-forwarded-for": "203.0.113.9", ...authorization === undefined ? {} : { authorization } };
    return (await served.ask("GET", "/metrics", { headers })).status;
  };
  assert.equal((await served.ask("GET", "/metrics")).status, 404, "this machine is no exception");
  assert.equal(await status(), 404);
  for (
    const wrong of [secret, `Bearer ${secret}x`, `Bearer ${secret.slice(1)}`, `Basic ${secret}`, `Bearer ${token}`]
  ) {
    assert.equal(await status(wrong), 404, wrong);
  }
  assert.equal(await status(`Bearer ${secret}`), 200);
  assert.equal(
    (await served.ask("GET", "/api/v1/users/profile", { token: secret })).status,
    401,
    "it opens nothing else",
  );
});

Deno.test("docs/metrics.md has every metric with its kind, labels and meaning, and no other", () => {
  const metrics = createMetrics();
  const none = () => 0;
  watchProcess(metrics.families)();
  metrics.watch({
    sockets: none,
    people: none,
    conversations: none,
    queued: none,
    unread: () => ({ bytes: 0, slow: 0 }),
  });
  const rows = metrics.families.declared.map(({ name, kind, labels, help }) =>
    `| \`${name}\` | ${kind} | ${labels.map((label) => `\`${label}\``).join(" ")} | ${help} |`
  );
  const text = Deno.readTextFileSync(new URL("../../docs/metrics.md", import.meta.url));
  const written = text.split("\n").filter((line) => line.startsWith("| `"));
  assert.deepEqual(written.toSorted(), rows.toSorted());
});
