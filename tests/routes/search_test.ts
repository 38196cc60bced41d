// Search over HTTP: what is said is found by those who may read it, in every kind; odd requests are answered, not failed.

import { strict as assert } from "node:assert";
import { messageResults, switcherAnswer } from "../../lib/protocol/answers.ts";
import { waitUntil } from "../support/wait.ts";
import { serve, type Served, suite } from "./served.ts";

const get = (served: Served, token: string, path: string) => served.ask("GET", `/api/v1/search${path}`, { token });
const contents = (body: { results: { message: { content: string } }[] }) =>
  body.results.map((it) => it.message.content);

async function team(served: Served, name: string) {
  const [anna, ben] = [await served.person("anna"), await served.person("ben")];
  const json = { name, is_private: true, members: [ben.id] };
  const { body } = await served.ask("POST", "/api/v1/groups", { token: anna.token, json });
  const say = (content: string) =>
    served.ask("POST", `/api/v1/messages/group/${body.group.id}`, { token: anna.token, json: { content } });
  return { anna, ben, id: body.group.id as string, say };
}

suite({}, (test) => {
  test("what was said is found a moment later by who is in it, in the form of the contract, and by nobody else", async (served) => {
    const { ben, id, say } = await team(served, "Zebras");
    const stranger = await served.person("stranger");
    await say("the zebra crossing is painted");
    await waitUntil("it to be found", async () => {
      return contents((await get(served, ben.token, "/messages?q=zebra")).body).length === 1;
    });
    const { body } = await get(served, ben.token, `/messages?q=%22zebra+cross&conversation_id=${id}`);
    const { results: [result] } = messageResults.parse(body);
    assert.deepEqual(result?.highlights, [[4, 18]]);
    assert.deepEqual([body.has_more, body.next_cursor], [false, null]);
    for (const path of ["/messages?q=zebra", `/messages?q=in:${id}`, "/messages?q=in:Zebras"]) {
      assert.deepEqual((await get(served, stranger.token, path)).body.results, [], path);
    }
    const foreign = await get(served, stranger.token, `/messages?q=zebra&conversation_id=${id}`);
    const missing = await get(served, stranger.token, `/messages?q=zebra&conversation_id=${crypto.randomUUID()}`);
    assert.deepEqual([foreign.status, foreign.body], [404, missing.body]);
  });

  test("the switcher shows of a public group what discovering it shows: not what is announced in it", async (served) => {
    const [anna, ben] = [await served.person("anna"), await served.person("ben")];
    const json = { name: "Okapi watchers" };
    const { body } = await served.ask("POST", "/api/v1/groups", { token: anna.token, json });
    const announcement = `/api/v1/groups/${body.group.id}/announcement`;
    await served.ask("PUT", announcement, { token: anna.token, json: { content: "for members" } });
    const announced = async (token: string) =>
      (await get(served, token, "?q=okapi")).body.groups.map((it: { announcement: string }) => it.announcement);
    assert.deepEqual(await announced(ben.token), [""]);
    assert.deepEqual(await announced(anna.token), ["for members"]);
  });

  test("the switcher shows a few people, groups and messages at once", async (served) => {
    const { anna, ben, say } = await team(served, "Quokka lovers");
    const quokka = await served.person("quokka");
    const open = await served.ask("POST", "/api/v1/groups", { token: quokka.token, json: { name: "All quokkas" } });
    await served.ask("POST", "/api/v1/groups", {
      token: quokka.token,
      json: { name: "Quokka secrets", is_private: true },
    });
    await say("look, a quokka");
    await waitUntil(
      "the message to be found",
      async () => (await get(served, ben.token, "?q=quok")).body.messages.length > 0,
    );
    const { body } = await get(served, anna.token, "?q=QUOK");
    const { people, groups, messages } = switcherAnswer.parse(body);
    assert.deepEqual(people.map(({ id }) => id), [quokka.id]);
    assert.deepEqual(groups.map(({ name, my_role }) => [name, my_role]), [["Quokka lovers", "owner"], [
      "All quokkas",
      null,
    ]]);
    assert.deepEqual(messages.map(({ content }) => content), ["look, a quokka"]);
    assert.equal(open.status, 201);
    for (const q of ["", "%20", "%25", "_", "!"]) {
      assert.deepEqual((await get(served, anna.token, `?q=${q}`)).body, { people: [], groups: [], messages: [] }, q);
    }
  });

  test("parameters are judged, and whatever stands in the text is no mistake", async (served) => {
    const { token } = await served.person();
    for (
      const [name, value] of [
        ["before", "x"],
        ["after", "1"],
        ["has", "x"],
        ["cursor", "x"],
        ["limit", "0"],
        [
          "conversation_id",
          "x",
        ],
        ["from", ""],
        ["from", "@%20"],
      ]
    ) {
      const { status, body } = await get(served, token, `/messages?q=x&${name}=${value}`);
      assert.deepEqual([status, body.code, Object.keys(body.fields ?? {})], [400, "invalid_field", [name]], name);
    }
    assert.equal((await get(served, token, `/messages?q=${"x".repeat(513)}`)).status, 400);
    const odd = [
      "'",
      '"',
      "\\",
      "%",
      "a & b | !c",
      "<->",
      ":*",
      "(",
      "from:",
      "from:%",
      "in:'",
      "before:0001-01-01",
      "before:0000",
      "after:0000-01-01T00:00:00+14:00",
      "before:9999-12-31T23:59:59-12:00",
      "会 议 ".repeat(120),
      "-a ".repeat(160) + "b",
      "after:9999-12-31T23:59:59Z",
      "-",
      "🎉",
      "\u202e",
      "x".repeat(512),
      "字".repeat(512),
      "a ".repeat(256),
      '"a" '.repeat(128),
    ];
    for (const q of odd) {
      const { status, text } = await get(served, token, `/messages?q=${encodeURIComponent(q)}`);
      assert.equal(status, 200, `${q}: ${text}`);
      assert.equal((await get(served, token, `?q=${encodeURIComponent(q.slice(0, 256))}`)).status, 200, q);
    }
  });
});

Deno.test("who searches too often waits a little", async () => {
  await using served = await serve("PGlite", {
    LIMITS: "on",
    LIMIT_SEARCHES_PER_SECOND: "2",
    LIMIT_SEARCHES_BURST: "5",
  });
  const { token } = await served.person();
  const answers = await Promise.all(Array.from({ length: 12 }, () => get(served, token, "/messages?q=x")));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 5 && answers.some(({ status }) => status === 200));
  assert.ok(
    refused.every(({ body, headers }) => body.code === "rate_limited" && Number(headers.get("retry-after")) >= 1),
  );
  const other = await served.person();
  assert.equal((await get(served, other.token, "/messages?q=x")).status, 200, "each for themselves");
});
