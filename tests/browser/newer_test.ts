// Newer messages that are on their way, where one came into the middle of a conversation: said without moving anything, and when they could
// not be loaded, with the way to try again.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, signUp, stage } from "./browser.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;

Deno.test("that newer messages load is said without moving anything, and that they could not, with a way to try again", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const { page } = ada;
  const me = await idOf(ada);
  const ids: string[] = [];
  for (let i = 1; i <= 160; i++) {
    const said = { data: { content: `number ${i}` }, headers: { origin: on.server.url } };
    ids.push((await (await page.request.post(`/api/v1/messages/private/${me}`, said)).json()).message.id);
  }
  for (const viewport of SIZES) {
    await t.step(`${viewport.width}`, async () => {
      await page.setViewportSize(viewport);
      let fail = () => {};
      const held = new Promise<void>((resolve) => fail = resolve);
      await page.route(/[?&]after=\d/, (route) => held.then(() => route.abort("connectionfailed")));
      await page.goto(`/m/${ids[50]}`);
      await live(page);
      const box = () => page.locator(".scroller").evaluate((it) => JSON.stringify(it.getBoundingClientRect()));
      const before = await box();
      const sign = page.locator(".newer-sign");
      // Down to where the page ends.
      await page.locator(".scroller").evaluate((it) => it.scrollTop = 0);
      await sign.filter({ hasText: "Loading newer messages" }).waitFor();
      assert.equal(await box(), before);
      fail();
      await sign.filter({ hasText: "The messages could not be loaded." }).waitFor();
      assert.equal(await box(), before);
      assert.equal(await page.locator(".message").filter({ hasText: /number 150/ }).count(), 0);
      await page.unroute(/[?&]after=\d/);
      const [width, button] = [viewport.width, await sign.boundingBox()];
      assert.ok(button !== null && button.x >= 0 && button.x + button.width <= width, "it is within the screen");
      const last = page.locator(".message").last();
      const seq = Number(await last.getAttribute("data-seq"));
      await sign.locator("button").click();
      await page.waitForFunction(
        (seq) => Number([...document.querySelectorAll<HTMLElement>(".message")].at(-1)?.dataset.seq) > seq,
        seq,
      );
      await sign.waitFor({ state: "detached" });
    });
  }
  assertQuiet(ada);
});
