// Emoji: typed by name, picked from the picker, given as reactions; by keys, by mouse and by a finger.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, listen, live, message, PASSWORD, send, signUp, stage, write } from "./browser.ts";
import { inBothSizes, SIZES } from "./sizes.ts";

const boxOf = (page: Page) => page.inputValue("#composer");
const shows = (page: Page, text: string) =>
  page.waitForFunction((text) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === text, text);
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.id ?? "");

async function openPicker(page: Page): Promise<void> {
  await page.click("[aria-label='Insert an emoji']");
  await page.waitForSelector(".emoji-grid button");
}

inBothSizes("emoji are written by name, picked, and given", async (on, t) => {
  const ada = await on.signUp("ada");
  const { page } = ada;
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname.startsWith("/emoji/")) asked.push(request.url());
  });
  const path = `/u/${await idOf(ada)}`;
  await page.goto(path);
  await live(page);
  await write(page, "first");
  await message(page, "first").waitFor();

  await t.step("nobody loads the table of emoji who does not look for one", () => assert.deepEqual(asked, []));

  await t.step("a name behind a colon suggests emoji, chosen by arrows and taken by Enter or Tab", async () => {
    await page.focus("#composer");
    await page.keyboard.type("so :smi");
    await page.waitForSelector("#suggestions[aria-label='Emoji'] [aria-selected=true]:has-text(':smile:')");
    assert.equal(await page.getAttribute("#composer", "aria-activedescendant"), "suggestion-0");
    await page.keyboard.press("ArrowDown");
    await page.waitForSelector("#suggestion-1[aria-selected=true]");
    const second = await page.textContent("#suggestion-1 .suggested-emoji");
    await page.keyboard.press("Enter");
    await shows(page, `so ${second} `);
    await page.keyboard.type(":tad");
    await page.waitForSelector("#suggestions");
    await page.keyboard.press("Tab");
    await shows(page, `so ${second} 🎉 `);
    assert.equal(await focused(page), "composer");
  });

  await t.step("Esc closes the list and leaves what was typed, and Enter sends then", async () => {
    await page.fill("#composer", "");
    await page.keyboard.type("keep :smi");
    await page.waitForSelector("#suggestions");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#suggestions", { state: "detached" });
    await send(page);
    await message(page, "keep :smi").waitFor();
  });

  await t.step("the mouse takes one, and focus stays in the box", async () => {
    await page.keyboard.type(":tada");
    await page.click("#suggestions [role=option]:has-text(':tada:')");
    await shows(page, "🎉 ");
    assert.equal(await focused(page), "composer");
    await page.fill("#composer", "");
  });

  await t.step("a name between colons becomes the emoji, and undoing gives the name back", async () => {
    await page.keyboard.type("done :tada:");
    await shows(page, "done 🎉");
    await page.keyboard.press("Control+Z");
    await shows(page, "done :tada:");
    await page.keyboard.press("End");
    await page.keyboard.type(" at 10:30: `:tada:`");
    assert.equal(await boxOf(page), "done :tada: at 10:30: `:tada:`");
    await page.fill("#composer", "");
  });

  await t.step("the table is asked for once, and may be kept for ever", async () => {
    assert.equal(asked.length, 1);
    const { headers } = await page.evaluate(async (url) => {
      const answer = await fetch(url);
      return { headers: Object.fromEntries(answer.headers) };
    }, asked[0]!);
    assert.match(headers["cache-control"] ?? "", /immutable/);
  });

  await t.step("the picker puts one where the caret is, and is left by Esc; focus goes back", async () => {
    await page.keyboard.type("ab");
    await page.keyboard.press("ArrowLeft");
    await openPicker(page);
    assert.equal(await focused(page) === "Search emoji", !on.size.isPhone, "there the keyboard would cover the emoji");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".emoji-picker", { state: "detached" });
    assert.equal(await focused(page), "Insert an emoji");
    await openPicker(page);
    await page.focus(".emoji-search");
    await page.keyboard.type("rocket");
    await page.waitForSelector(".emoji-grid[aria-label='Found emoji'] [aria-label='rocket']");
    await page.keyboard.press("Enter");
    await shows(page, "a🚀b");
    assert.equal(await focused(page), "composer");
    await page.keyboard.press("Control+Z");
    await shows(page, "ab");
  });

  await t.step("all of it works by keys: tabs, the grid, the tone of skin", async () => {
    await page.fill("#composer", "");
    await openPicker(page);
    await page.focus(".emoji-search");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Used lately");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("[role=tab][aria-selected=true][aria-label='People']");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "waving hand");
    const place = () =>
      page.evaluate(() => {
        const all = [...document.querySelectorAll(".emoji-grid button")];
        return all.indexOf(document.activeElement!);
      });
    for (const [key, at] of [["ArrowRight", 1], ["ArrowDown", 9], ["End", 15], ["ArrowUp", 7], ["Home", 0]] as const) {
      await page.keyboard.press(key);
      assert.equal(await place(), at, key);
    }
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector("[aria-label='Medium']:checked");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.press("Enter");
    await shows(page, "👋🏽");
    await page.fill("#composer", "");
  });

  await t.step("what was used lately comes first the next time, in its tone", async () => {
    await page.reload();
    await live(page);
    await openPicker(page);
    await page.waitForSelector("[role=tab][aria-selected=true][aria-label='Used lately']");
    assert.deepEqual(await page.locator(".emoji-grid button").allTextContents(), ["👋🏽", "🚀"]);
    await page.keyboard.press("Escape");
  });

  await t.step("any emoji can be given to a message", async () => {
    await message(page, "first").focus();
    await page.keyboard.press("Enter");
    await page.click("[aria-label='More emoji']");
    await page.waitForSelector(".emoji-grid button");
    await page.fill(".emoji-search", "otter");
    await page.click(".emoji-grid [aria-label='otter']");
    await page.waitForSelector(".reaction[aria-pressed=true]:has-text('🦦')");
    await page.reload();
    await live(page);
    await page.waitForSelector(".reaction[aria-pressed=true]:has-text('🦦')");
  });

  await t.step("one to three alone are large, with words beside them they are not", async () => {
    for (const text of ["🎉", "👍🏽👨‍👩‍👧‍👦🏳️‍🌈"]) {
      await write(page, text);
      await page.waitForSelector(`.message:not(.pending) .text.big:has-text("${text}")`);
    }
    await write(page, "🎉 well done");
    await message(page, "well done").waitFor();
    assert.equal(await message(page, "well done").locator(".big").count(), 0);
  });

  await t.step("a Chinese reader searches in Chinese and in English", async () => {
    const context = await on.browser.newContext({ baseURL: on.server.url, locale: "zh-CN", ...on.size.options });
    await context.addCookies(await ada.context.cookies());
    const other = await context.newPage();
    await other.goto(path);
    await live(other);
    await other.click("[aria-label='插入表情']");
    await other.waitForSelector(".emoji-grid button");
    for (const query of ["生日", "birthday"]) {
      await other.fill(".emoji-search", query);
      await other.waitForSelector(".emoji-grid button:text-is('🎂')");
    }
    await other.fill(".emoji-search", "没有这样的");
    await other.waitForSelector(".emoji-shelf .empty");
    await other.fill(".emoji-search", "");
    await other.keyboard.press("Escape");
    await other.waitForSelector(".emoji-picker", { state: "detached" });
    for (const begun of ["：生日", ":birthday"]) {
      await other.fill("#composer", "");
      await other.focus("#composer");
      await other.keyboard.type(begun);
      await other.waitForSelector("#suggestions [role=option]:has-text('🎂')");
    }
    await context.close();
  });
  assertQuiet(ada);
});

Deno.test("the picker passes axe in both themes, and on a phone it is a sheet with room for a finger", async (t) => {
  await using on = await stage();
  const axe = await readAxe();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const path = `/u/${await idOf(ada)}`;
  for (const { isPhone, options } of SIZES) {
    const { viewport } = options;
    for (const colorScheme of ["light", "dark"] as const) {
      await t.step(`${viewport.width} ${colorScheme}`, async () => {
        const context = await on.browser.newContext({
          baseURL: on.server.url,
          ...options,
          colorScheme,
          reducedMotion: "reduce",
        });
        const page = await context.newPage();
        const complaints = listen(page);
        await page.goto("/login");
        await page.fill("#email", "ada");
        await page.fill("#password", PASSWORD);
        await page.click("button[type=submit]");
        await page.waitForURL(`${on.server.url}/`);
        await page.goto(path);
        await live(page);
        await page.fill("#composer", "");
        await page.focus("#composer");
        await page.keyboard.type(":smi");
        await page.waitForSelector("#suggestions");
        await assertAccessible(page, axe, `suggestions ${viewport.width} ${colorScheme}`);
        await page.keyboard.press("Escape");
        await openPicker(page);
        await assertAccessible(page, axe, `picker ${viewport.width} ${colorScheme}`);
        const picker = (await page.locator(".emoji-picker").boundingBox())!;
        assert.ok(picker.y >= 0 && Math.round(picker.y + picker.height) <= viewport.height);
        if (isPhone) {
          assert.equal(Math.round(picker.width), 390);
          for (const name of [".emoji-grid button", ".emoji-tabs button", ".emoji-tones label"]) {
            const { width, height } = (await page.locator(name).first().boundingBox())!;
            assert.ok(Math.min(width, height) >= 44, `${name}: ${width} × ${height}`);
          }
          assert.notEqual(await focused(page), "Search emoji", "the keyboard would cover the emoji");
          await page.tap(".emoji-grid button >> nth=0");
          await shows(page, ":smi😀");
        } else {
          await page.fill(".emoji-search", "heart");
          await page.waitForSelector(".emoji-grid[aria-label='Found emoji']");
          await assertAccessible(page, axe, `found ${viewport.width} ${colorScheme}`);
        }
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
  assertQuiet(ada);
});
