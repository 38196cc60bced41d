// The page of a conversation, by each of its addresses: who may see it gets the same page, and in it, as JSON, the very state that the
// script begins with; nothing that is said can end the script it stands in.

import { strict as assert } from "node:assert";
import { chatStateOf, type Visitor, visitor } from "./pages.ts";
import { expect, type Served, suite } from "./served.ts";

const WORDS = `</script><script>alert(1)</script> <!-- \u2028 "quoted" & 你好`;

const say = async (served: Served, { token }: Visitor, path: string, content: string) =>
  (await expect(served.ask("POST", `/api/v1/messages/${path}`, { token, json: { content } }), 201)).message;

suite({}, (test) => {
  test("a private conversation's own address shows what the other's address shows, to both and to nobody else", async (served) => {
    const [ada, bob, eve] = [await visitor(served), await visitor(served), await visitor(served)];
    const { conversation_id: id } = await say(served, ada, `private/${bob.id}`, WORDS);
    for (const [who, other] of [[ada, bob], [bob, ada]] as const) {
      const [byId, byPerson] = [await who.get(`/c/${id}`), await who.get(`/u/${other.id}`)];
      assert.deepEqual([byId.status, byPerson.status], [200, 200]);
      const state = chatStateOf(byId.text);
      assert.deepEqual(state, chatStateOf(byPerson.text));
      assert.deepEqual(state.open.target, { kind: "private", id: other.id });
      assert.deepEqual(state.open.page.messages.map((it: { content: string }) => it.content), [WORDS]);
      assert.doesNotMatch(byId.text, /<script>alert/);
    }
    assert.equal((await eve.get(`/c/${id}`)).status, 404);
    assert.equal((await ada.get("/c/01900000-0000-7000-8000-000000000000")).status, 404);
    assert.equal((await ada.get("/c/no-id")).status, 404);
  });

  test("a group's is the group's page, to its members alone", async (served) => {
    const [ada, bob, eve] = [await visitor(served), await visitor(served), await visitor(served)];
    const json = { name: "Crew", members: [bob.id] };
    const { group } = await expect(served.ask("POST", "/api/v1/groups", { token: ada.token, json }), 201);
    const { conversation_id: id } = await say(served, bob, `group/${group.id}`, "hello");
    const state = chatStateOf((await ada.get(`/c/${id}`)).text);
    assert.deepEqual(state, chatStateOf((await ada.get(`/g/${group.id}`)).text));
    assert.deepEqual(state.open.target, { kind: "group", id: group.id });
    assert.deepEqual(state.open.group.members.length, 2);
    assert.equal((await eve.get(`/c/${id}`)).status, 404);
  });

  test("the state is one's own: what one has read, hidden and begun, and what REST says of the same", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    const { id: hidden, conversation_id } = await say(served, ada, `private/${bob.id}`, "hidden");
    await say(served, ada, `private/${bob.id}`, "kept");
    await expect(served.ask("POST", `/api/v1/messages/${hidden}/hide`, { token: bob.token, json: {} }), 200);
    const mine = chatStateOf((await bob.get(`/c/${conversation_id}`)).text);
    const theirs = chatStateOf((await ada.get(`/c/${conversation_id}`)).text);
    const contents = (state: typeof mine) =>
      state.open.page.messages.map((it: { content: string }) => it.content).sort();
    assert.deepEqual([contents(mine), contents(theirs)], [["kept"], ["hidden", "kept"]]);
    assert.deepEqual([mine.me.id, theirs.me.id], [bob.id, ada.id]);
    const list = await expect(served.ask("GET", "/api/v1/conversations?limit=100", { token: bob.token }), 200);
    assert.deepEqual(mine.list.conversations, list.conversations);
    const page = await expect(served.ask("GET", `/api/v1/messages/private/${ada.id}`, { token: bob.token }), 200);
    assert.deepEqual(mine.open.page.messages, page.messages);
  });

  test("what is posted to it without a script is said there, and leads back to it", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    const { conversation_id: id } = await say(served, ada, `private/${bob.id}`, "first");
    const posted = await bob.post(`/c/${id}`, { content: "second" });
    assert.deepEqual([posted.status, posted.headers.get("location")], [303, `/c/${id}`]);
    const { open } = chatStateOf((await ada.get(`/c/${id}`)).text);
    assert.deepEqual(open.page.messages.map((it: { content: string }) => it.content).toSorted(), ["first", "second"]);
  });
});
