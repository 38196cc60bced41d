// Without JavaScript: sign-in, reading, writing, finding people, making a group, signing out. Pages and plain forms only.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { listen, PASSWORD, words } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";

/** Until the page that comes of it is there as a whole. */
async function press(page: Page, what: string): Promise<void> {
  await page.click(what);
  await page.waitForLoadState();
}

inBothSizes("reading and writing work without JavaScript", async (on, t) => {
  const open = async () => {
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      javaScriptEnabled: false,
      ...on.size.options,
    });
    const page = await context.newPage();
    return { page, complaints: listen(page) };
  };
  const { page: ada, complaints } = await open();
  const { page: bob } = await open();
  for (const [page, name] of [[ada, "ada"], [bob, "bob"]] as const) {
    await page.goto("/c/00000000-0000-7000-8000-000000000000");
    assert.match(page.url(), /\/login\?next=/);
    await press(page, "a:has-text('Create an account')");
    await page.fill("#username", name);
    await page.fill("#password", PASSWORD);
    await page.fill("#email", `${name}@example.com`);
    await press(page, "button[type=submit]");
    await page.goto("/");
  }

  await t.step("a name that is taken is told beside its field, and what was entered stays", async () => {
    const { page } = await open();
    await page.goto("/register");
    await page.fill("#username", "ADA");
    await page.fill("#email", "other@example.com");
    await page.fill("#password", PASSWORD);
    await press(page, "button[type=submit]");
    assert.match(await page.textContent("#username-why") ?? "", /taken/);
    assert.equal(await page.inputValue("#email"), "other@example.com");
  });

  await t.step("somebody is found and written to", async () => {
    await ada.goto("/people?q=bob");
    await press(ada, ".person:has-text('bob')");
    await ada.fill("#composer", "Hello\nwithout a script");
    await press(ada, ".send");
    assert.match(ada.url(), /\/u\//);
    assert.deepEqual(await words(ada), ["Hello\nwithout a script"]);
  });

  await t.step("the same form sent twice is one message", async () => {
    const form = await ada.inputValue("input[name=client_id]");
    const post = () =>
      ada.request.post(ada.url(), { form: { content: "once", client_id: form }, headers: { origin: on.server.url } });
    assert.equal((await post()).status(), 200);
    await post();
    await ada.reload();
    assert.deepEqual((await words(ada)).filter((it) => it === "once"), ["once"]);
  });

  await t.step("what was said is found, and leads to where it was said", async () => {
    await ada.goto("/search");
    // The index follows a moment later.
    do {
      await ada.fill("[role=search] input", "without");
      await press(ada, "[role=search] button");
    } while (await ada.locator(".hit").count() === 0);
    assert.deepEqual(await ada.locator(".hit mark").allTextContents(), ["without"]);
    await press(ada, ".hit");
    assert.ok(await ada.locator(".message:target:has-text('without a script')").isVisible());
    await ada.goto("/people?q=bob");
    await press(ada, ".person:has-text('bob')");
  });

  await t.step("the other reads it and answers", async () => {
    await bob.goto("/");
    assert.match(await bob.textContent(".row") ?? "", /once/);
    await press(bob, ".row");
    assert.equal((await words(bob)).length, 2);
    await bob.fill("#composer", "Hello yourself");
    await press(bob, ".send");
    await bob.goto("/");
    assert.equal(await bob.locator(".badge").count(), 0);
  });

  await t.step("with a few unread below what fits on the screen it opens at the first of them", async () => {
    await bob.goto("/");
    await press(bob, ".row");
    const say = async (content: string) => {
      const form = { content, client_id: crypto.randomUUID() };
      await bob.request.post(bob.url(), { form, headers: { origin: on.server.url } });
    };
    for (let i = 0; i < 25; i++) await say(`read ${i}`);
    await ada.fill("#composer", "I have read them");
    await press(ada, ".send");
    for (let i = 0; i < 3; i++) await say(`unread ${i}\nand\nmore`);
    await ada.goto("/");
    await press(ada, ".row");
    const [scroller, first] = await Promise.all(
      [".scroller", ".message:has(:text('unread 0'))"].map((it) => ada.locator(it).boundingBox()),
    );
    assert.ok(scroller && first && first.y >= scroller.y, "it is above");
    assert.ok(first.y + first.height <= scroller.y + scroller.height + 1, "it is below");
  });

  await t.step("a message that is too long comes back with the reason", async () => {
    await ada.fill("#composer", "x".repeat(17_000));
    await press(ada, ".send");
    assert.match(await ada.textContent(".notice.bad") ?? "", /bytes/);
    assert.equal((await ada.inputValue("#composer")).length, 17_000);
  });

  await t.step("older messages are another page", async () => {
    for (let i = 0; i < 55; i++) {
      await ada.request.post(ada.url(), {
        form: { content: `line ${i}` },
        headers: { origin: on.server.url },
        maxRedirects: 0,
      });
    }
    await ada.goto(ada.url());
    assert.equal((await words(ada)).length, 50);
    await press(ada, "a:has-text('Show older messages')");
    assert.equal((await words(ada))[0], "Hello\nwithout a script");
    await press(ada, "a:has-text('Back to the latest messages')");
    assert.equal((await words(ada)).at(-1), "line 54");
  });

  await t.step("a group is made", async () => {
    await ada.goto("/groups/new");
    await ada.fill("#name", " ");
    await ada.fill("#description", "At noon");
    await ada.check(".person:has-text('bob') input");
    await press(ada, "button:has-text('Create group')");
    assert.notEqual(await ada.textContent("#name-why"), "", "refused, and what was entered stays");
    assert.equal(await ada.inputValue("#description"), "At noon");
    assert.equal(await ada.isChecked(".person:has-text('bob') input"), true);
    await ada.fill("#name", "Lunch");
    await press(ada, "button:has-text('Create group')");
    assert.match(ada.url(), /\/g\//);
    await ada.fill("#composer", "Noodles?");
    await press(ada, ".send");
    await bob.goto("/");
    assert.match(await bob.textContent(".rows") ?? "", /Lunch/);
  });

  await t.step(
    "a group shows who is in it, invites by a link, takes in who has it, and lets go who leaves",
    async () => {
      const group = ada.url();
      const { page: cyd } = await open();
      await cyd.goto("/register");
      await cyd.fill("#username", "cyd");
      await cyd.fill("#email", "cyd@example.com");
      await cyd.fill("#password", PASSWORD);
      await press(cyd, "button[type=submit]");
      await press(ada, ".thread-head a[href$='/about']");
      assert.equal(await ada.locator(".person").count(), 2);
      assert.match(await ada.textContent(".person .tag") ?? "", /Owner/);
      assert.equal(await ada.locator("details").count(), 0, "an owner cannot leave");
      await press(ada, "button[value=invite]");
      await cyd.goto(await ada.inputValue("input[readonly]"));
      await press(cyd, "button:has-text('Join')");
      assert.equal(cyd.url(), group);
      assert.match(await cyd.textContent(".messages") ?? "", /cyd joined/);
      await cyd.goto(`${group}/about`);
      assert.equal(await cyd.locator(".person").count(), 3);
      assert.equal(await cyd.locator("button[value=invite]").count(), 0, "a member makes no links");
      await press(cyd, "summary");
      await press(cyd, "button[value=leave]");
      assert.equal(await cyd.locator(".row").count(), 0);
      assert.equal((await cyd.goto(`${group}/about`))?.status(), 404);
    },
  );

  await t.step(
    "a public group is found and joined, and what was reacted with says whether one did oneself",
    async () => {
      const headers = { origin: on.server.url };
      const made = await bob.request.post("/api/v1/groups", { data: { name: "Chess", is_private: false }, headers });
      const { id } = (await made.json()).group;
      const said = await bob.request.post(`/api/v1/messages/group/${id}`, { data: { content: "e4" }, headers });
      const { message } = await said.json();
      await bob.request.put(`/api/v1/messages/${message.id}/reactions/👍`, { headers });
      await ada.goto("/groups/discover?q=chess");
      await press(ada, "button:has-text('Join')");
      assert.equal(new URL(ada.url()).pathname, `/g/${id}`);
      await bob.goto(`/g/${id}`);
      assert.equal(await bob.getAttribute(".reaction", "aria-pressed"), "true");
      assert.equal(await ada.getAttribute(".reaction", "aria-pressed"), "false");
    },
  );

  await t.step("names and password are changed, sessions ended, and one signs out", async () => {
    await ada.goto("/profile");
    await ada.fill("#first_name", "Ada");
    await press(ada, "button[value=profile]");
    assert.match(await ada.textContent(".notice") ?? "", /Saved/);
    await ada.fill("#current_password", "wrong");
    await ada.fill("#new_password", "another good one");
    await press(ada, "button[value=password]");
    assert.match(await ada.textContent(".notice.bad") ?? "", /wrong/);
    await ada.fill("#current_password", PASSWORD);
    await ada.fill("#new_password", "another good one");
    await press(ada, "button[value=password]");
    assert.match(await ada.textContent(".notice") ?? "", /changed/);
    await ada.goto("/sessions");
    assert.equal(await ada.locator(".session").count(), 1);
    await press(ada, "button:has-text('Sign out')");
    assert.match(ada.url(), /\/login/);
    await ada.goto("/profile");
    assert.match(ada.url(), /\/login\?next=%2Fprofile/);
  });
  assert.deepEqual(complaints.filter((it) => !/status of (400|404|413|401)/.test(it)), []);
});
