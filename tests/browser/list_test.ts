// What one decides about conversations for oneself: seen at once in the list, and on one's other device.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, listen, live, message, PASSWORD, write } from "./browser.ts";
import { chooseForRow, DESK, inBothSizes, PHONE } from "./sizes.ts";

const names = (page: Page) => page.locator(".rows > ul .row-name").allTextContents();
const isTouch = (page: Page) => page.evaluate(() => matchMedia("(pointer: coarse)").matches);
const menu = async (page: Page, name: string, choice: string) =>
  await chooseForRow(page, await isTouch(page) ? PHONE : DESK, name, choice);

inBothSizes("the list: pinned first, muted and archived quiet, on one's other device as well", async (on, t) => {
  const ada = await on.signUp("ada");
  const others = [];
  for (const name of ["bob", "cyd"]) others.push(await on.signUp(name));
  const [bob, cyd] = others as [typeof ada, typeof ada];
  const say = async (from: typeof ada, text: string) => {
    await from.page.goto("/people?q=ada");
    await from.page.click(".person:has-text('ada')");
    await live(from.page);
    await write(from.page, text);
    await message(from.page, text).waitFor();
  };
  await say(bob, "from bob");
  await say(cyd, "from cyd");
  const context = await on.browser.newContext({
    baseURL: on.server.url,
    locale: "en-US",
    ...(on.size.isPhone ? DESK : PHONE).options,
  });
  const page = await context.newPage();
  const other = { name: "ada's other device", context, page, complaints: listen(page) };
  await page.goto("/login");
  await page.fill("#email", "ada");
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await live(page);
  await live(ada.page);

  await t.step("who wrote last is first; a pinned one stays above", async () => {
    await ada.page.waitForSelector(".rows > ul > :first-child .row-name:text-is('cyd')");
    assert.deepEqual(await names(ada.page), ["cyd", "bob"]);
    await menu(ada.page, "bob", "Pin to the top");
    for (const it of [ada.page, page]) {
      await it.waitForFunction(() => document.querySelector(".rows .row-name")?.textContent === "bob");
    }
  });

  await t.step("the number is what waits for one, in the title as well", async () => {
    assert.equal(await page.locator(".row:has-text('cyd') .badge [aria-hidden]").textContent(), "1");
    await page.waitForFunction(() => document.title.startsWith("(2)"));
  });

  await t.step("read by hand on one device is read on the other, and unread by hand is unread", async () => {
    await menu(ada.page, "bob", "Mark as read");
    await page.waitForSelector(".row:not(.unread):has-text('bob')");
    await menu(page, "bob", "Mark as unread");
    await ada.page.waitForSelector(".row.unread:has-text('bob') .dot");
  });

  await t.step("a muted conversation is not bold and has no number", async () => {
    await menu(ada.page, "cyd", "Mute");
    await page.waitForSelector(".row:not(.unread):has-text('cyd') .row-sign[title=Muted]");
    await say(cyd, "still here");
    await page.waitForSelector(".row:has-text('still here')");
    assert.equal(await page.locator(".row:has-text('cyd') .badge").count(), 0);
    await menu(page, "cyd", "Unmute");
    await ada.page.waitForSelector(".row.unread:has-text('cyd') .badge");
  });

  await t.step("an archived one is apart until somebody writes again", async () => {
    await menu(ada.page, "cyd", "Archive");
    await page.waitForSelector(".archived summary:has-text('Archived (1)')");
    assert.deepEqual(await names(page), ["bob"]);
    await say(cyd, "once more");
    await page.waitForSelector(".rows > ul .row:has-text('once more')");
    assert.equal(await page.locator(".archived").count(), 0);
  });

  await t.step("a group's number is for its mentions; what else is said there is bold alone", async () => {
    const headers = { origin: on.server.url };
    const data = { name: "Garden", members: [await idOf(ada)] };
    const { group } = await (await bob.context.request.post("/api/v1/groups", { data, headers })).json();
    const inGroup = (content: string) =>
      bob.context.request.post(`/api/v1/messages/group/${group.id}`, { data: { content }, headers });
    await inGroup("to all of you");
    await page.waitForSelector(".row.unread:has-text('to all of you') .dot");
    assert.equal(await page.locator(".row:has-text('Garden') .badge").count(), 0);
    await inGroup("and to @ada");
    await page.waitForSelector(".row.unread:has-text('and to @ada') .badge:has-text('1')");
  });

  await t.step("the box above the list finds by name, and says where there is none", async () => {
    await page.fill(".filter input", "gard");
    await page.waitForFunction(() => document.querySelectorAll(".rows > ul .row").length === 1);
    assert.deepEqual(await names(page), ["Garden"]);
    await page.fill(".filter input", "nobody");
    await page.waitForSelector(".sidebar .empty");
    await page.fill(".filter input", "");
    await page.waitForSelector(".row:has-text('cyd')");
    // Also by the user name, where it shows another one; and it calls people alike whatever they do.
    const data = { first_name: "Sidney", last_name: "Carton" };
    await cyd.context.request.put("/api/v1/users/profile", { data, headers: { origin: on.server.url } });
    await page.reload();
    await live(page);
    await page.fill(".filter input", "cyd");
    await page.waitForSelector(".row-name:text-is('Sidney Carton')");
    await page.fill(".filter input", "");
    await cyd.page.type("#composer", "not yet");
    await page.waitForSelector(".row-preview:has-text('Sidney Carton is typing')");
  });

  await t.step("the menu is reached and left by keys", async () => {
    await page.focus(".row:has(.row-name:text-is('bob'))");
    await page.keyboard.press("Shift+F10");
    await page.waitForSelector("dialog.menu [role^=menuitem]:focus");
    await page.keyboard.press("ArrowDown");
    assert.match(await page.locator("dialog.menu [role^=menuitem]:focus").textContent() ?? "", /Unpin/);
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog.menu", { state: "detached" });
    assert.ok(await page.locator(".row:has(.row-name:text-is('bob'))").evaluate((it) => it === document.activeElement));
  });
  assertQuiet(ada, bob, cyd, other);
});
