// Whoever one has blocked, and with whom there is no conversation yet: no box that nothing can be sent from, but why, and the way back.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, message, signUp, stage, write } from "./browser.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;

Deno.test("whom one has blocked one cannot write to for the first time either, with and without a script, until they are not blocked", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const { page } = ada;
  for (const [i, viewport] of SIZES.entries()) {
    await t.step(`${viewport.width}`, async () => {
      const bob = await signUp(on.browser, on.server.url, `bob${i}`);
      const id = await idOf(bob);
      await page.setViewportSize(viewport);
      await page.request.put(`/api/v1/users/${id}/block`, { headers: { origin: on.server.url } });
      const plain = await on.browser.newContext({
        baseURL: on.server.url,
        locale: "en-US",
        javaScriptEnabled: false,
        storageState: await ada.context.storageState(),
      });
      const still = await plain.newPage();
      await still.goto(`/u/${id}`);
      assert.match(await still.textContent(".silent") ?? "", /You have blocked this person/);
      assert.equal(await still.locator("#composer").count(), 0);
      await plain.close();

      // Come to within the page, which has to ask.
      await page.goto("/");
      await live(page);
      await page.keyboard.press("Control+k");
      await page.fill(".switcher input", `bob${i}`);
      await page.locator(".hits [role=option]").first().click();
      await page.waitForSelector(".silent:has-text('You have blocked this person')");
      await page.click(".silent button:has-text('Unblock')");
      await page.waitForSelector("#composer");
      await write(page, "hello again");
      await message(page, "hello again").waitFor();
      await bob.context.close();
    });
  }
  assertQuiet(ada);
});
