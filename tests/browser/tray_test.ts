// Files that were chosen and not sent are there after a reload, as what was written is.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, signUp, stage, write } from "./browser.ts";
import { bytes, picture } from "./pictures.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;
const GREEN = [40, 160, 90] as const;

Deno.test("files in the tray survive a reload, whether they were uploaded or not, and go out with the message then", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const { page, context } = ada;
  await page.goto(`/u/${await idOf(ada)}`);
  await live(page);
  const inTray = (name: string) => page.locator(".tray-file", { hasText: name });
  for (const viewport of SIZES) {
    await t.step(`${viewport.width}`, async () => {
      await page.setViewportSize(viewport);
      const [late, seen] = [`late-${viewport.width}.bin`, `seen-${viewport.width}.png`];
      await page.setInputFiles(".attach input", [await picture(seen, 60, 40, GREEN)]);
      await inTray(seen).waitFor();
      await inTray(seen).locator(".transfer").waitFor({ state: "detached" });
      // The second one does not get through.
      await context.route("**/api/v1/files", (route) => route.abort("connectionfailed"));
      await page.setInputFiles(".attach input", [bytes(late, 1_234)]);
      await inTray(late).getByRole("button", { name: "again" }).waitFor();
      await page.reload();
      await page.waitForFunction(() => (document.querySelector<HTMLImageElement>(".tray img")?.naturalWidth ?? 0) > 0);
      await inTray(late).waitFor();
      assert.match(await page.locator(".tray").innerText(), new RegExp(`${seen}[^]*${late}`), "in their order");
      await context.unroute("**/api/v1/files");
      const text = `with both, ${viewport.width}`;
      await write(page, text);
      const sent = page.locator(".message:not(.pending)", { hasText: text });
      await sent.locator(`a[href*="${seen}"]`).waitFor();
      const href = await sent.locator(`a[href*="${late}"]`).getAttribute("href");
      assert.equal((await (await page.request.get(href ?? "")).body()).length, 1_234);
      await page.reload();
      await live(page);
      assert.equal(await page.locator(".tray-file").count(), 0);
    });
  }
  assertQuiet(ada);
});
