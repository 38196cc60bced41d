// What is done with messages, over HTTP: forwarding as a whole, and what only the way through an address can get wrong.

import { strict as assert } from "node:assert";
import { fileForm } from "../support/upload.ts";
import { type Served, suite } from "./served.ts";

type Person = Awaited<ReturnType<Served["person"]>>;

const api = (served: Served, who: Person, method: string, path: string, json?: unknown) =>
  served.ask(method, `/api/v1${path}`, { token: who.token, json });

async function must(served: Served, status: number, who: Person, method: string, path: string, json?: unknown) {
  const { status: got, body, text } = await api(served, who, method, path, json);
  assert.equal(got, status, `${method} ${path}: ${text}`);
  return body;
}

const upload = async (served: Served, who: Person) =>
  (await served.ask("POST", "/api/v1/files", { token: who.token, raw: fileForm() })).body;

/** Three people of a group, and somebody outside. */
async function people(served: Served) {
  const made = await Promise.all(["anna", "bert", "cleo", "eve"].map((name) => served.person(name)));
  const [anna, bert, cleo, eve] = made as [Person, Person, Person, Person];
  const { group } = await must(served, 201, anna, "POST", "/groups", { name: "Team", members: [bert.id, cleo.id] });
  const say = async (who: Person, content: string): Promise<string> =>
    (await must(served, 201, who, "POST", `/messages/group/${group.id}`, { content })).message.id;
  return { anna, bert, cleo, eve, group: group.id as string, say };
}

suite({}, (test) => {
  test("what one may read can be forwarded, and the copy names who said it first", async (served) => {
    const { anna, bert, eve, group, say } = await people(served);
    const original = await say(anna, "worth telling");
    const copy = (await must(served, 201, bert, "POST", `/messages/${original}/forward`, { to: eve.id })).message;
    const { content, sender_id, receiver_id, forwarded_from, reply_to, reactions } = copy;
    assert.deepEqual({ content, sender_id, receiver_id, forwarded_from, reply_to, reactions }, {
      content: "worth telling",
      sender_id: bert.id,
      receiver_id: eve.id,
      forwarded_from: anna.id,
      reply_to: null,
      reactions: [],
    });
    const { messages } = await must(served, 200, eve, "GET", `/messages/private/${bert.id}`);
    assert.equal(messages[0].forwarded_from, anna.id);
    const again = await must(served, 201, eve, "POST", `/messages/${copy.id}/forward`, { to: anna.id });
    assert.equal(again.message.forwarded_from, anna.id, "a copy of a copy");
    await must(served, 404, eve, "POST", `/messages/${copy.id}/forward`, { group_id: group });
    await must(served, 404, eve, "POST", `/messages/${original}/forward`, { to: anna.id });
  });

  test("what one is told of a message that one sends is what one reads of it then", async (served) => {
    const { anna, bert, eve, group, say } = await people(served);
    const answered = await say(bert, "a question");
    const { file } = await upload(served, anna);
    const everything = {
      content: `@${bert.username} @all **look**`,
      client_id: "c1",
      reply_to: answered,
      attachments: [file.id],
      message_type: "image",
    };
    const sent = [
      ["POST", `/messages/group/${group}`, everything],
      ["POST", `/messages/group/${group}`, { content: "no more than this" }],
      ["POST", `/messages/private/${eve.id}`, { content: "hello", client_id: "c2" }],
      ["POST", `/messages/private/${anna.id}`, { content: "a note" }],
      ["POST", `/messages/${answered}/forward`, { to: eve.id }],
    ] as const;
    for (const [method, path, json] of sent) {
      const { message } = await must(served, 201, anna, method, path, json);
      assert.deepEqual(message, (await must(served, 200, anna, "GET", `/messages/${message.id}`)).message, path);
    }
  });

  test("a forward that is sent again is made once, whatever became of the original", async (served) => {
    const { anna, bert, cleo, group, say } = await people(served);
    const original = await say(anna, "soon gone");
    const forward = (json: unknown) => api(served, bert, "POST", `/messages/${original}/forward`, json);
    const first = await forward({ to: cleo.id, client_id: "f1" });
    assert.equal(first.status, 201);
    await must(served, 200, anna, "POST", `/messages/${original}/recall`);
    const again = await forward({ to: cleo.id, client_id: "f1" });
    assert.deepEqual([again.status, again.body.duplicate, again.body.message.id], [200, true, first.body.message.id]);
    for (const other of [{ to: cleo.id, client_id: "f2" }, { group_id: group, client_id: "f1" }, { to: cleo.id }]) {
      const refused = await forward(other);
      assert.deepEqual([refused.status, refused.body.code], [410, "gone"]);
    }
  });

  test("a forward that is sent again after the original was edited is answered, and another message is not", async (served) => {
    const { anna, bert, cleo, say } = await people(served);
    const [original, other] = [await say(anna, "as it was"), await say(anna, "something else")];
    const forward = (message: string) =>
      api(served, bert, "POST", `/messages/${message}/forward`, { to: cleo.id, client_id: "f1" });
    const first = await forward(original);
    assert.equal(first.status, 201);
    for (const content of ["as it is", "as it will be"]) {
      await must(served, 200, anna, "PATCH", `/messages/${original}`, { content });
      const again = await forward(original);
      assert.deepEqual([again.status, again.body.duplicate, again.body.message], [200, true, first.body.message]);
    }
    await must(served, 200, anna, "PATCH", `/messages/${other}`, { content: "something new" });
    const refused = await forward(other);
    assert.deepEqual([refused.status, refused.body.code], [409, "client_id_reused"]);
  });

  test("an emoji is what the address says, decoded once", async (served) => {
    const { anna, say } = await people(served);
    const message = await say(anna, "hello");
    for (const emoji of ["👍🏽", "👩‍👩‍👧‍👧", "#️⃣"]) {
      const path = `/messages/${message}/reactions/${encodeURIComponent(emoji)}`;
      const { message: { my_reactions } } = await must(served, 200, anna, "PUT", path);
      assert.ok(my_reactions.includes(emoji));
    }
    const none = (await must(served, 200, anna, "GET", `/messages/${message}`)).message.reactions.length;
    for (const odd of ["%25F0%259F%2591%258D", "%F0%9F", "%00", "x", "%F0%9F%91%8D%F0%9F%91%8D", "%2e%2e"]) {
      const { status } = await api(served, anna, "PUT", `/messages/${message}/reactions/${odd}`);
      assert.ok([400, 404].includes(status), `${odd}: ${status}`);
    }
    assert.equal((await must(served, 200, anna, "GET", `/messages/${message}`)).message.reactions.length, none);
  });

  test("who was blocked reaches the other by no change of a message either, and can take back", async (served) => {
    const { anna, bert } = await people(served);
    const send = await must(served, 201, anna, "POST", `/messages/private/${bert.id}`, { content: "said" });
    const message = `/messages/${send.message.id}`;
    const thumb = `${message}/reactions/${encodeURIComponent("👍")}`;
    await must(served, 200, anna, "PUT", thumb);
    await must(served, 200, bert, "PUT", `/users/${anna.id}/block`);
    await must(served, 403, anna, "PATCH", message, { content: "something worse" });
    await must(served, 403, anna, "PUT", `${message}/reactions/${encodeURIComponent("🖕")}`);
    await must(served, 403, anna, "PUT", `${message}/pin`);
    await must(served, 200, anna, "DELETE", thumb);
    await must(served, 200, anna, "DELETE", message);
  });

  test("a reply to what somebody cannot see tells them nothing of it", async (served) => {
    const { anna, bert, eve, say } = await people(served);
    const { group } = await must(served, 201, anna, "POST", "/groups", {
      name: "Closed history",
      history_visible: false,
      members: [bert.id],
    });
    const path = `/messages/group/${group.id}`;
    const early = await must(served, 201, anna, "POST", path, { content: "before their time" });
    await must(served, 200, anna, "POST", `/groups/${group.id}/members`, { user_id: eve.id });
    const reply = await must(served, 201, anna, "POST", path, { content: "as I said", reply_to: early.message.id });
    const { text } = await api(served, eve, "GET", path);
    assert.ok(text.includes("as I said") && !text.includes("before their time"));
    await must(served, 404, eve, "GET", `/messages/${early.message.id}`);
    const mine = { content: "what was that?", reply_to: early.message.id };
    const refused = await api(served, eve, "POST", path, mine);
    assert.equal(refused.status, 400);
    const missing = await api(served, eve, "POST", path, { ...mine, reply_to: group.id });
    assert.equal(refused.text, missing.text, "nor whether it is there");
    await must(served, 200, bert, "POST", `/messages/${early.message.id}/hide`);
    const seen = await api(served, bert, "GET", path);
    assert.ok(!seen.text.includes("before their time") && seen.text.includes(reply.message.id));
    assert.ok(await say(anna, "done"));
  });
});
