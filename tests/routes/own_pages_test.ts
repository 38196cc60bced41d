// Pages of searching and of one's privacy, as a browser without a script uses them.

import { strict as assert } from "node:assert";
import { waitUntil } from "../support/wait.ts";
import { type Visitor, visitor } from "./pages.ts";
import { PASSWORD, type Served, suite } from "./served.ts";

const say = (served: Served, from: Visitor, to: Visitor, content: string) =>
  served.ask("POST", `/api/v1/messages/private/${to.id}`, { token: from.token, json: { content } });

suite({ LIMIT_PASSWORD_MIN: "12", LIMIT_USERNAME_MAX: "31" }, (test) => {
  test("what a name and a password need is said as this server is set", async (served) => {
    const { text } = await served.ask("GET", "/register");
    assert.match(text, /2 to 31 letters/);
    assert.match(text, /At least 12 characters\./);
    assert.match((await (await visitor(served)).get("/profile")).text, /At least 12 characters\. All your other/);
  });

  test("a page of the chat is titled by whom it is with, before there is a script", async (served) => {
    const [ada, bob] = [await visitor(served), await visitor(served)];
    const json = { name: "Tea & cake" };
    const { body } = await served.ask("POST", "/api/v1/groups", { token: ada.token, json });
    const titleOf = async (path: string) => /<title>(.*?)<\/title>/.exec((await ada.get(path)).text)?.[1];
    assert.equal(await titleOf("/"), "Parley");
    assert.equal(await titleOf(`/u/${bob.id}`), `${bob.username} · Parley`);
    assert.equal(await titleOf(`/u/${ada.id}`), "Notes to yourself · Parley");
    assert.equal(await titleOf(`/g/${body.group.id}`), "Tea &amp; cake · Parley");
  });

  test("devices are called as their owner calls them, though browsers imitate each other", async (served) => {
    const ada = await visitor(served);
    const safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const agents = {
      "Chrome on iOS": `${safari} CriOS/130.0.0.0 Mobile/15E148 Safari/604.1`,
      "Firefox on iOS": `${safari} FxiOS/130.0 Mobile/15E148 Safari/605.1.15`,
      "Edge on iOS": `${safari} Version/18.0 EdgiOS/130.0.0.0 Mobile/15E148 Safari/604.1`,
      "Safari on iOS": `${safari} Version/18.0 Mobile/15E148 Safari/604.1`,
      "Edge on Android":
        "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36 EdgA/130.0.0.0",
    };
    for (const agent of Object.values(agents)) {
      const raw = new URLSearchParams({ email: ada.username, password: PASSWORD });
      await served.ask("POST", "/login", { raw, headers: { origin: served.url, "user-agent": agent } });
    }
    const { text } = await ada.get("/sessions");
    for (const name of Object.keys(agents)) assert.ok(text.includes(`<b>${name}</b>`), name);
  });

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
    const { text: people } = await eve.get(`/search?q=${ada.username}`);
    assert.ok(people.includes(`href="/u/${ada.id}"`));
    assert.doesNotMatch(people, />Messages</, "nothing was said of that");
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
    const late = await served.ask("POST", path, { raw: new URLSearchParams(), headers: { origin: served.url } });
    const signIn = `/login?${new URLSearchParams({ next: path })}`;
    assert.deepEqual([late.status, late.headers.get("location")], [303, signIn], "it comes back to the invitation");
    assert.equal((await bob.post(path, {})).headers.get("location"), `/g/${closed}`);
    assert.match((await bob.get(path)).text, /already/);
    assert.match((await bob.get(`/g/${closed}/about`)).text, /To come back, you need an invitation/);
    assert.match((await bob.get(`/g/${open}/about`)).text, /You can join it again/);
    assert.equal((await bob.get("/invite/none")).status, 404);
  });
});
