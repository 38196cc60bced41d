// What is done with messages without a mouse: by keys alone, and by a finger.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, message, signUp, stage, write } from "./browser.ts";
import { longPress, PHONE, SIZES } from "./sizes.ts";

Deno.test("everything about a message is done by keys alone, and focus goes back", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const focused = () => ada.page.evaluate(() => document.activeElement?.textContent ?? "");
  for (const { width, options: { viewport } } of SIZES) {
    await t.step(`${width}`, async () => {
      await ada.page.setViewportSize(viewport);
      await ada.page.goto(`/u/${await idOf(ada)}`);
      await live(ada.page);
      for (const text of [`one ${width}`, `two ${width}`]) await write(ada.page, text);
      await message(ada.page, `two ${width}`).waitFor();
      await message(ada.page, `two ${width}`).focus();
      await ada.page.keyboard.press("ArrowUp");
      assert.match(await focused(), /one/);
      await ada.page.keyboard.press("Enter");
      await ada.page.waitForSelector(".menu [role=menuitemcheckbox]:focus");
      await ada.page.keyboard.press("End");
      assert.match(await focused(), /Delete/);
      await ada.page.keyboard.press("Escape");
      await ada.page.waitForSelector(".menu", { state: "detached" });
      assert.match(await focused(), /one/);
      await ada.page.keyboard.press("Tab");
      assert.equal(await ada.page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "React");
      await ada.page.keyboard.press("ArrowRight");
      await ada.page.keyboard.press("Enter");
      await ada.page.waitForSelector(".about:has-text('Reply to your own message')");
      assert.equal(await ada.page.evaluate(() => document.activeElement?.id), "composer");
    });
  }
  assertQuiet(ada);
});

Deno.test("on a phone a long press opens the actions as a sheet, and nothing is wider than the screen", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada", PHONE.options);
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  await write(ada.page, "```\n" + "a very long line of code ".repeat(20) + "\n```\n> quoted\n\n- and a list");
  const bubble = message(ada.page, "and a list").locator(".bubble");
  await bubble.waitFor();
  await longPress(ada.page, bubble);
  const sheet = (await ada.page.locator(".menu").boundingBox())!;
  assert.equal(Math.round(sheet.width), PHONE.width);
  for (const item of await ada.page.locator(".menu button").all()) {
    assert.ok((await item.boundingBox())!.height >= 44);
  }
  await ada.page.click("[aria-label='React with 👍']");
  await ada.page.waitForSelector(".reaction[aria-pressed=true]");
  assert.ok(await ada.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assertQuiet(ada);
});
