// Where the reader stands: at the end with what comes, elsewhere exactly where they were, whatever is added and wherever.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { waitUntil } from "../support/wait.ts";
import { assertQuiet, idOf, live, type Someone, words, write } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";

async function say(from: Someone, to: string, texts: string[], origin: string): Promise<void> {
  for (const content of texts) {
    await from.context.request.post(`/api/v1/messages/private/${to}`, { data: { content }, headers: { origin } });
  }
}
/** As the server counts. */
async function unread({ context }: Someone): Promise<number> {
  const answer = await context.request.get("/api/v1/conversations");
  return (await answer.json()).conversations[0].unread_count;
}
/** The window gets the focus, or another one does: a browser that is driven thinks of each as the one in front. */
const look = (page: Page, isHere: boolean) =>
  page.evaluate((isHere) => {
    document.hasFocus = () => isHere;
    dispatchEvent(new Event(isHere ? "focus" : "blur"));
  }, isHere);
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `line ${from + i}`);

/** How far below the list's top a message stands. */
const topOf = (page: Page, text: string) =>
  page.evaluate((text) => {
    const box = document.querySelector(".scroller")!.getBoundingClientRect();
    const item = [...document.querySelectorAll(".message")].find((it) =>
      it.querySelector(".text")?.textContent === text
    );
    return item === undefined ? NaN : item.getBoundingClientRect().top - box.top;
  }, text);
const fromEnd = (page: Page) => page.evaluate(() => Math.abs(document.querySelector(".scroller")!.scrollTop));
const scrollBy = (page: Page, pixels: number) =>
  page.evaluate((pixels) => document.querySelector(".scroller")!.scrollBy(0, pixels), pixels);

inBothSizes("the thread keeps its place", async (on, t) => {
  const origin = on.server.url;
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const [adaId, bobId] = [await idOf(ada), await idOf(bob)];
  await say(ada, bobId, lines(1, 160), origin);

  await t.step("it opens at the first unread message, with the line", async () => {
    await bob.page.goto(`/u/${adaId}`);
    await live(bob.page);
    const line = await bob.page.locator(".new-line").boundingBox();
    assert.ok(line !== null && line.y > 64 && line.y < 500, `the line stands at ${line?.y}`);
  });

  await t.step("it opens at the end where all is read, before any script", async () => {
    await bob.page.click(".to-latest");
    await bob.page.waitForFunction(() => document.querySelector(".badge") === null);
    // Marks are sent and stored at most once a second.
    await waitUntil("the mark is stored", async () => await unread(bob) === 0);
    await bob.page.reload();
    assert.equal(await fromEnd(bob.page), 0);
    await live(bob.page);
    assert.equal(await fromEnd(bob.page), 0);
    assert.equal((await words(bob.page)).at(-1), "line 160");
  });

  await t.step("at the end, a new message moves it along", async () => {
    await say(ada, bobId, ["along"], origin);
    await bob.page.waitForSelector(".message:has-text('along')");
    assert.equal(await fromEnd(bob.page), 0);
  });

  await t.step("elsewhere it stays exactly where it is when one arrives, and a button counts", async () => {
    await scrollBy(bob.page, -700);
    await bob.page.waitForSelector(".to-latest");
    const text = (await words(bob.page))[40]!;
    const before = await topOf(bob.page, text);
    await say(ada, bobId, ["new 1", "new 2"], origin);
    await bob.page.waitForSelector(".to-latest .badge:has-text('2')");
    const after = await topOf(bob.page, text);
    assert.ok(Math.abs(after - before) < 2, `${text} moved from ${before} to ${after}`);
  });

  await t.step("older messages load above without moving what is on screen, down to the first", async () => {
    for (let i = 0; i < 10 && (await words(bob.page))[0] !== "line 1"; i++) {
      // The first of all loses its author's name when older ones come before it: what stands after it stays.
      const [first, next] = await words(bob.page);
      await bob.page.evaluate(() => document.querySelector(".scroller")!.scrollTop = -1e9);
      const before = await topOf(bob.page, next!);
      await bob.page.waitForFunction((first) => document.querySelector(".message .text")?.textContent !== first, first);
      assert.ok(Math.abs(await topOf(bob.page, next!) - before) < 1, `${next} moved from ${before}`);
    }
    assert.deepEqual(await words(bob.page), [...lines(1, 160), "along", "new 1", "new 2"]);
    assert.match(await bob.page.textContent(".beginning") ?? "", /beginning/);
  });

  await t.step("older messages that cannot be loaded say so, and come when asked for again", async () => {
    await bob.page.goto(`/u/${adaId}`);
    await live(bob.page);
    const older = /[?&]before=\d/;
    await bob.page.route(older, (route) => route.abort("connectionfailed"));
    await bob.page.evaluate(() => document.querySelector(".scroller")!.scrollTop = -1e9);
    await bob.page.waitForSelector(".messages [role=alert]:has-text('could not be loaded')");
    const [first] = await words(bob.page);
    await bob.page.unroute(older);
    await bob.page.click(".messages [role=alert] button");
    await bob.page.waitForFunction((first) => document.querySelector(".message .text")?.textContent !== first, first);
    assert.equal(await bob.page.locator(".messages [role=alert]").count(), 0);
  });

  await t.step("a window that changes its size keeps the place", async () => {
    await scrollBy(bob.page, 900);
    await bob.page.waitForTimeout(100);
    const shown = await bob.page.evaluate(() => {
      const box = document.querySelector(".scroller")!.getBoundingClientRect();
      // The first that is whole: one that reaches above the screen may grow there.
      const item = [...document.querySelectorAll(".message")].find((it) => it.getBoundingClientRect().top >= box.top);
      return item?.querySelector(".text")?.textContent ?? "";
    });
    const before = await topOf(bob.page, shown);
    // A phone that is turned, a window that is made smaller.
    const { viewport } = on.size.options;
    await bob.page.setViewportSize(on.size.isPhone ? { width: 844, height: 390 } : { width: 700, height: 600 });
    await bob.page.waitForTimeout(200);
    const after = await topOf(bob.page, shown);
    assert.ok(Math.abs(after - before) < 2, `${shown} moved from ${before} to ${after}`);
    await bob.page.setViewportSize(viewport);
  });

  await t.step("the button leads to the end, and all is read", async () => {
    await bob.page.click(".to-latest");
    assert.equal(await fromEnd(bob.page), 0);
    await bob.page.waitForSelector(".to-latest", { state: "detached" });
    await bob.page.waitForFunction(() => document.querySelector(".badge") === null);
  });

  await t.step("one's own message leads to the end", async () => {
    await scrollBy(bob.page, -700);
    await write(bob.page, "mine");
    await bob.page.waitForSelector(".message.mine:has-text('mine')");
    assert.equal(await fromEnd(bob.page), 0);
  });

  await t.step("what comes while nobody looks stands below a line, and is not read", async () => {
    await waitUntil("all is read", async () => await unread(bob) === 0);
    await look(bob.page, false);
    await say(ada, bobId, ["away 1", "away 2"], origin);
    await bob.page.waitForSelector(".new-line + .message:has-text('away 1')");
    assert.equal(await fromEnd(bob.page), 0);
    assert.equal(await bob.page.locator(".to-unread").count(), 0, "the line is on screen");
    assert.equal(await unread(bob), 2);
  });

  await t.step("where more has come than fits, a button leads to the line, also once all is read", async () => {
    await say(ada, bobId, Array.from({ length: 28 }, (_, i) => `away ${i + 3}`), origin);
    await bob.page.waitForSelector(".to-unread");
    assert.equal(await fromEnd(bob.page), 0);
    await look(bob.page, true);
    await waitUntil("all is read", async () => await unread(bob) === 0);
    await bob.page.click(".to-unread");
    await bob.page.waitForSelector(".to-unread", { state: "detached" });
    const line = await bob.page.locator(".new-line").boundingBox();
    assert.ok(line !== null && line.y > 64 && line.y < 500, `the line stands at ${line?.y}`);
  });

  await t.step("the next time the line goes on to what is new then", async () => {
    await look(bob.page, false);
    await say(ada, bobId, ["later"], origin);
    await bob.page.waitForSelector(".new-line + .message:has-text('later')", { state: "attached" });
    assert.equal(await bob.page.locator(".new-line").count(), 1);
  });
  assertQuiet(ada, bob);
});
