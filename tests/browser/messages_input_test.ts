// What is done with messages without a mouse: by keys alone, and by a finger.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, message, signUp, stage, write } from "./browser.ts";

Deno.test("everything about a message is done by keys alone, and focus goes back", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  for (const text of ["one", "two"]) await write(ada.page, text);
  await message(ada.page, "two").waitFor();
  await message(ada.page, "two").focus();
  await ada.page.keyboard.press("ArrowUp");
  const focused = () => ada.page.evaluate(() => document.activeElement?.textContent ?? "");
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
  assertQuiet(ada);
});

Deno.test("on a phone a long press opens the actions as a sheet, and nothing is wider than the screen", async () => {
  await using on = await stage();
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
  const ada = await signUp(on.browser, on.server.url, "ada", phone);
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  await ada.page.fill(
    "#composer",
    "```\n" + "a very long line of code ".repeat(20) + "\n```\n> quoted\n\n- and a list",
  );
  await ada.page.click(".send");
  const bubble = message(ada.page, "and a list").locator(".bubble");
  await bubble.waitFor();
  const { x, y } = (await bubble.boundingBox())!;
  const devices = await ada.context.newCDPSession(ada.page);
  await devices.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: x + 40, y: y + 60 }] });
  await ada.page.waitForSelector(".menu[open]");
  await devices.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  const sheet = (await ada.page.locator(".menu").boundingBox())!;
  assert.equal(Math.round(sheet.width), 390);
  for (const item of await ada.page.locator(".menu button").all()) {
    assert.ok((await item.boundingBox())!.height >= 44);
  }
  await ada.page.click("[aria-label='React with 👍']");
  await ada.page.waitForSelector(".reaction[aria-pressed=true]");
  assert.ok(await ada.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  assertQuiet(ada);
});
