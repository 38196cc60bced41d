// Writing: the box and its keys, at a desk and on a phone, where Enter breaks the line and a button sends.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, message, send, words, write } from "./browser.ts";
import { inBothSizes, openFromList, toList } from "./sizes.ts";

const boxOf = (page: Page) => page.inputValue("#composer");
const shows = (page: Page, text: string) =>
  page.waitForFunction((text) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === text, text);
const sizeOf = (page: Page) => page.$eval("#composer", (it) => ({ height: it.clientHeight, content: it.scrollHeight }));
const isFocused = (page: Page) => page.evaluate(() => document.activeElement?.id === "composer");

inBothSizes("the box and its keys", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const { page } = ada;
  const bobsId = await idOf(bob);
  await page.goto(`/u/${await idOf(ada)}`);
  await live(page);
  await write(page, "to myself");
  await message(page, "to myself").waitFor();
  await page.goto(`/u/${bobsId}`);
  await live(page);
  const { isPhone } = on.size;

  await t.step("it has focus at a desk; on a phone the keyboard would jump up over what was to be read", async () => {
    assert.equal(await isFocused(page), !isPhone);
    await page.click("#composer");
  });

  await t.step("Enter sends and Shift+Enter breaks the line; on a phone Enter does", async () => {
    await page.keyboard.type("one");
    await page.keyboard.press(isPhone ? "Enter" : "Shift+Enter");
    await page.keyboard.type("two");
    assert.equal(await boxOf(page), "one\ntwo");
    if (isPhone) await page.tap(".send");
    else await page.keyboard.press("Enter");
    await message(page, "one two").waitFor();
    assert.equal(await boxOf(page), "");
    assert.ok(await isFocused(page), "for the next message");
  });

  await t.step(
    "nothing is sent while an input method composes, and the Enter that ends it is not one to send",
    async () => {
      const keys = await ada.context.newCDPSession(page);
      await page.focus("#composer");
      await keys.send("Input.imeSetComposition", { text: "ni", selectionStart: 2, selectionEnd: 2 });
      await keys.send("Input.dispatchKeyEvent", {
        type: "rawKeyDown",
        key: "Enter",
        code: "Enter",
        windowsVirtualKeyCode: 13,
      });
      await keys.send("Input.dispatchKeyEvent", {
        type: "keyUp",
        key: "Enter",
        code: "Enter",
        windowsVirtualKeyCode: 13,
      });
      assert.equal(await boxOf(page), "ni");
      await keys.send("Input.imeSetComposition", { text: "你", selectionStart: 1, selectionEnd: 1 });
      await keys.send("Input.insertText", { text: "你" });
      // Safari ends the composition first, and then tells of the key as 229.
      await page.dispatchEvent("#composer", "keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true });
      assert.equal(await boxOf(page), "你");
      assert.equal(await page.locator(".message").count(), 1);
      await page.keyboard.press("Control+k");
      await page.waitForSelector("dialog .hits [aria-selected=true]");
      const ended = { key: "Enter", keyCode: 229, bubbles: true, cancelable: true };
      await page.dispatchEvent("dialog [role=combobox]", "keydown", ended);
      assert.equal(await page.locator("dialog .switcher").count(), 1, "a word was chosen, and nowhere to go");
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
      await send(page);
      await message(page, "你").waitFor();
      assert.deepEqual(await words(page), ["one\ntwo", "你"]);
    },
  );

  await t.step(
    "it grows with what is written, to a limit, then scrolls; sending makes it small again and keeps focus",
    async () => {
      const one = await sizeOf(page);
      await page.keyboard.type("1");
      for (let i = 0; i < 3; i++) {
        await page.keyboard.press("Shift+Enter");
        await page.keyboard.type("line");
      }
      const four = await sizeOf(page);
      assert.ok(four.height > one.height * 2, `${four.height}`);
      assert.ok(four.content <= four.height + 1, "nothing is hidden before the limit");
      await page.fill("#composer", Array(60).fill("line").join("\n"));
      const sixty = await sizeOf(page);
      assert.ok(
        sixty.height <= Math.min(on.size.options.viewport.height * 0.4, 256) + 1 && sixty.content > sixty.height * 2,
      );
      await page.fill("#composer", "a\nb\nc");
      await send(page);
      await message(page, "a b c").waitFor();
      assert.deepEqual(await sizeOf(page), one);
      assert.ok(await isFocused(page));
    },
  );

  await t.step("an address pasted over words makes a link of them, and can be undone", async () => {
    await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.evaluate(() => navigator.clipboard.writeText("https://docs.example/"));
    await page.keyboard.type("read docs");
    await page.keyboard.press("Control+Shift+ArrowLeft");
    await page.keyboard.press("Control+V");
    await shows(page, "read [docs](https://docs.example/)");
    await page.keyboard.press("Control+Z");
    await shows(page, "read docs");
    await page.fill("#composer", "");
  });

  await t.step("marks by keys go on and off, and can be undone", async () => {
    for (const [key, mark] of [["B", "**"], ["I", "*"], ["E", "`"]] as const) {
      await page.fill("#composer", "");
      await page.keyboard.type("word");
      await page.keyboard.press("Control+A");
      await page.keyboard.press(`Control+${key}`);
      assert.equal(await boxOf(page), `${mark}word${mark}`);
      await page.keyboard.press("Control+Z");
      assert.equal(await boxOf(page), "word");
      await page.keyboard.press("Control+A");
      await page.keyboard.press(`Control+${key}`);
      await page.keyboard.press(`Control+${key}`);
      assert.equal(await boxOf(page), "word");
    }
    await page.fill("#composer", "");
  });

  await t.step("on a Mac that is ⌘: Ctrl moves the caret there, as in every box", async () => {
    const platform = (value: string) =>
      page.evaluate((value) => Object.defineProperty(navigator, "platform", { value, configurable: true }), value);
    const before = await page.evaluate(() => navigator.platform);
    await platform("MacIntel");
    await page.keyboard.type("word");
    await page.keyboard.press("Control+A");
    for (const key of ["B", "E", "K"]) await page.keyboard.press(`Control+${key}`);
    assert.equal(await boxOf(page), "word");
    assert.ok(await isFocused(page));
    await page.keyboard.press("Meta+B");
    assert.equal(await boxOf(page), "**word**");
    await platform(before);
    await page.fill("#composer", "");
  });

  await t.step("a draft is its conversation's own, kept at every key, and shown in the list", async () => {
    await page.keyboard.type("for bob");
    await toList(page);
    await page.waitForSelector(".row:has(.row-name:text-is('bob')) .row-preview:has-text('for bob')");
    await openFromList(page, "Notes");
    await shows(page, "");
    await page.focus("#composer");
    await page.keyboard.type("for me");
    await openFromList(page, "bob");
    await shows(page, "for bob");
    // Kept at once: no time is given.
    await page.focus("#composer");
    await page.keyboard.press("End");
    await page.keyboard.type("!");
    await page.reload({ waitUntil: "commit" });
    await shows(page, "for bob!");
    await live(page);
    await toList(page);
    await page.waitForSelector(".row:has-text('Notes') .row-preview:has-text('for me')");
    await openFromList(page, "bob");
    await page.fill("#composer", "");
  });

  await t.step(
    "↑ in an empty box edits my last message, Esc leaves it as it was; in a box with words it is an arrow",
    async () => {
      await page.focus("#composer");
      await page.keyboard.press("ArrowUp");
      await shows(page, "a\nb\nc");
      await page.waitForSelector(".about:has-text('Edit message')");
      await page.keyboard.type(" and more");
      await page.keyboard.press("Escape");
      await shows(page, "");
      assert.equal(await page.locator(".about").count(), 0);
      await page.keyboard.type("words");
      await page.keyboard.press("ArrowUp");
      assert.equal(await boxOf(page), "words");
      assert.equal(await page.locator(".about").count(), 0);
      await page.fill("#composer", "");
      assert.equal(await message(page, "a b c").count(), 1);
    },
  );

  await t.step("what is too long is told while it is written, and not sent", async () => {
    await page.fill("#composer", "長".repeat(6_000));
    await page.waitForSelector(".too-long:has-text('1,616 bytes too long')");
    await send(page);
    assert.equal(await page.locator(".pending").count(), 0);
    await page.fill("#composer", "");
  });
  await t.step(
    "where a phone's keyboard takes half of the screen the box stays in sight, however much is in it",
    async () => {
      const send = (await page.locator(".send").boundingBox())!;
      if (isPhone) assert.ok(send.width >= 44 && send.height >= 44);
      await page.setViewportSize({ ...on.size.options.viewport, height: 400 });
      await page.fill("#composer", Array(40).fill("line").join("\n"));
      const box = (await page.locator(".composer").boundingBox())!;
      assert.ok(box.y > 60 && box.y + box.height <= 400, `${box.y} ${box.height}`);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    },
  );
  assertQuiet(ada, bob);
});
