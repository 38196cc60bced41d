// Somebody who was blocked, and everything that they receive while the blocker comes, goes, reads and types: no byte of it tells
// whether the blocker is there.

import { strict as assert } from "node:assert";
import { startInstance } from "../support/instance.ts";
import { type Person, person, Socket } from "../support/person.ts";
import { waitUntil } from "../support/wait.ts";
import { OPERATIONS } from "./access_table.ts";
import { ask, cookieOf, must } from "./cast.ts";

const PAGES = ["/", "/people", "/people?q=anna", "/groups/new", "/profile", "/sessions"];

/** How the person is shown wherever they are shown, in JSON of any depth of quoting. */
function shownIn(text: string, { id }: Person): string[] {
  const plain = text.replaceAll(/\\*"|&quot;|&#34;/g, '"');
  const found = plain.matchAll(new RegExp(`"id":"${id}"[^{}]*?"status":"(\\w+)"(?:,"last_seen":("[^"]*"|null))?`, "g"));
  return [...found].map(([, status, lastSeen]) => `${status} ${lastSeen}`);
}

/** Every address that can be asked for, with these ids in it, by token and as pages. */
async function look(url: string, who: Person, ids: { group: string; groupMessage: string; member: string }) {
  const all = { ...ids, invite: "x", spare: ids.member, session: ids.group };
  const paths = OPERATIONS.filter(({ method }) => method === "GET").map(({ path }) => `/api/v1${path(all)}`);
  paths.push("/api/v1/users/search?q=anna", "/api/v1/search?q=anna", "/api/v1/conversations?after_me_rev=0");
  let bytes = "";
  for (const path of [...paths, "/ws/online-users"]) bytes += (await ask(url, "GET", path, { who })).text;
  const { group, member } = ids;
  for (const path of [...PAGES, `/c/${group}`, `/g/${group}`, `/u/${member}`]) {
    bytes += (await ask(url, "GET", path, { headers: { cookie: cookieOf(who) } })).text;
  }
  return bytes;
}

Deno.test("whoever is blocked never learns whether the blocker is there, by any answer, page or frame", async () => {
  await using instance = await startInstance({ LIMITS: "off" });
  const { url } = instance;
  const [anna, bert, cleo] = [await person(url, "anna"), await person(url, "bert"), await person(url, "cleo")];
  const { group } = await must(201, cleo.api("POST", "/groups", { name: "Team", members: [anna.id, bert.id] }));
  const inGroup = await must(201, cleo.api("POST", `/messages/group/${group.id}`, { content: "hello" }));
  const { message } = await must(201, bert.api("POST", `/messages/private/${anna.id}`, { content: "hello" }));
  const ids = { group: group.id, groupMessage: inGroup.message.id, member: anna.id };
  const pair = { ...ids, group: message.conversation_id, groupMessage: message.id };

  const phone = await anna.connect();
  const watching: Socket[] = [await bert.connect(), await bert.connect({ seed: true }), await cleo.connect()];
  const control = watching[2]!;
  const before = shownIn(await look(url, bert, ids), anna);
  assert.ok(before.length > 3, "this test would notice");
  assert.ok(before.every((shown) => shown.startsWith("online")), `${before}`);

  await must(200, anna.api("PUT", `/users/${bert.id}/block`));
  const own = watching.slice(0, 2);
  await waitUntil(
    "the block",
    () => own.every((socket) => socket.of("user_status").at(-1)?.content.status === "offline"),
  );
  const since = own.map((socket) => socket.frames.length);

  // All that she could do to be noticed, but speak where both are.
  await must(200, anna.api("PUT", "/users/profile", { status: "busy" }));
  phone.send({ type: "typing", to: bert.id });
  phone.send({ type: "delivered", conversation_id: message.conversation_id, seq: 1 });
  await must(200, anna.api("PUT", `/messages/${message.id}/read`, {}));
  const tablet = await anna.connect();
  await control.until("busy", (it) => it.type === "user_status" && it.content.status === "busy");
  const during = await look(url, bert, ids) + await look(url, bert, pair);
  await phone.close();
  await tablet.close();
  await control.until("the end", (it) => it.type === "user_status" && it.content.status === "offline");
  const after = await look(url, bert, ids) + await look(url, bert, pair);

  for (const bytes of [during, after]) {
    const shown = shownIn(bytes, anna);
    assert.ok(shown.length > 6);
    assert.deepEqual([...new Set(shown)], ["offline null"]);
    assert.match(bytes, new RegExp(anna.username), "still found, and shown by name");
  }
  for (const [n, socket] of own.entries()) assert.deepEqual(socket.frames.slice(since[n]), [], "silence");
  const { body } = await bert.api("GET", `/messages/${message.id}`);
  assert.deepEqual([body.message.status, body.message.read_at], ["sent", null]);
  const { online_users } = await must(200, bert.api("GET", "/ws/online-users"));
  assert.ok(!JSON.stringify(online_users).includes(anna.id));

  // Nor are they told that there is a block: they are refused as by anybody who cannot be reached.
  const refused = await bert.api("POST", `/messages/private/${anna.id}`, { content: "are you there?" });
  assert.deepEqual([refused.status, refused.body.code], [403, "not_reachable"]);
  const invited = await bert.api("POST", "/groups", { name: "Mine", members: [anna.id] });
  assert.deepEqual([invited.status, invited.body.code], [403, "not_reachable"]);
  const { conversations } = await must(200, bert.api("GET", "/conversations"));
  assert.ok(conversations.every((it: { blocked: boolean }) => !it.blocked));
  await Promise.all(watching.map((socket) => socket.close()));
});
