// Code in messages: its language, its colours, its button; on a phone and on a desk, in both themes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, live, message, PASSWORD, write } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";

const CODE = 'const answer = "42"; // why\nif (answer) throw new Error();';
/** Where everything of the block is. */
const boxes = (page: Page) =>
  page.$$eval(".code, .code pre, .code-head", (all) =>
    all.map((it) => {
      const { width, height } = it.getBoundingClientRect();
      return [width, height];
    }));

inBothSizes("code has its language, colours that change nothing else, and a button that copies it", async (on, t) => {
  const axe = await readAxe();
  const ada = await on.signUp("ada");
  const path = `/u/${await idOf(ada)}`;
  await ada.page.goto(path);
  await live(ada.page);
  await write(ada.page, "```ts\n" + CODE + "\n```");
  await message(ada.page, "answer").waitFor();

  await t.step("the colours come by themselves, and the text is what was written", async () => {
    await ada.page.waitForSelector(".code .hl-keyword:has-text('const')");
    await ada.page.waitForSelector(".code .hl-string");
    assert.equal(await ada.page.textContent(".code code"), CODE);
    assert.equal(await ada.page.textContent(".code-head > span"), "ts");
  });

  await t.step("the button copies the code alone and says so", async () => {
    await ada.context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await ada.page.click("[aria-label='Copy code']");
    await ada.page.waitForSelector(".code-copy [role=status]:has-text('Copied')");
    assert.equal(await ada.page.evaluate(() => navigator.clipboard.readText()), CODE);
  });

  await t.step("nothing becomes wider or higher when the colours arrive", async () => {
    const page = await ada.context.newPage();
    let go = () => {};
    const held = new Promise<void>((resolve) => go = resolve);
    await page.route(/\/_fresh\/js\/.*colours/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(path);
    await page.waitForSelector(".code pre");
    await live(page);
    const before = await boxes(page);
    assert.equal(await page.locator(".code [class^=hl-]").count(), 0);
    go();
    await page.waitForSelector(".code .hl-keyword");
    const after = await boxes(page);
    // Text in pieces is measured piece by piece, which rounds differently by less than can be seen.
    before.forEach((box, i) =>
      box.forEach((size, j) => assert.ok(Math.abs(after[i]![j]! - size) < 0.5, `${after[i]}`))
    );
    await page.close();
  });

  await t.step("without a script it is plain, and there is no button that does nothing", async () => {
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      javaScriptEnabled: false,
      ...on.size.options,
    });
    await context.addCookies(await ada.context.cookies());
    const page = await context.newPage();
    await page.goto(path);
    assert.equal(await page.locator(".code code").textContent(), CODE);
    assert.equal(await page.locator(".code-copy").isVisible(), false);
    await context.close();
  });

  await t.step("markup in code is text", async () => {
    await write(ada.page, "```html\n<img src=x onerror=alert(1)>\n```");
    await ada.page.waitForSelector(".code .hl-name:has-text('img')");
    assert.equal(await ada.page.locator(".code img").count(), 0);
  });

  await t.step("what fills several screens is folded; unfolding it moves nothing that one reads", async () => {
    await write(ada.page, "line\n".repeat(200) + "the end");
    const long = ada.page.locator(".message:not(.pending) .text.long");
    await long.waitFor();
    const folded = (await long.boundingBox())!;
    assert.ok(folded.height < 400, `${folded.height}`);
    await ada.page.click(".text-more[aria-expanded=false]");
    await ada.page.waitForSelector(".text.long.open");
    const open = (await long.boundingBox())!;
    assert.ok(open.height > 3_000);
    assert.ok(Math.abs(open.y - folded.y) <= 1, `${open.y} ${folded.y}`);
    await ada.page.click(".text-more[aria-expanded=true]");
    await ada.page.waitForSelector(".text.long:not(.open)");
    assert.ok(await ada.page.locator(".text-more").isVisible());
  });

  for (const colorScheme of ["light", "dark"] as const) {
    await t.step(`axe finds nothing in the colours, ${colorScheme}`, async () => {
      const context = await on.browser.newContext({ baseURL: on.server.url, ...on.size.options, colorScheme });
      const page = await context.newPage();
      await page.goto("/login");
      await page.fill("#email", "ada");
      await page.fill("#password", PASSWORD);
      await page.click("button[type=submit]");
      await page.waitForURL(`${on.server.url}/`);
      await page.goto(path);
      await page.waitForSelector(".code .hl-keyword");
      await page.waitForSelector(".code .hl-name");
      await assertAccessible(page, axe, `code ${on.size.width} ${colorScheme}`);
      await context.close();
    });
  }
  assertQuiet(ada);
});
