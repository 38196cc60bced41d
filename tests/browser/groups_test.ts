// A group on pages, from its making to its end: two people in two browsers, one of them invited by a link.
import assert from "node:assert/strict";
import { assertQuiet, live, write } from "./browser.ts";
import { inBothSizes, openFromList, openRowMenu, toList } from "./sizes.ts";

inBothSizes("a group: invitation, announcement, muting, roles, handing over, dissolving", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  let link = "";

  const details = async () => {
    await ada.page.click("[aria-label='Group details']");
    await ada.page.waitForSelector("dialog .people");
  };
  const close = () => ada.page.click("dialog [aria-label='Close']");
  const aboutBob = async () => {
    await details();
    await ada.page.click("[aria-label='What you can do with bob']");
    await ada.page.waitForSelector("dialog .choices");
  };

  await t.step("somebody makes a group, and a link into it with a picture", async () => {
    await ada.page.click("[aria-label='New group']");
    await ada.page.fill("#group-name", "Reading club");
    await ada.page.click("dialog button:has-text('Create group')");
    await ada.page.waitForURL(/\/g\//);
    await details();
    await ada.page.click("dialog button:has-text('Invitations')");
    await ada.page.click("dialog button:has-text('Create link')");
    link = await ada.page.inputValue("dialog .invite input");
    assert.match(link, /\/invite\/[\w-]{32}$/);
    await ada.page.click("dialog button:has-text('QR code')");
    await ada.page.waitForFunction(() => (document.querySelector<HTMLImageElement>(".qr")?.naturalWidth ?? 0) > 0);
    await ada.page.click("dialog button:has-text('Create link')");
    await ada.page.waitForFunction(() => document.querySelectorAll(".invite").length === 2);
    await ada.page.click(".invite:first-child button:has-text('Revoke')");
    await ada.page.click("dialog.small button:has-text('Cancel')");
    assert.equal(await ada.page.locator(".invite").count(), 2, "it asks first");
    await ada.page.click(".invite:first-child button:has-text('Revoke')");
    await ada.page.click("dialog.small button.fill:has-text('Revoke')");
    await ada.page.waitForFunction(() => document.querySelectorAll(".invite").length === 1);
    assert.equal(await ada.page.inputValue("dialog .invite input"), link);
    // Told over the dialog, which on a phone is all there is.
    await ada.context.grantPermissions(["clipboard-write"]);
    await ada.page.click("dialog button:has-text('Copy link')");
    await ada.page.waitForSelector(".toast");
    assert.ok(
      await ada.page.evaluate(() => {
        const toast = document.querySelector(".toast")!;
        const { left, top, width, height } = toast.getBoundingClientRect();
        return toast.contains(document.elementFromPoint(left + width / 2, top + height / 2));
      }),
      "the toast lies on top",
    );
    await ada.page.click("dialog .back-link");
    await close();
  });

  await t.step("the link shows what one is invited to, and lets one in", async () => {
    await bob.page.goto(link);
    assert.match(await bob.page.textContent("main") ?? "", /You are invited to Reading club/);
    await bob.page.click("button:has-text('Join the group')");
    await bob.page.waitForURL(/\/g\//);
    await live(bob.page);
    await ada.page.waitForSelector(".system:has-text('bob joined')");
    await details();
    await ada.page.waitForSelector("dialog .person:has-text('ada'):has(.tag:has-text('Owner'))");
    await ada.page.waitForSelector("dialog .person:has-text('bob'):has(.presence[title=Online])");
    await close();
  });

  await t.step("a link that is no (longer) one says so", async () => {
    const page = await bob.context.newPage();
    const answer = await page.goto("/invite/nothing");
    assert.equal(answer?.status(), 404);
    assert.match(await page.textContent("main") ?? "", /not valid, or has expired/);
    await page.close();
  });

  await t.step(
    "what is announced stands above the messages until it is read, and its author sees by whom",
    async () => {
      await details();
      await ada.page.click("dialog button:has-text('Announcement')");
      await ada.page.fill("#announcement", "We meet on *Friday*");
      await ada.page.click("dialog button:has-text('Announce')");
      await bob.page.waitForSelector(".announcement:has-text('We meet on'):has(small:has-text('ada'))");
      assert.match(await bob.page.textContent(".announcement small") ?? "", /ada.*\d{1,2}:\d\d/, "by whom and when");
      await bob.page.click(".announcement-text");
      await bob.page.waitForSelector("dialog .announced:has-text('We meet on')");
      assert.equal(await bob.page.locator("dialog .back-link").count(), 0, "one came from nowhere");
      await bob.page.keyboard.press("Escape");
      await bob.page.waitForSelector("dialog", { state: "detached" });
      const told = bob.page.waitForResponse("**/announcement/read");
      await bob.page.click("[aria-label='I have read it']");
      await bob.page.waitForSelector(".announcement", { state: "detached" });
      await bob.page.waitForSelector(".scroller:focus");
      await told;
      const html = await (await bob.context.request.get(bob.page.url())).text();
      assert.match(html, /class="thread-head"/);
      assert.doesNotMatch(html, /class="announcement"/, "the server knows, whatever device asks");
      const { cookies } = await bob.context.storageState();
      const other = await on.browser.newContext({ baseURL: on.server.url, ...on.size.options });
      await other.addCookies(cookies);
      const page = await other.newPage();
      await page.goto(bob.page.url());
      await live(page);
      assert.equal(await page.locator(".announcement").count(), 0);
      await other.close();
      await ada.page.click("dialog button:has-text('Announcement')");
      await ada.page.waitForSelector("dialog:has-text('Read by 1 person') .names:has-text('bob')");
      await ada.page.keyboard.press("Escape");
      await ada.page.waitForSelector("dialog .people");
      await ada.page.click("dialog button:has-text('Announcement')");
      await ada.page.waitForSelector("dialog .announced");
      await close();
      await ada.page.waitForSelector("dialog", { state: "detached" });
    },
  );

  await t.step("whoever is muted sees why they cannot write, and may again once they are not", async () => {
    // The clock of who does it may be hours behind.
    await ada.page.addInitScript(() => {
      const now = Date.now;
      if (sessionStorage.getItem("isBehind") !== null) Date.now = () => now() - 7_200_000;
    });
    await ada.page.evaluate(() => sessionStorage.setItem("isBehind", "yes"));
    await ada.page.reload();
    await live(ada.page);
    await aboutBob();
    await ada.page.click("dialog button:has-text('For 1 hour')");
    await ada.page.waitForSelector("dialog .person:has-text('Muted until')");
    await bob.page.waitForSelector(".composer:has-text('muted'), .under:has-text('muted')");
    await ada.page.click("[aria-label='What you can do with bob']");
    await ada.page.click("dialog button:has-text('Unmute')");
    await ada.page.waitForSelector("dialog .people");
    await close();
    await bob.page.waitForSelector("#composer:not([disabled])");
    await write(bob.page, "Here again");
    await ada.page.waitForSelector(".message:has-text('Here again')");
    await ada.page.evaluate(() => sessionStorage.removeItem("isBehind"));
    await ada.page.reload();
    await live(ada.page);
  });

  await t.step(
    "settings are changed for everybody, by those who may: others are not shown what they may not",
    async () => {
      await bob.page.click("[aria-label='Group details']");
      await bob.page.waitForSelector("dialog .people");
      for (const what of ["Settings", "Invitations", "Add members", "Dissolve group"]) {
        assert.equal(await bob.page.locator(`dialog button:has-text('${what}')`).count(), 0, what);
      }
      await bob.page.click("dialog [aria-label='Close']");
      await details();
      await ada.page.click("dialog button:has-text('Settings')");
      await ada.page.fill("dialog [name=name]", "Readers");
      await ada.page.click("dialog button:has-text('Save')");
      await bob.page.waitForSelector(".thread-title h1:has-text('Readers')");
      await bob.page.waitForSelector(".system:has-text('Readers')");
      await close();
    },
  );

  await t.step(
    "whoever wants to leave by the list is asked, and comes back by the link; its owner cannot leave",
    async () => {
      const menu = async (page: typeof ada.page) => {
        await toList(page);
        await openRowMenu(page, on.size.isPhone, "Readers");
      };
      await menu(ada.page);
      assert.equal(await ada.page.locator("dialog.menu :text('Leave group')").count(), 0);
      await ada.page.keyboard.press("Escape");
      await menu(bob.page);
      await bob.page.click("dialog.menu [role=menuitem]:has-text('Leave group')");
      await bob.page.click("dialog.small button:has-text('Cancel')");
      await menu(bob.page);
      await bob.page.click("dialog.menu [role=menuitem]:has-text('Leave group')");
      await bob.page.click("dialog.small button.fill:has-text('Leave group')");
      await bob.page.waitForSelector(".row", { state: "detached" });
      await bob.page.goBack();
      await bob.page.waitForSelector(".thread .empty:has-text('does not exist, or is not yours to see')");
      assert.equal(await bob.page.locator("#composer").count(), 0, "nothing can be said there");
      assert.match(bob.complaints.pop() ?? "", /404/);
      await openFromList(ada.page, "Readers");
      await ada.page.waitForSelector(".system:has-text('bob left')");
      await bob.page.goto(link);
      await bob.page.click("button:has-text('Join the group')");
      await bob.page.waitForURL(/\/g\//);
      await live(bob.page);
    },
  );

  await t.step("the group is handed over: who had it is an admin, who has it may end it", async () => {
    await aboutBob();
    await ada.page.click("dialog button:has-text('Hand the group over')");
    await ada.page.click("dialog.small button.fill");
    await ada.page.waitForSelector("dialog .person:has-text('bob') .tag:has-text('Owner')");
    await ada.page.waitForSelector("dialog button:has-text('Leave group')");
    await close();
    await bob.page.click("[aria-label='Group details']");
    await bob.page.click("dialog button:has-text('Dissolve group')");
    await bob.page.click("dialog.small button.fill");
    await bob.page.waitForSelector(".row", { state: "detached" });
    await ada.page.waitForSelector(".row", { state: "detached" });
  });

  await t.step("public groups are found and joined without a script, private ones are not", async () => {
    const headers = { origin: on.server.url };
    const make = (name: string, is_private: boolean) =>
      ada.context.request.post("/api/v1/groups", { data: { name, is_private }, headers });
    const { group } = await (await make("Open garden", false)).json();
    const announced = { data: { content: "Bring a spade" }, headers };
    await ada.context.request.put(`/api/v1/groups/${group.id}/announcement`, announced);
    await make("Hidden garden", true);
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      javaScriptEnabled: false,
      ...on.size.options,
      storageState: await bob.context.storageState(),
    });
    const page = await context.newPage();
    await page.goto("/groups/discover?q=garden");
    assert.deepEqual(await page.locator(".people b").allTextContents(), ["Open garden"]);
    await page.click("[aria-label='Join: Open garden']");
    await page.waitForURL(/\/g\//);
    assert.match(await page.textContent("h1") ?? "", /Open garden/);
    assert.equal(await page.locator(".announcement button").isVisible(), false, "without a script it does nothing");
    await page.click(".announcement a:has-text('Bring a spade')");
    await page.waitForURL(/\/about$/);
    assert.match(await page.textContent(".announced") ?? "", /Bring a spade/);
    await context.close();
  });
  assertQuiet(ada, bob);
});
