// What can be done with a message by the mouse, by keys and by a finger: the ways to it, and what is copied.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, message, write } from "./browser.ts";
import { inBothSizes, longPress, openActions } from "./sizes.ts";

inBothSizes("the actions of a message are within reach, and copying copies what it says", async (on, t) => {
  const ada = await on.signUp("ada");
  const { page } = ada;
  await page.goto(`/u/${await idOf(ada)}`);
  await live(page);
  await write(page, "Some **words** :)");
  const said = message(page, "Some words");
  await said.waitFor();
  await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  const choose = async (item: string) => {
    await page.click(`.menu-item:has-text("${item}")`);
    await page.waitForSelector(".menu", { state: "detached" });
  };

  await t.step("pointing at it, or a finger that stays, shows them, and moves nothing", async () => {
    const before = await said.locator(".bubble").boundingBox();
    if (on.size.isPhone) {
      await longPress(page, said.locator(".bubble"));
      await page.waitForSelector(".menu-item:has-text('Reply')");
      await page.keyboard.press("Escape");
      await page.waitForSelector(".menu", { state: "detached" });
    } else {
      await said.locator(".bubble").hover();
      await page.waitForSelector(".tools [aria-label='Reply']");
    }
    assert.deepEqual(await said.locator(".bubble").boundingBox(), before);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  });

  await t.step("the text is copied as it was written", async () => {
    await openActions(page, on.size, said);
    await choose("Copy text");
    await page.waitForSelector(".toast:has-text('Text copied')");
    assert.equal(await copied(), "Some **words** :)");
  });

  await t.step("the key for menus opens it on a message, and the link that is copied leads there", async () => {
    await said.focus();
    await page.keyboard.press("ContextMenu");
    await page.waitForSelector(".menu[open] [role=menuitemcheckbox]:focus");
    await choose("Copy link");
    const link = await copied();
    assert.match(link, /\/m\/[0-9a-f-]{36}$/);
    await page.goto(link);
    await page.waitForSelector(".message.lit:has-text('Some words')");
  });

  await t.step("the mouse keeps the browser's own menu", async () => {
    const isTaken = await said.locator(".text").evaluate((it) =>
      !it.dispatchEvent(new MouseEvent("contextmenu", { button: 2, bubbles: true, cancelable: true }))
    );
    assert.equal(isTaken, false);
    assert.equal(await page.locator(".menu").count(), 0);
  });
  assertQuiet(ada);
});
