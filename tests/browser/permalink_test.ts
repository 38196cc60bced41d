// A message's own address: opens around it, whatever came since, and leads back.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, type Someone, words, write } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";

/** Notes to oneself, "line 1" and so on. @returns their ids */
const fill = async (someone: Someone, count: number): Promise<string[]> =>
  await someone.page.evaluate(async ([path, count]) => {
    const ids: string[] = [];
    for (let i = 1; i <= count; i++) {
      const headers = { "content-type": "application/json" };
      const sent = await fetch(path, { method: "POST", headers, body: JSON.stringify({ content: `line ${i}` }) });
      ids.push((await sent.json()).message.id);
    }
    return ids;
  }, [`/api/v1/messages/private/${await idOf(someone)}`, count] as const);

inBothSizes("a permalink opens around its message, scrolls both ways, and leads back to the latest", async (on, t) => {
  const ada = await on.signUp("ada");
  const ids = await fill(ada, 300);
  const text = (i: number) => `line ${i}`;
  const inView = (text: string) =>
    ada.page.waitForFunction((text) => {
      const box = document.querySelector(".scroller")!.getBoundingClientRect();
      const item = [...document.querySelectorAll(".message")].find((it) =>
        it.querySelector(".text")?.textContent === text
      );
      const rect = item?.getBoundingClientRect();
      return rect !== undefined && rect.top >= box.top && rect.bottom <= box.bottom;
    }, text);

  await t.step("the message is in the middle and stands out", async () => {
    await ada.page.goto(`/m/${ids[99]}`);
    await ada.page.waitForSelector(".message.lit:has-text('line 100')");
    await inView(text(100));
    assert.ok(!(await words(ada.page)).includes(text(300)));
  });

  await t.step("newer messages follow without moving the place, until the latest", async () => {
    await live(ada.page);
    for (let i = 0; i < 20 && !(await words(ada.page)).includes(text(300)); i++) {
      const before = (await words(ada.page)).length;
      await ada.page.evaluate(() => document.querySelector(".scroller")!.scrollTop = 0);
      await ada.page.waitForFunction((n) => document.querySelectorAll(".message").length > n, before);
    }
    const shown = await words(ada.page);
    assert.deepEqual(shown, Array.from({ length: shown.length }, (_, i) => text(301 - shown.length + i)));
  });

  await t.step("back to the latest, and from there to a message far away by its link", async () => {
    await ada.page.goto(`/m/${ids[9]}`);
    await live(ada.page);
    await inView(text(10));
    await ada.page.click(".to-latest");
    await inView(text(300));
    await write(ada.page, "newest");
    await inView("newest");
  });

  await t.step("without a script the page shows the same", async () => {
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      javaScriptEnabled: false,
      ...on.size.options,
    });
    await context.addCookies(await ada.context.cookies());
    const page = await context.newPage();
    await page.goto(`/m/${ids[99]}`);
    assert.ok(await page.locator(".message:target:has-text('line 100')").isVisible());
    await page.click("a:has-text('Back to the latest messages')");
    await page.waitForLoadState();
    assert.equal((await words(page)).at(-1), "newest");
  });
  assertQuiet(ada);
});
