// The main flow by the keyboard alone: signing up, finding somebody, writing, answering, reacting, editing, a group, an invitation, search,
// settings, signing out. At every step what has focus is seen, and Tab leads on from it.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, listen, live, PASSWORD, signUp, stage, write } from "./browser.ts";
import { inBothSizes, type Size, SIZES } from "./sizes.ts";

/** More stops than any view has. */
const MANY = 80;

/** Goes on with Tab until what has focus matches; each stop on the way is seen. */
async function tabTo(page: Page, selector: string, key = "Tab"): Promise<void> {
  for (let i = 0; i < MANY; i++) {
    if (await page.evaluate((it) => document.activeElement?.matches(it) ?? false, selector)) {
      return await assertSeen(page);
    }
    await page.keyboard.press(key);
    await assertSeen(page);
  }
  assert.fail(`${selector} cannot be come to with ${key} on ${page.url()}`);
}

/** It, or for a field its frame, has a ring or a border of the accent; and it is within the window. */
async function assertSeen(page: Page): Promise<void> {
  const problem = await page.evaluate(() => {
    const it = document.activeElement;
    if (it === null || it === document.body || it.matches("html, dialog")) return "";
    const ringed = it.closest("label.person, .composer") ?? it;
    const has = (of: Element) => {
      const { outlineStyle, outlineWidth, borderColor, boxShadow } = getComputedStyle(of);
      return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) ||
        (of.matches(".composer") && boxShadow !== "none" && borderColor !== "");
    };
    const { left, top, right, bottom } = it.getBoundingClientRect();
    const isIn = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
    const name = `${it.tagName}.${it.className} ${it.getAttribute("aria-label") ?? it.textContent?.slice(0, 30)}`;
    return !has(it) && !has(ringed) ? `${name} has no ring` : isIn ? "" : `${name} is out of the window`;
  });
  assert.equal(problem, "", page.url());
}

const type = (page: Page, text: string) => page.keyboard.type(text);
const press = (page: Page, ...keys: string[]) =>
  keys.reduce((all, key) => all.then(() => page.keyboard.press(key)), Promise.resolve());

/** The menu of the latest message. */
async function menu(page: Page, icon: string): Promise<void> {
  await tabTo(page, ".message[data-id]", "Shift+Tab");
  await press(page, "Enter");
  await page.waitForSelector(".menu[open] [role^=menuitem]:focus");
  for (let i = 0; i < 20; i++) {
    if (await page.evaluate((it) => document.activeElement?.querySelector(it) !== null, `.lucide-${icon}`)) break;
    await press(page, "ArrowDown");
    await assertSeen(page);
  }
  await press(page, "Enter");
  await page.waitForSelector(".menu", { state: "detached" });
}

/** A window of that size with a keyboard, as zooming makes one that is narrow: fingers have no Tab. */
const narrow = ({ options: { viewport } }: Size) => ({ viewport, isMobile: false, hasTouch: false });

inBothSizes("what one does in a day is done by the keyboard alone, and what has focus is seen", async (on, t) => {
  const bob = await on.signUp("bob");
  const context = await on.browser.newContext({ baseURL: on.server.url, locale: "en-US", ...narrow(on.size) });
  const page = await context.newPage();
  const ada = { name: "ada", context, page, complaints: listen(page) };

  await t.step("signing up", async () => {
    await page.goto("/login");
    await tabTo(page, "a[href^='/register']");
    await press(page, "Enter");
    await page.waitForURL("**/register**");
    for (
      const [field, value] of [["#username", "ada"], ["#email", "ada@example.com"], ["#password", PASSWORD]] as const
    ) {
      await tabTo(page, field);
      await type(page, value);
    }
    await press(page, "Enter");
    await live(page);
  });

  await t.step("finding somebody and writing to them", async () => {
    await tabTo(page, ".sidebar-head a[href='/people']");
    await press(page, "Enter");
    await page.waitForSelector("dialog a.person");
    await type(page, "bob");
    await page.waitForFunction(() => document.querySelectorAll("dialog a.person").length === 1);
    await tabTo(page, "dialog a.person");
    await press(page, "Enter");
    await page.waitForSelector("#composer:focus");
    await type(page, "Hello Bob");
    await press(page, "Enter");
    await page.waitForSelector(".mine .ticks");
    await bob.page.goto(page.url().replace(/[^/]+$/, await me(page)));
    await write(bob.page, "Hello Ada");
    await page.waitForSelector(".message:not(.mine)");
  });

  await t.step("answering, reacting, editing", async () => {
    await menu(page, "reply");
    await page.waitForSelector(".about");
    await page.waitForSelector("#composer:focus");
    await type(page, "Good to see you");
    await press(page, "Enter");
    await page.waitForSelector(".mine .quote");
    await tabTo(page, ".message[data-id]", "Shift+Tab");
    await press(page, "ArrowUp", "Enter");
    await page.waitForSelector(".menu[open] [role^=menuitem]:focus");
    await press(page, "Enter"); // the first emoji
    await page.waitForSelector(".reaction[aria-pressed=true]");
    await tabTo(page, "#composer");
    await press(page, "ArrowUp");
    await page.waitForSelector(".about");
    await type(page, ", Bob");
    await press(page, "Enter");
    await page.waitForSelector(".mine .edited");
  });

  /** Where the list is: in a narrow window one goes back to it. */
  const toList = async () => {
    if (!on.size.isPhone) return;
    await tabTo(page, ".thread-head .back", "Shift+Tab");
    await press(page, "Enter");
    await page.waitForSelector(".sidebar", { state: "visible" });
  };

  await t.step("a group, and an invitation to it", async () => {
    await toList();
    await tabTo(page, ".sidebar-head a[href='/groups/new']", "Shift+Tab");
    await press(page, "Enter");
    await page.waitForSelector("#group-name:focus");
    await type(page, "Lunch");
    await tabTo(page, "dialog label.person input");
    await press(page, "Space");
    await tabTo(page, "dialog button[type=submit]");
    await press(page, "Enter");
    await page.waitForURL("**/g/*");
    await tabTo(page, ".thread-head button[aria-label='Group details']", "Shift+Tab");
    await press(page, "Enter");
    await page.waitForSelector("dialog .person");
    await tabTo(page, "dialog .tiles button:nth-of-type(2)");
    await press(page, "Enter");
    await tabTo(page, "dialog .actions .button.primary");
    await press(page, "Enter");
    await page.waitForSelector("dialog .invite");
    await press(page, "Escape");
    await page.waitForSelector("dialog[open]:not(:has(.back-link))");
    await press(page, "Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.waitForSelector(".thread-head button[aria-label='Group details']:focus");
  });

  await t.step("search, and back into the conversation", async () => {
    await press(page, "Control+k");
    await page.waitForSelector("dialog .hits .person");
    await type(page, "bob");
    await page.waitForFunction(() =>
      /bob/.test(document.querySelector("dialog [aria-selected=true]")?.textContent ?? "")
    );
    await press(page, "Enter");
    await page.waitForURL("**/u/*");
    await page.waitForSelector("#composer:focus");
  });

  await t.step("settings, and signing out", async () => {
    await toList();
    await tabTo(page, ".sidebar-foot a.self");
    await press(page, "Enter");
    await page.waitForURL("**/profile");
    await tabTo(page, "#first_name");
    await type(page, "Ada");
    await press(page, "Enter");
    await page.waitForURL("**/profile?done=profile");
    await tabTo(page, "form[action='/logout'] button");
    await press(page, "Enter");
    await page.waitForURL("**/login");
  });
  assertQuiet(ada, bob);
});

Deno.test("Tab goes through the whole window and comes back to where it began: nothing keeps it", async (t) => {
  await using on = await stage();
  const { page } = await signUp(on.browser, on.server.url, "ada");
  await live(page);
  const name = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120) ?? "");
  for (const { width, options: { viewport } } of SIZES) {
    await t.step(`${width}`, async () => {
      await page.setViewportSize(viewport);
      const seen: string[] = [];
      for (let i = 0; i < MANY; i++) {
        await page.keyboard.press("Tab");
        const here = await name();
        if (seen.includes(here)) break;
        seen.push(here);
      }
      assert.ok(seen.length > 5 && seen.length < MANY, seen.join("\n"));
    });
  }
});

const me = async (page: Page): Promise<string> => {
  const answer = await page.request.get("/api/v1/users/profile");
  return (await answer.json()).user.id;
};
