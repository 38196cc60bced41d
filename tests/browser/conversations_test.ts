// The list and the window as one goes about in them: unread by hand, the regions, focus, and what is shown while something is not there.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, signUp, type Someone, stage, write } from "./browser.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;

const focusedOn = (page: Page, selector: string) =>
  page.waitForFunction((selector) => document.activeElement?.matches(selector), selector);

async function say(by: Someone, to: Someone, text: string): Promise<void> {
  const path = `/api/v1/messages/private/${await idOf(to)}`;
  const answer = await by.context.request.post(path, {
    data: { content: text },
    headers: { origin: new URL(by.page.url()).origin },
  });
  assert.equal(answer.status(), 201);
}

Deno.test("the list and the window: unread by hand, regions by F6, focus that comes back, presence in words", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob");
  const cyd = await signUp(on.browser, on.server.url, "cyd");
  for (const by of [bob, cyd]) await say(by, ada, `Hello from ${by.name}`);
  const { page } = ada;
  await page.setViewportSize(SIZES[1]);
  await page.goto("/");
  await live(page);
  const row = (name: string) => page.locator(`.row:has(.row-name:text-is("${name}"))`);
  const menu = async (name: string, choice: string) => {
    await row(name).click({ button: "right" });
    await page.click(`dialog.menu [role^=menuitem]:has-text('${choice}')`);
  };

  await t.step("what is unread is bold, and says how many for those who do not see it", async () => {
    await page.waitForSelector(".row.unread .badge:has-text('1 unread message')");
    const weight = (name: string) =>
      row(name).locator(".row-name").evaluate((it) => Number(getComputedStyle(it).fontWeight));
    await row("bob").click();
    await page.waitForSelector(".row:not(.unread) .row-name:text-is('bob')");
    assert.ok(await weight("cyd") > await weight("bob"));
  });

  await t.step(
    "unread by hand right after opening stays so, here and on the server, until one goes there again",
    async () => {
      await row("cyd").click();
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')");
      await menu("cyd", "Mark as unread");
      await page.waitForSelector(".row.unread .row-name:text-is('cyd')");
      // Whatever mark was on its way is stored within a second of the first; the next one is another conversation's to prove it.
      await say(bob, ada, "a second later");
      await row("bob").click();
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('bob')");
      await page.reload();
      await live(page);
      await page.waitForSelector(".row.unread .row-name:text-is('cyd')");
      await row("cyd").click();
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')");
    },
  );

  await t.step("whether somebody is there is a dot, and a word", async () => {
    assert.equal(await row("bob").locator(".presence").getAttribute("title"), "Online");
    assert.equal(await row("bob").locator(".presence .sr").textContent(), "Online");
    await bob.page.close();
    await page.waitForSelector(".row:has(.row-name:text-is('bob')) .presence[title=Offline]");
  });

  await t.step("F6 goes from the list to the messages to the box and around, Shift+F6 back", async () => {
    await page.focus("#composer");
    await page.keyboard.press("F6");
    await focusedOn(page, "[data-row][aria-current=page]");
    await page.keyboard.press("F6");
    await focusedOn(page, ".scroller");
    await page.keyboard.press("F6");
    await focusedOn(page, "#composer");
    await page.keyboard.press("Shift+F6");
    await focusedOn(page, ".scroller");
  });

  await t.step("in the list Tab stops once, and arrows lead on", async () => {
    assert.equal(await page.locator(".rows > ul [data-row][tabindex='0']").count(), 1);
    await page.keyboard.press("Shift+F6");
    await focusedOn(page, "[data-row][aria-current=page]");
    await page.keyboard.press("End");
    await page.keyboard.press("Home");
    await focusedOn(page, ".rows > ul > :first-child [data-row]");
    await page.keyboard.press("ArrowDown");
    await focusedOn(page, ".rows > ul > :nth-child(2) [data-row]");
  });

  await t.step("the first stop of the page skips to what is open", async () => {
    await page.goto(`/u/${await idOf(cyd)}`);
    await live(page);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.focus("a.skip");
    assert.equal(await page.isVisible("a.skip"), true);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#content");
  });

  await t.step("focus comes back to where it was when a menu or a dialog ends", async () => {
    for (
      const [opener, shown] of [["[aria-label='New group']", "#group-name"], [
        "[aria-label='New conversation']",
        "dialog input[type=search]",
      ]] as const
    ) {
      await page.click(opener);
      await page.waitForSelector(shown);
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
      await focusedOn(page, opener);
    }
    await row("bob").focus();
    await row("bob").click({ button: "right" });
    await page.waitForSelector("dialog.menu");
    await page.keyboard.press("Escape");
    await focusedOn(page, ".row:has(.row-name)");
  });
  assertQuiet(ada, cyd);
});

Deno.test("whatever cannot be loaded says so, and comes when it is tried again", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob");
  const cyd = await signUp(on.browser, on.server.url, "cyd");
  for (const text of ["one", "two"]) await say(bob, ada, text);
  await say(cyd, ada, "Hello from cyd");
  const made = await ada.context.request.post("/api/v1/groups", {
    data: { name: "Garden", members: [await idOf(bob)] },
    headers: { origin: on.server.url },
  });
  const { group } = await made.json();
  const { page } = ada;
  /** As long as it runs, these requests find no server. */
  const without = async (path: string, during: () => Promise<unknown>) => {
    await page.route(path, (route) => route.abort("connectionrefused"));
    await during();
    await page.unroute(path);
  };
  const fails = () =>
    page.waitForSelector("[role=alert]:has-text('could not be'), .notice.bad:has-text('could not be')");

  for (const viewport of SIZES) {
    await t.step(`${viewport.width}: messages, people, the dialogs of a message, invitations`, async () => {
      await page.setViewportSize(viewport);
      await page.goto("/");
      await live(page);
      await without("**/api/v1/messages/private/**", async () => {
        await page.click(".row:has-text('bob')");
        await fails();
      });
      await page.click("button:has-text('Try again')");
      await page.waitForSelector(".message:has-text('two')");

      await write(page, `mine ${viewport.width}`);
      const mine = `.message:not(.pending):has-text('mine ${viewport.width}')`;
      await page.waitForSelector(mine);
      await without("**/receipts*", async () => {
        await page.focus(mine);
        await page.keyboard.press("Enter");
        await page.click("dialog.menu [role=menuitem]:has-text('Info')");
        await fails();
      });
      await page.click("dialog button:has-text('Try again')");
      await page.waitForSelector("dialog:has-text('Seen by')");
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });

      await without("**/api/v1/users/contacts*", async () => {
        await page.focus(mine);
        await page.keyboard.press("Enter");
        await page.click("dialog.menu [role=menuitem]:has-text('Forward')");
        await fails();
        await page.waitForSelector("dialog .person:has-text('Garden')");
      });
      await page.click("dialog button:has-text('Try again')");
      await page.waitForSelector("dialog .notice.bad", { state: "detached" });
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });

      await page.goto("/");
      await live(page);
      await without("**/api/v1/users/contacts*", async () => {
        await page.click("[aria-label='New conversation']");
        await fails();
      });
      await page.click("dialog button:has-text('Try again')");
      await page.waitForSelector("dialog .person:has-text('bob')");

      await page.goto(`/g/${group.id}`);
      await live(page);
      await page.click("[aria-label='Group details']");
      await without("**/invites", async () => {
        await page.click("dialog button:has-text('Invitations')");
        await fails();
      });
      await page.click("dialog button:has-text('Try again')");
      await page.waitForSelector("dialog:has-text('There are no links yet')");
    });
  }

  await t.step("what is on its way has bones in its place", async () => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => goOn = resolve);
    await page.goto("/");
    await live(page);
    await page.route("**/api/v1/messages/private/**", async (route) => {
      await held;
      await route.continue();
    });
    await page.click(".row:has-text('bob')");
    await page.waitForSelector(".skeleton .bone");
    goOn();
    await page.waitForSelector(".message:has-text('two')");
    assert.equal(await page.locator(".skeleton").count(), 0);
  });
  assertQuiet(bob, cyd);
});
