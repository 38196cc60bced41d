// Pages of searching and of one's privacy, as a browser without a script uses them.

import { strict as assert } from "node:assert";
import { waitUntil } from "../support/wait.ts";
import { type Visitor, visitor } from "./pages.ts";
import { PASSWORD, type Served, suite } from "./served.ts";

const say = (served: Served, from: Visitor, to: Visitor, content: string) =>
  served.ask("POST", `/api/v1/messages/private/${to.id}`, { token: from.token, json: { content } });

suite({}, (test) => {
  test("what was said is found and marked, by those who may read it", async (served) => {
    const [ada, bob, eve] = [await visitor(served), await visitor(served), await visitor(served)];
    const { body } = await say(served, ada, bob, "The <b>heliotrope</b> blooms at noon");
    await waitUntil(
      "the message to be found",
      async () => (await bob.get("/search?q=heliotrope")).text.includes("<mark"),
    );
    const { text } = await bob.get("/search?q=heliotrope");
    assert.match(text, />The &lt;b(?:>|&gt;)<mark ?>heliotrope<\/mark>/);
    assert.ok(text.includes(`href="/m/${body.message.id}"`));
    assert.doesNotMatch((await eve.get("/search?q=heliotrope")).text, /<mark|blooms/);
    assert.match((await eve.get("/search?q=heliotrope")).text, /Nothing was found/);
  });

  test("signs of markup are escaped once, also in a message that speaks to somebody", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    await say(served, ada, bob, `1 < 2 & @${bob.username} **3 < 4**`);
    const { text } = await bob.get(`/u/${ada.id}`);
    assert.match(text, /1 &lt; 2 &amp; <a [^>]*>@/);
    assert.match(text, /<strong ?>3 &lt; 4</);
    assert.doesNotMatch(text.slice(text.indexOf('class="text"'), text.indexOf("</time>")), /&amp;(?:lt|amp);/);
  });

  test("whoever has more conversations than a page lists comes to all of them by a link", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    await say(served, bob, ada, "the first of all");
    for (let i = 0; i < 100; i++) {
      await served.ask("POST", "/api/v1/groups", { token: ada.token, json: { name: `Group ${i}`, members: [] } });
    }
    const rows = (text: string) => text.split('data-row="true"').length - 1;
    const { text: first } = await ada.get("/");
    assert.deepEqual([rows(first), first.includes("the first of all")], [100, false]);
    const [, older = ""] = /<a class="older-rows[^>]* href="(\?list=[^"]+)"/.exec(first) ?? [];
    const { text: rest } = await ada.get(`/${older}`);
    assert.deepEqual([rows(rest), rest.includes("the first of all"), rest.includes("older-rows")], [1, true, false]);
    assert.doesNotMatch((await bob.get("/")).text, /older-rows/);
    assert.equal((await ada.get("/?list=nothing")).status, 400);
  });

  test("an odd search is a page, never a fault", async (served) => {
    const ada = await visitor(served);
    for (const q of ["", " ", '"', "from:", "%00", "%ud83d", "a".repeat(5_000), "in:x has:y -"]) {
      assert.equal((await ada.get(`/search?q=${encodeURIComponent(q)}`)).status, 200, q);
    }
    assert.equal((await ada.get("/search?q=x&cursor=forged")).status, 400);
  });

  test("whom one has blocked is listed, and unblocked by a form", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    await served.ask("PUT", `/api/v1/users/${bob.id}/block`, { token: ada.token });
    assert.ok((await ada.get("/privacy")).text.includes(`@${bob.username}`));
    assert.equal((await ada.post("/privacy", { form: "unblock", user_id: bob.id })).status, 303);
    assert.match((await ada.get("/privacy")).text, /You have not blocked anybody/);
  });

  test("an account is closed by its password alone, and then nobody is signed in by it", async (served) => {
    const ada = await visitor(served);
    const refused = await ada.post("/privacy", { form: "close", password: "another one" });
    assert.equal(refused.status, 401);
    assert.match(refused.text, /role="alert"|class="notice/);
    assert.equal((await ada.get("/privacy")).status, 200);
    const closed = await ada.post("/privacy", { form: "close", password: PASSWORD });
    assert.deepEqual([closed.status, closed.headers.get("location")], [303, "/login"]);
    assert.equal((await ada.get("/privacy")).status, 303);
  });

  test("who owns a group is told to hand it over before closing the account", async (served) => {
    const ada = await visitor(served);
    await served.ask("POST", "/api/v1/groups", { token: ada.token, json: { name: "Mine <3" } });
    const refused = await ada.post("/privacy", { form: "close", password: PASSWORD });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /Mine &lt;3/);
  });

  test("an invitation's page lets one in; a public group's is found, a private one's is not", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    const make = async (name: string, is_private: boolean) =>
      (await served.ask("POST", "/api/v1/groups", { token: ada.token, json: { name, is_private } })).body.group.id;
    const [open, closed] = [await make(`Open ${ada.username}`, false), await make(`Closed ${ada.username}`, true)];
    const list = (await bob.get(`/groups/discover?q=${ada.username}`)).text;
    assert.ok(list.includes(`Open ${ada.username}`) && !list.includes(`Closed ${ada.username}`));
    assert.equal((await bob.post("/groups/discover", { group_id: closed })).status, 404);
    assert.equal((await bob.post("/groups/discover", { group_id: open })).headers.get("location"), `/g/${open}`);
    const { body } = await served.ask("POST", `/api/v1/groups/${closed}/invites`, { token: ada.token, json: {} });
    const path = new URL(body.invite.url).pathname;
    assert.match((await bob.get(path)).text, /You are invited to Closed/);
    assert.equal((await bob.post(path, {})).headers.get("location"), `/g/${closed}`);
    assert.match((await bob.get(path)).text, /already/);
    assert.equal((await bob.get("/invite/none")).status, 404);
  });
});
