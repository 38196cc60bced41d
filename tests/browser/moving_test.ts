// Going about by the keyboard, and a person's own dialog: in real browsers, two people where it takes two.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { waitUntil } from "../support/wait.ts";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, listen, live, PASSWORD, type Someone, write } from "./browser.ts";
import { inBothSizes, openFromList } from "./sizes.ts";

const SCHEMES = ["light", "dark"] as const;

const chosen = (page: Page, text: string) =>
  page.waitForSelector(`[role=option][aria-selected=true]:has-text('${text}')`);
const closed = (page: Page) => page.waitForSelector("dialog", { state: "detached" });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id ?? "");
const makeGroup = (by: Someone, url: string, data: Record<string, unknown>) =>
  by.context.request.post("/api/v1/groups", { data, headers: { origin: url } });

async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+k");
  await page.waitForSelector("[role=combobox]");
  await page.keyboard.type(text);
}

/** What was just said is found a moment later; the page asks only once. */
const indexed = (by: Someone, word: string) =>
  waitUntil(`"${word}" to be found`, async () => {
    const answer = await by.context.request.get(`/api/v1/search?q=${word}`);
    return (await answer.json()).messages.length > 0;
  });

async function say(by: Someone, to: Someone, text: string): Promise<void> {
  await by.page.goto(`/u/${await idOf(to)}`);
  await live(by.page);
  await write(by.page, text);
  await by.page.waitForSelector(`.mine:has-text('${text}') .ticks`);
}

inBothSizes("the switcher leads to what is held without a request, and to all else; so do the keys", async (on, t) => {
  const [ada, bob, cyd] = [await on.signUp("ada"), await on.signUp("bob"), await on.signUp("cyd")] as const;
  const ids = { bob: await idOf(bob), cyd: await idOf(cyd) };
  await makeGroup(ada, on.server.url, { name: "Garden club", members: [ids.bob] });
  await makeGroup(cyd, on.server.url, { name: "Open kitchen" });
  await say(ada, bob, "The pumpkins are ripe");
  await indexed(ada, "pumpkins");
  const { page } = ada;

  await t.step(
    "what is held is offered at once, also while the server cannot be reached; Esc gives focus back",
    async () => {
      await page.route("**/api/v1/search*", (route) => route.abort("connectionrefused"));
      await page.focus("#composer");
      await type(page, "gard");
      await chosen(page, "Garden club");
      await page.waitForSelector("dialog [role=status]:has-text('could not be reached')");
      await page.keyboard.press("Escape");
      await closed(page);
      assert.equal(await focused(page), "composer");
      await type(page, "gard");
      await chosen(page, "Garden club");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/g\//);
      await page.unroute("**/api/v1/search*");
    },
  );

  await t.step("before anything is typed the last ones are offered, the open one apart", async () => {
    await page.keyboard.press("Control+k");
    await chosen(page, "bob");
    assert.equal(await page.locator("[role=option]").count(), 1);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/u/${ids.bob}`);
    if (!on.size.isPhone) await page.waitForFunction(() => document.activeElement?.id === "composer");
  });

  await t.step("somebody one has never written to is found, and shown", async () => {
    await type(page, "cyd");
    await page.waitForSelector("[role=group][aria-label=People] [role=option]:has-text('cyd')");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/u/${ids.cyd}`);
    await page.waitForSelector(".thread-title h1:has-text('cyd')");
  });

  await t.step("Enter goes to nothing that was found by other words than stand there by now", async () => {
    await type(page, "cyd");
    await page.waitForSelector("[role=group][aria-label=People] [role=option]:has-text('cyd')");
    let answer = () => {};
    const held = new Promise<void>((resolve) => answer = resolve);
    await page.route("**/api/v1/search*", async (route) => {
      await held;
      await route.continue();
    });
    await page.fill("[role=combobox]", "kitchen");
    await page.keyboard.press("Enter");
    answer();
    await page.waitForSelector("[role=group][aria-label=Groups] [role=option]:has-text('Public group')");
    await page.unroute("**/api/v1/search*");
    await page.keyboard.press("Escape");
    await closed(page);
  });

  await t.step("arrows go around all of it, and the field says which one is chosen", async () => {
    // What the server finds comes behind what is held: until it is there, it is not known how many there are.
    const answered = page.waitForResponse("**/api/v1/search*");
    await type(page, "b");
    await answered;
    await page.waitForSelector("dialog [role=status]:has-text('result')", { state: "attached" });
    const all = await page.locator("[role=option]").count();
    for (let i = 0; i < all; i++) await page.keyboard.press("ArrowDown");
    const at = () => page.getAttribute("[role=combobox]", "aria-activedescendant");
    assert.equal(await at(), "switcher-0");
    await page.keyboard.press("ArrowUp");
    assert.equal(await at(), `switcher-${all - 1}`);
    assert.equal(await page.getAttribute(`#switcher-${all - 1}`, "aria-selected"), "true");
    await page.keyboard.press("Escape");
    await closed(page);
  });

  await t.step("a message is shown in its place", async () => {
    await type(page, "pumpkins");
    await page.waitForSelector("[role=group][aria-label=Messages] [role=option]:has-text('The pumpkins are ripe')");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/c\/.*around=/);
    await live(page);
    await page.waitForSelector(".message:has-text('The pumpkins are ripe')");
  });

  await t.step("a public group that one is not in is shown where it can be joined", async () => {
    await type(page, "kitchen");
    await page.waitForSelector("[role=group][aria-label=Groups] [role=option]:has-text('Public group')");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/groups\/discover\?q=Open\+kitchen/);
    await page.click("button:has-text('Join')");
    await live(page);
  });

  await t.step("the head leads to a search in this conversation alone", async () => {
    await page.goto(`/u/${ids.bob}`);
    await live(page);
    await page.click("[aria-label='Search in bob']");
    await page.waitForURL(/\/search\?q=/);
    assert.equal(await page.inputValue("input[name=q]"), `in:"bob"`);
    await page.waitForSelector(".hit:has-text('The pumpkins are ripe')");
    assert.equal(await page.locator(".hit").count(), 1);
  });

  await t.step("`?` shows all keys, but is a character where one writes", async () => {
    await page.goto(`/u/${ids.bob}`);
    await live(page);
    await page.focus("#composer");
    await page.keyboard.type("really?");
    assert.equal(await page.inputValue("#composer"), "really?");
    await page.fill("#composer", "");
    await page.focus(".scroller");
    await page.keyboard.press("Shift+?");
    await page.waitForSelector("dialog:has-text('Previous or next unread one')");
    await page.keyboard.press("Escape");
    await closed(page);
    await page.focus("#composer");
    await page.keyboard.press("Control+/");
    await page.waitForSelector("dialog .keys");
    await page.keyboard.press("Escape");
    await closed(page);
    assert.equal(await focused(page), "composer");
  });

  await t.step("Alt+Shift+arrow goes to the next unread conversation, and says where there is none", async () => {
    await say(cyd, ada, "Are you there?");
    await page.waitForSelector(".row.unread .row-name:text-is('cyd')", { state: "attached" });
    await page.keyboard.press("Alt+Shift+ArrowDown");
    await page.waitForURL(`**/u/${ids.cyd}`);
    await page.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')", { state: "attached" });
    await page.keyboard.press("Alt+Shift+ArrowUp");
    await page.waitForSelector(".toast:has-text('Nothing else is unread')");
  });

  await t.step("Esc marks the open conversation read, also one that was marked unread by hand", async () => {
    await page.goto(`/u/${ids.bob}`);
    await live(page);
    // By hand, on another device: here, on a phone, one would have to leave it for that.
    const { conversations } = await (await ada.context.request.get("/api/v1/conversations")).json();
    const { id } = conversations.find((it: { peer?: { id: string } }) => it.peer?.id === ids.bob);
    const data = { marked_unread: true };
    await ada.context.request.patch(`/api/v1/conversations/${id}`, { data, headers: { origin: on.server.url } });
    await page.waitForSelector(".row.unread .row-name:text-is('bob')", { state: "attached" });
    if (!on.size.isPhone) {
      // In the list's own box it is about what is sought there.
      await page.fill(".filter input", "bob");
      await page.keyboard.press("Escape");
      assert.equal(await page.inputValue(".filter input"), "");
      await page.keyboard.press("Escape");
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(await page.locator(".row.unread .row-name:text-is('bob')").count(), 1);
    }
    await page.focus(".scroller");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".row:not(.unread) .row-name:text-is('bob')", { state: "attached" });
    assert.equal(await focused(page), "composer");
  });
  assertQuiet(ada, bob, cyd);
});

inBothSizes("a person's dialog says who they are and what one shares, blocks and unblocks them", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  await bob.context.request.put("/api/v1/users/profile", {
    data: { show_email: true },
    headers: { origin: on.server.url },
  });
  await makeGroup(ada, on.server.url, { name: "Garden club", members: [await idOf(bob)] });
  await ada.page.goto("/");
  await ada.page.click(".row:has-text('Garden club')");
  await ada.page.waitForSelector("[aria-label='Group details']");
  await say(bob, ada, "Good morning");
  await openFromList(ada.page, "bob");
  await ada.page.waitForSelector(".message:has-text('Good morning')");

  await t.step("it shows name, address and the group of both, and gives focus back", async () => {
    await ada.page.click("[aria-label='About bob']");
    await ada.page.waitForSelector("dialog a[href='mailto:bob@example.com']");
    await ada.page.waitForSelector("dialog .people a:has-text('Garden club')");
    await ada.page.keyboard.press("Escape");
    await closed(ada.page);
    assert.equal(await ada.page.evaluate(() => document.activeElement?.ariaLabel), "About bob");
  });

  await t.step("blocking asks first; then neither writes, and it stands where one would", async () => {
    await ada.page.click("[aria-label='About bob']");
    await ada.page.click("dialog button:has-text('Block')");
    await ada.page.click("dialog.small button:has-text('Cancel')");
    await ada.page.click("dialog button:has-text('Block')");
    await ada.page.click("dialog.small button.fill:has-text('Block')");
    await ada.page.waitForSelector("dialog:has-text('You have blocked bob')");
    await ada.page.click("dialog [aria-label='Close']");
    await ada.page.waitForSelector(".silent:has-text('You have blocked this person') button:has-text('Unblock')");
    await write(bob.page, "Hello?");
    await bob.page.waitForSelector(".failed:has-text('Hello?')");
  });

  await t.step("unblocking where one would write lets both write again", async () => {
    await ada.page.click(".silent button:has-text('Unblock')");
    await ada.page.waitForSelector("#composer");
    await bob.page.click(".failed button:has-text('Retry')");
    await ada.page.waitForSelector(".message:has-text('Hello?')");
    await write(ada.page, "Sorry");
    await bob.page.waitForSelector(".message:has-text('Sorry')");
    await ada.page.click("[aria-label='About bob']");
    await ada.page.waitForSelector("dialog button:has-text('Block')");
  });

  const axe = await readAxe();
  await indexed(ada, "good");
  for (const colorScheme of SCHEMES) {
    await t.step(`axe finds nothing on the new dialogs, ${colorScheme}`, async () => {
      const context = await on.browser.newContext({
        baseURL: on.server.url,
        ...on.size.options,
        colorScheme,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const complaints = listen(page);
      const check = async (where: string) => {
        await assertAccessible(page, axe, `${where} ${on.size.width} ${colorScheme}`);
        await page.keyboard.press("Escape");
        await closed(page);
      };
      await page.goto("/login");
      await page.fill("#email", "ada");
      await page.fill("#password", PASSWORD);
      await page.click("button[type=submit]");
      await live(page);
      await page.goto(`/u/${await idOf(bob)}`);
      await live(page);
      await page.keyboard.press("Control+k");
      await page.waitForSelector("[role=option]");
      await check("switcher");
      await type(page, "good");
      await page.waitForSelector("[role=group][aria-label=Messages]");
      await check("switcher with results");
      await page.keyboard.press("Control+/");
      await page.waitForSelector("dialog .keys");
      await check("keys");
      await page.click("[aria-label='About bob']");
      await page.waitForSelector("dialog .identity");
      await check("person");
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
  assertQuiet(ada, bob);
});

inBothSizes("whoever does nothing for ten minutes is away to others, and online at their next move", async (on) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  await say(bob, ada, "Hello");
  await bob.page.waitForSelector(".thread-title p:has-text('Online')");
  await ada.page.clock.install();
  await ada.page.goto("/");
  await live(ada.page);
  await ada.page.clock.fastForward("10:01");
  await bob.page.waitForSelector(".thread-title p:has-text('Away')");
  await ada.page.mouse.move(200, 200);
  await bob.page.waitForSelector(".thread-title p:has-text('Online')");
  assertQuiet(ada, bob);
});
