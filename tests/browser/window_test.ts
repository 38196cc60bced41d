// A hundred thousand messages: whichever way one goes through them, nothing jumps, none is missed or out of order, and neither the page
// nor the browser's memory grows with them.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, listen, live, READER } from "./browser.ts";
import { longStage } from "./long.ts";
import { SIZES } from "./sizes.ts";

const MANY = 100_000;

/** What of the list is on the page: every message's `seq` from top to bottom, and where it stands. */
interface Look {
  seqs: number[];
  tops: number[];
  height: number;
  nodes: number;
  /** pixels to scroll either way */
  above: number;
  below: number;
}
/** Waits until nothing moves and nothing is loaded any more. */
const settled = (page: Page): Promise<Look> =>
  page.evaluate(async () => {
    const look = () => {
      const box = document.querySelector(".scroller")!;
      const items = [...box.querySelectorAll<HTMLElement>("[data-seq]")];
      const top = box.getBoundingClientRect().top;
      return {
        seqs: items.map((it) => Number(it.dataset.seq)),
        tops: items.map((it) => it.getBoundingClientRect().top - top),
        height: box.clientHeight,
        nodes: box.querySelectorAll("*").length,
        above: box.scrollHeight - box.clientHeight + box.scrollTop,
        below: -box.scrollTop,
      };
    };
    const end = performance.now() + 60_000;
    for (let before = "", same = 0;;) {
      if (performance.now() > end) throw new Error(`never still: ${before.slice(0, 500)}`);
      await new Promise((done) => requestAnimationFrame(done));
      const now = look();
      const isLoading = document.querySelector(".beginning [role=status]") !== null;
      const text = JSON.stringify(now);
      same = !isLoading && before === text ? same + 1 : 0;
      if (same === 3) return now;
      before = text;
    }
  });
const visible = ({ seqs, tops, height }: Look): number[] => seqs.filter((_, i) => tops[i]! >= 0 && tops[i]! < height);

/** As many messages may be on the page, and as many while something of them is selected. */
const MOST = 310;
const MOST_SELECTING = 4 * MOST;
const NODES_EACH = 19;

function assertWhole({ seqs, nodes }: Look, most = MOST): void {
  assert.ok(seqs.length <= most, `${seqs.length} messages on the page`);
  assert.ok(nodes < NODES_EACH * Math.max(MOST, seqs.length), `${nodes} nodes for ${seqs.length} messages`);
  assert.deepEqual(seqs, seqs.map((_, i) => seqs[0]! + i), "none is missing, doubled or out of order");
}

/** Less than what is always there beyond the screen. */
const STEP = 780;

/** Waits until the list has begun to scroll, and stands still again. */
async function scrolled(page: Page, { below }: Look): Promise<Look> {
  await page.waitForFunction((below) => document.querySelector(".scroller")!.scrollTop !== -below, below);
  return await settled(page);
}

/** Waits until so much can be scrolled, or the end of the conversation is there: what is loaded below is not told by any sign. */
async function withRoom(page: Page, by: number, standing: Look): Promise<Look> {
  const hasRoom = ({ seqs, above, below }: Look) =>
    by < 0 ? above >= -by || seqs[0] === 1 : below >= by || seqs.at(-1)! >= MANY;
  if (hasRoom(standing)) return standing;
  await page.waitForFunction(
    ([by, many]) => {
      const { scrollHeight, clientHeight, scrollTop } = document.querySelector(".scroller")!;
      const room = by! < 0 ? scrollHeight - clientHeight + scrollTop : -scrollTop;
      const seqs = [...document.querySelectorAll<HTMLElement>(".scroller [data-seq]")].map((it) =>
        Number(it.dataset.seq)
      );
      return room >= Math.abs(by!) || (by! < 0 ? seqs[0] === 1 : seqs.at(-1)! >= many!);
    },
    [by, MANY],
  );
  return await settled(page);
}

/** Scrolls by the wheel, and checks that everything on screen moved by just that. @returns undefined at an end */
async function wheel(page: Page, by: number, standing: Look, most?: number): Promise<Look | undefined> {
  const before = await withRoom(page, by, standing);
  if ((by < 0 ? before.above : before.below) < 1) return undefined;
  await page.mouse.wheel(0, by);
  const after = await scrolled(page, before);
  assertWhole(after, most);
  // What was the first of all loses its author's name when older ones come before it.
  const shown = new Set(visible(before).filter((seq) => seq === 1 || seq !== before.seqs[0]));
  const moves = after.seqs.flatMap((seq, i) =>
    shown.has(seq) ? [before.tops[before.seqs.indexOf(seq)]! - after.tops[i]!] : []
  );
  assert.ok(moves.length > 0, "what was on screen is still on the page");
  const isAtEnd = Math.abs(moves[0]!) < Math.abs(by) - 1 && (after.seqs[0] === 1 || after.seqs.at(-1)! >= MANY);
  for (const move of moves) assert.ok(Math.abs(move - (isAtEnd ? moves[0]! : by)) <= 1, `moved by ${move}, not ${by}`);
  return isAtEnd ? undefined : after;
}

/** Scrolls until a message is on screen. @returns every `seq` that was on the page on the way */
async function wheelTo(page: Page, seq: number, most?: number): Promise<Set<number>> {
  let now = await settled(page);
  const by = seq < visible(now)[0]! ? -STEP : STEP;
  const met = new Set(now.seqs);
  for (;;) {
    const next = await wheel(page, by, now, most);
    if (next === undefined) return met;
    now = next;
    for (const it of now.seqs) met.add(it);
    if (by < 0 ? visible(now)[0]! <= seq : visible(now).at(-1)! >= seq) return met;
  }
}

const SWIPE = 600;
/** So far a finger moves before it scrolls. */
const SLOP = 24;
const STEPS = 12;
/** A finger that rests before it is lifted throws nothing. */
const STILL_MS = 200;

/** Drags the list by a finger, and checks that what was on screen moved by just that. @param by downwards what is older comes */
async function swipe(page: Page, by: number): Promise<void> {
  const before = await withRoom(page, -by, await settled(page));
  const touch = await page.context().newCDPSession(page);
  const from = by > 0 ? 150 : 750;
  const put = (type: "touchStart" | "touchMove" | "touchEnd", share?: number) =>
    touch.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: share === undefined ? [] : [{ x: 190, y: from + by * share }],
    });
  // A frame each: the browser scrolls by where it expects the finger at the next one, and is put right only by one that moves.
  const move = async (share: number) => {
    await put("touchMove", share);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  };
  await put("touchStart", 0);
  for (let i = 1; i <= STEPS; i++) await move(i / STEPS);
  await page.waitForTimeout(STILL_MS);
  for (const pixels of [1, 0]) await move(1 - pixels / SWIPE);
  await put("touchEnd");
  await touch.detach();
  const after = await settled(page);
  assertWhole(after);
  const shown = visible(before).filter((seq) => seq !== before.seqs[0] && after.seqs.includes(seq));
  assert.ok(shown.length > 0, "what was on screen is still on the page");
  for (const seq of shown) {
    const moved = after.tops[after.seqs.indexOf(seq)]! - before.tops[before.seqs.indexOf(seq)]!;
    assert.ok(Math.abs(moved - by) <= SLOP, `${seq} moved by ${moved}, not ${by}`);
  }
}

const lineShown = (page: Page, n: number) =>
  page.waitForFunction((n) => {
    const box = document.querySelector(".scroller")?.getBoundingClientRect();
    const rect = document.querySelector(`.scroller [data-seq='${n}']`)?.getBoundingClientRect();
    return box !== undefined && rect !== undefined && rect.top >= box.top - 1 && rect.top < box.bottom;
  }, n);

const heap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize;
};

Deno.test("a hundred thousand messages", async (t) => {
  await using on = await longStage(MANY);
  const { ada, bob, paths } = on;
  await on.readUpTo(bob, MANY);
  const page = bob.page;

  for (const { options: { viewport } } of SIZES) {
    await page.setViewportSize(viewport);
    const at = (what: string) => `${viewport.width}: ${what}`;

    await t.step(
      at("by the wheel, up thousands and down again, nothing jumps and every message is there once"),
      async () => {
        await page.goto(paths.bob);
        await live(page);
        await page.hover(".scroller");
        const before = await heap(page);
        const count = viewport.width > 1_000 ? 2_000 : 500;
        const up = await wheelTo(page, MANY - count);
        for (let seq = MANY - count; seq <= MANY; seq++) assert.ok(up.has(seq), `${seq} was not met on the way up`);
        const grown = await heap(page) - before;
        assert.ok(grown < 24e6, `${grown} bytes more are held`);
        const down = await wheelTo(page, MANY);
        for (let seq = MANY - count; seq <= MANY; seq++) assert.ok(down.has(seq), `${seq} was not met on the way down`);
        await page.waitForSelector(".to-latest", { state: "detached" });
      },
    );

    await t.step(
      at("what is said while one reads far above moves nothing, is counted, and is there at the end"),
      async () => {
        await wheelTo(page, MANY - 400);
        const before = await settled(page);
        const { unread_count } =
          (await (await bob.context.request.get("/api/v1/conversations")).json()).conversations[0];
        await on.say(ada, `news ${viewport.width}`);
        await page.waitForSelector(`.to-latest .badge:text-is('${unread_count + 1}')`);
        const after = await settled(page);
        assert.deepEqual([after.seqs, after.tops], [before.seqs, before.tops]);
        await page.focus(".to-latest:not(.to-unread)");
        await page.keyboard.press("Enter");
        await page.waitForSelector(`.message:has-text('news ${viewport.width}')`);
        await page.waitForSelector(".to-latest", { state: "detached" });
        assert.ok(await page.evaluate(() => document.activeElement?.matches(".scroller")), "the keys go on from there");
      },
    );

    await t.step(at("a link into the middle opens there; both ways lead on without a jump"), async () => {
      await page.goto(`/m/${await on.idOfLine(50_000)}`);
      await live(page);
      await page.waitForSelector(".message.lit:has-text('line 50000')");
      await lineShown(page, 50_000);
      await page.hover(".scroller");
      await wheelTo(page, 50_300);
      await wheelTo(page, 49_700);
    });

    await t.step(at("Home is the beginning of the conversation, End its end, Page Up and Down a screen"), async () => {
      await page.focus(".scroller");
      await page.keyboard.press("Home");
      await lineShown(page, 1);
      assert.match(await page.textContent(".beginning") ?? "", /beginning/);
      assert.ok(await page.evaluate(() => document.activeElement?.matches(".scroller")));
      const beginning = await settled(page);
      await page.keyboard.press("PageDown");
      const [first] = visible(await scrolled(page, beginning));
      assert.ok(first! > 1, `${first}`);
      await page.keyboard.press("End");
      await lineShown(page, MANY);
      await page.waitForSelector(".to-latest", { state: "detached" });
      for (let i = 0; i < 12; i++) {
        const before = await settled(page);
        await page.keyboard.press("PageUp");
        const after = await scrolled(page, before);
        assertWhole(after);
        assert.ok(visible(after).at(-1)! < visible(before).at(-1)! && after.seqs.includes(visible(before)[0]!));
      }
    });

    await t.step(at("arrow keys go from message to message, beyond what was on the page"), async () => {
      const [from] = visible(await settled(page));
      await page.locator(`.message[data-seq='${from}']`).focus();
      for (let seq = from! - 1; seq > from! - 90; seq--) {
        await page.keyboard.press("ArrowUp");
        await page.waitForFunction((n) => document.activeElement?.getAttribute("data-seq") === `${n}`, seq);
      }
      assertWhole(await settled(page));
      // The focused one leaves the page: the keys still belong to the list.
      await page.hover(".scroller");
      await wheelTo(page, from! - 700);
      assert.ok(await page.evaluate(() => document.activeElement?.matches(".scroller")));
    });

    await t.step(at("what is selected stays, however far one scrolls from it"), async () => {
      const before = visible(await settled(page));
      await page.locator(`[data-seq='${before[1]}'] .text`).selectText();
      await wheelTo(page, before[1]! - 300, MOST_SELECTING);
      assert.match(await page.evaluate(() => `${getSelection()}`), new RegExp(`^line ${before[1]}`));
      await page.evaluate(() => getSelection()?.removeAllRanges());
    });
  }

  for (const { width, isPhone, options } of SIZES) {
    await t.step(
      `${width}: with sixty thousand unread it opens at the first; the buttons lead to the latest and back, a finger both ways`,
      async () => {
        // Whoever spoke last would begin at the end.
        await on.say(bob, "bob has the last word");
        await on.readUpTo(ada, 40_000);
        // A device that is new each time: one knows already how far one has read, and does not forget it.
        const storageState = await ada.context.storageState();
        const context = await on.browser.newContext({ baseURL: on.server.url, ...READER, ...options, storageState });
        const page = await context.newPage();
        const complaints = listen(page);
        await page.goto(paths.ada);
        await live(page);
        const first = await page.evaluate(() => {
          const line = document.querySelector(".new-line");
          return line?.nextElementSibling?.getAttribute("data-seq");
        });
        // The first of others: ada's own are not unread.
        assert.ok(Number(first) > 40_000 && Number(first) < 40_008, `the line stands before ${first}`);
        await lineShown(page, Number(first));
        assert.equal(await page.locator(".to-unread").count(), 0);
        await page.click(".to-latest");
        await lineShown(page, MANY);
        await page.click(".to-unread");
        await lineShown(page, Number(first));
        await page.waitForSelector(".to-unread", { state: "detached" });
        assert.equal(await page.locator(".new-line").count(), 1);
        if (isPhone) { for (const by of [SWIPE, -SWIPE]) for (let i = 0; i < 8; i++) await swipe(page, by); }
        assert.deepEqual(complaints, []);
        await context.close();
      },
    );
  }
  assertQuiet(ada, bob);
});
