// The list and the window as one goes about in them: unread by hand, the regions, focus, and what is shown while something is not there.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { waitUntil } from "../support/wait.ts";
import { assertQuiet, idOf, live, type Someone, write } from "./browser.ts";
import { chooseForRow, inBothSizes, openFromList, openRowMenu, toList } from "./sizes.ts";

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

/** Whether a conversation is marked as unread, as the server knows it. */
async function hasMarked(page: Page): Promise<boolean> {
  const { conversations } = await (await page.request.get("/api/v1/conversations")).json();
  return conversations.some((it: { marked_unread: boolean }) => it.marked_unread);
}

/** The first mark of what was seen is held up on its way from a page; the next, which it waits for, is not. */
async function holdReads(page: Page) {
  let isHolding = false;
  const held: (() => void)[] = [];
  await page.routeWebSocket(/\/ws$/, (ws) => {
    const server = ws.connectToServer();
    ws.onMessage((text) => {
      const { type } = JSON.parse(String(text));
      if (isHolding && type === "read" && held.length === 0) held.push(() => server.send(text));
      else server.send(text);
    });
  });
  return {
    hold: () => void (isHolding = true),
    /** @returns how many there were */
    give: () => {
      isHolding = false;
      const all = held.splice(0);
      for (const it of all) it();
      return all.length;
    },
  };
}

inBothSizes("the list and the window: unread by hand, regions by F6, focus that comes back", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const cyd = await on.signUp("cyd");
  const { isPhone } = on.size;
  for (const by of [bob, cyd]) await say(by, ada, `Hello from ${by.name}`);
  const { page } = ada;
  const reads = await holdReads(page);
  await page.goto("/");
  await live(page);
  const row = (name: string) => page.locator(`.row:has(.row-name:text-is("${name}"))`);

  await t.step("what is unread is bold, and says how many for those who do not see it", async () => {
    await page.waitForSelector(".row.unread .badge:has-text('1 unread message')");
    const weight = (name: string) =>
      row(name).locator(".row-name").evaluate((it) => Number(getComputedStyle(it).fontWeight));
    await openFromList(page, "bob");
    await toList(page);
    await page.waitForSelector(".row:not(.unread) .row-name:text-is('bob')");
    assert.ok(await weight("cyd") > await weight("bob"));
  });

  await t.step(
    "unread by hand right after opening stays so, here and on the server, until one goes there again",
    async () => {
      // The mark that opening sends is overtaken by the choice.
      reads.hold();
      await openFromList(page, "cyd");
      await toList(page);
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')");
      await chooseForRow(page, on.size, "cyd", "Mark as unread");
      await page.waitForSelector(".row.unread .row-name:text-is('cyd')");
      await waitUntil("it to be stored", async () => await hasMarked(page));
      assert.ok(reads.give() > 0);
      // Whatever mark was on its way is stored within a second of the first; the next one is another conversation's to prove it.
      await say(bob, ada, "a second later");
      await openFromList(page, "bob");
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('bob')", { state: "attached" });
      await page.reload();
      await live(page);
      await page.waitForSelector(".row.unread .row-name:text-is('cyd')", { state: "attached" });
      await openFromList(page, "cyd");
      await page.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')", { state: "attached" });
    },
  );

  await t.step("unread by hand also ends by the conversation's address, once one looks at it", async () => {
    await toList(page);
    await chooseForRow(page, on.size, "cyd", "Mark as unread");
    await page.waitForSelector(".row.unread .row-name:text-is('cyd')");
    await waitUntil("it to be stored", async () => await hasMarked(page));
    const behind = await ada.context.newPage();
    await behind.addInitScript(() => document.hasFocus = () => false);
    await behind.goto(`/u/${await idOf(cyd)}`);
    await live(behind);
    await behind.waitForSelector(".row.unread .row-name:text-is('cyd')", { state: "attached" });
    await behind.evaluate(() => {
      document.hasFocus = () => true;
      dispatchEvent(new Event("focus"));
    });
    await behind.waitForSelector(".row:not(.unread) .row-name:text-is('cyd')", { state: "attached" });
    await waitUntil("it to be stored", async () => !await hasMarked(page));
    await behind.close();
    await openFromList(page, "cyd");
  });

  await t.step("whether somebody is there is a dot, and a word", async () => {
    assert.equal(await row("bob").locator(".presence").getAttribute("title"), "Online");
    assert.equal(await row("bob").locator(".presence .sr").textContent(), "Online");
    await bob.page.close();
    await page.waitForSelector(".row:has(.row-name:text-is('bob')) .presence[title=Offline]", { state: "attached" });
  });

  await t.step("F6 goes from the list to the messages to the box and around, Shift+F6 back", async () => {
    await page.focus("#composer");
    await page.keyboard.press("F6");
    if (!isPhone) {
      await focusedOn(page, "[data-row][aria-current=page]");
      await page.keyboard.press("F6");
    }
    await focusedOn(page, ".scroller");
    await page.keyboard.press("F6");
    await focusedOn(page, "#composer");
    await page.keyboard.press("Shift+F6");
    await focusedOn(page, ".scroller");
  });

  await t.step("in the list Tab stops once, and arrows lead on", async () => {
    assert.equal(await page.locator(".rows > ul [data-row][tabindex='0']").count(), 1);
    await toList(page);
    await page.keyboard.press(isPhone ? "F6" : "Shift+F6");
    await focusedOn(page, "[data-row][tabindex='0']");
    // What is archived is not among them as long as it is put away.
    await say(ada, ada, "a note");
    const archive = async (archived: boolean) => {
      const { conversations } = await (await page.request.get("/api/v1/conversations")).json();
      const { id } = conversations.find((it: { last_message: { content: string } }) =>
        it.last_message.content === "a note"
      );
      const headers = { origin: on.server.url };
      await page.request.patch(`/api/v1/conversations/${id}`, { data: { archived }, headers });
    };
    await archive(true);
    await page.waitForSelector(".archived");
    assert.equal(await page.locator(".archived [data-row][tabindex='0']").count(), 0);
    await page.keyboard.press("Home");
    await page.keyboard.press("End");
    await focusedOn(page, ".rows > ul > :last-child [data-row]");
    await page.keyboard.press("Home");
    await focusedOn(page, ".rows > ul > :first-child [data-row]");
    await page.keyboard.press("ArrowDown");
    await focusedOn(page, ".rows > ul > :nth-child(2) [data-row]");
    await page.keyboard.press("ArrowRight");
    await focusedOn(page, "dialog.menu [role^=menuitem]");
    await page.keyboard.press("Escape");
    await focusedOn(page, ".rows > ul > :nth-child(2) [data-row]");
  });

  await t.step("the first stop of the page skips to what is open", async () => {
    await page.goto(`/u/${await idOf(cyd)}`);
    await live(page);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.focus("a.skip");
    assert.equal(await page.isVisible("a.skip"), true);
    const visits = await page.evaluate(() => history.length);
    await page.keyboard.press("Enter");
    await focusedOn(page, ".scroller");
    assert.equal(await page.evaluate(() => location.hash), "", "it is no step that the Back button would undo");
    assert.equal(await page.evaluate(() => history.length), visits);
  });

  await t.step("focus comes back to where it was when a menu or a dialog ends", async () => {
    await toList(page);
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
    await openRowMenu(page, isPhone, "bob");
    await page.keyboard.press("Escape");
    await focusedOn(page, ".row:has(.row-name)");
  });
  assertQuiet(ada, cyd);
});

inBothSizes("whatever cannot be loaded says so, and comes when it is tried again", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const cyd = await on.signUp("cyd");
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

  await t.step("messages, people, the dialogs of a message, invitations", async () => {
    await page.goto("/");
    await live(page);
    await without("**/api/v1/messages/private/**", async () => {
      await page.click(".row:has-text('bob')");
      await fails();
    });
    await page.click("button:has-text('Try again')");
    await page.waitForSelector(".message:has-text('two')");

    await write(page, "mine");
    const mine = ".message:not(.pending):has-text('mine')";
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

    const receipts = Promise.withResolvers<void>();
    await page.route("**/receipts*", (route) => receipts.promise.then(() => route.continue()));
    await page.focus(".message:has-text('mine')");
    await page.keyboard.press("Enter");
    await page.click("dialog.menu [role=menuitem]:has-text('Info')");
    await page.waitForSelector("dialog [role=status] .bone");
    receipts.resolve();
    await page.waitForSelector("dialog:has-text('Seen by')");
    assert.equal(await page.locator("dialog .bone").count(), 0);
  });
  assertQuiet(bob, cyd);
});
