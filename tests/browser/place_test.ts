// A place in a conversation is the reader's: nothing that happens there moves it, and the browser's back and forward lead
// to it again.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, message, write } from "./browser.ts";
import { longStage } from "./long.ts";

const COUNT = 400;

interface Placed {
  seq: number;
  top: number;
}
/** The first message that is wholly on screen. */
const first = (page: Page): Promise<Placed> =>
  page.evaluate(() => {
    const top = document.querySelector(".scroller")!.getBoundingClientRect().top;
    const items = [...document.querySelectorAll<HTMLElement>(".scroller [data-seq]")];
    const item = items.find((it) => it.getBoundingClientRect().top >= top)!;
    return { seq: Number(item.dataset.seq), top: item.getBoundingClientRect().top - top };
  });
const topOf = (page: Page, seq: number): Promise<number> =>
  page.evaluate((seq) => {
    const top = document.querySelector(".scroller")!.getBoundingClientRect().top;
    return (document.querySelector(`.scroller [data-seq='${seq}']`)?.getBoundingClientRect().top ?? NaN) - top;
  }, seq);
const frames = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function stays(page: Page, { seq, top }: Placed, what: string): Promise<void> {
  await frames(page);
  const now = await topOf(page, seq);
  assert.ok(Math.abs(now - top) <= 1, `${what}: ${seq} moved from ${top} to ${now}`);
}

/** Somewhere in the middle, with messages above and below. */
async function goUp(page: Page, pixels = 2_500): Promise<Placed> {
  await page.evaluate((pixels) => document.querySelector(".scroller")!.scrollBy(0, -pixels), pixels);
  await frames(page);
  await frames(page);
  return await first(page);
}

Deno.test("a place in a conversation", async (t) => {
  await using on = await longStage(COUNT, {
    ada: { timezoneId: "Asia/Tokyo" },
    bob: { timezoneId: "America/New_York" },
  });
  const { ada, bob, paths } = on;
  const page = bob.page;
  await on.readUpTo(bob, COUNT);
  await on.readUpTo(ada, COUNT);
  const notes = `/api/v1/messages/private/${await idOf(bob)}`;
  await bob.context.request.post(notes, { data: { content: "to myself" }, headers: { origin: on.server.url } });

  for (const viewport of [{ width: 1440, height: 900 }, { width: 390, height: 844 }]) {
    const at = (what: string) => `${viewport.width}: ${what}`;
    await page.setViewportSize(viewport);
    await page.goto(paths.bob);
    await live(page);
    await ada.page.goto(paths.ada);
    await live(ada.page);

    await t.step(at("stays when something above it grows, or something below it"), async () => {
      const place = await goUp(page);
      for (const far of [-6, -1, 2, 30]) {
        await page.evaluate(([seq, far]) => {
          const item = document.querySelector<HTMLElement>(`.scroller [data-seq='${seq! + far!}'] .bubble`)!;
          item.style.minHeight = `${item.offsetHeight + 137}px`;
        }, [place.seq, far]);
        await stays(page, place, `${far} grew`);
      }
    });

    await t.step(at("stays when the window changes its size, and when one writes a long text"), async () => {
      const place = await first(page);
      await page.setViewportSize({ width: viewport.width, height: viewport.height - 260 });
      await stays(page, place, "a lower window");
      await page.setViewportSize(viewport);
      await stays(page, place, "a higher window");
      await page.fill("#composer", "a\nb\nc\nd\ne\nf");
      await stays(page, place, "a higher box");
      await page.fill("#composer", "");
      await stays(page, place, "a lower box");
    });

    await t.step(
      at("the end stays the end when something grows, the window changes, or somebody types and writes"),
      async () => {
        await page.click(".to-latest:not(.to-unread)");
        const isEnd = () => page.evaluate(() => document.querySelector(".scroller")!.scrollTop === 0);
        const boxTop = () => page.evaluate(() => document.querySelector(".composer")!.getBoundingClientRect().top);
        await page.waitForSelector(".to-latest", { state: "detached" });
        const before = await boxTop();
        await page.evaluate(() => {
          const items = document.querySelectorAll<HTMLElement>(".message .bubble");
          items[items.length - 2]!.style.minHeight = "300px";
        });
        await frames(page);
        assert.ok(await isEnd());
        await ada.page.locator("#composer").pressSequentially("hm");
        await page.waitForSelector(".typing > span");
        assert.equal(await boxTop(), before, "the typing line moves nothing");
        assert.ok(await isEnd());
        await write(ada.page, `news ${viewport.width}`);
        await message(page, `news ${viewport.width}`).waitFor();
        await page.waitForFunction(() => document.querySelector(".typing > span") === null);
        assert.equal(await boxTop(), before);
        await page.setViewportSize({ width: viewport.width, height: 500 });
        await frames(page);
        assert.ok(await isEnd());
        await page.setViewportSize(viewport);
        await frames(page);
        assert.ok(await isEnd());
      },
    );

    await t.step(
      at("back and forward lead to the place where one was; the list shows at once what is held"),
      async () => {
        const place = await goUp(page, 3_100);
        const isPhone = viewport.width < 700;
        if (isPhone) await page.click(".thread-head .back");
        await page.click(".row:has-text('Notes')");
        await message(page, "to myself").waitFor();
        for (let i = 0; i < (isPhone ? 2 : 1); i++) await page.goBack();
        await page.waitForSelector(`[data-seq='${place.seq}']`);
        await stays(page, place, "back");
        for (let i = 0; i < (isPhone ? 2 : 1); i++) await page.goForward();
        await message(page, "to myself").waitFor();
        if (isPhone) await page.click(".thread-head .back");
        const asked: string[] = [];
        page.on("request", (request) => asked.push(new URL(request.url()).pathname));
        await page.click(".row:has-text('ada')");
        await page.waitForSelector(`.message:has-text('news ${viewport.width}')`);
        assert.deepEqual(
          asked.filter((it) => it.includes("/messages/")),
          [],
          "what is held is shown without a request",
        );
        assert.ok(await page.evaluate(() => document.querySelector(".scroller")!.scrollTop === 0), "anew, at the end");
      },
    );
  }

  assertQuiet(ada, bob);
});
