// A place in a conversation is the reader's: nothing that happens there moves it, it is told in their own days and hours, and the
// browser's back and forward lead to it again.
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
const seqsOf = (page: Page): Promise<number[]> =>
  page.$$eval(".scroller [data-seq]", (all) => all.map((it) => Number(it.getAttribute("data-seq"))));
const frames = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function stays(page: Page, { seq, top }: Placed, what: string): Promise<void> {
  await frames(page);
  const now = await topOf(page, seq);
  assert.ok(Math.abs(now - top) <= 1, `${what}: ${seq} moved from ${top} to ${now}`);
}

/** Somewhere in the middle, once there are messages above and below: the first of all still changes when older ones come. */
async function goUp(page: Page, pixels = 2_500): Promise<Placed> {
  await page.evaluate((pixels) => document.querySelector(".scroller")!.scrollBy(0, -pixels), pixels);
  await page.waitForFunction(() => {
    const { scrollHeight, clientHeight, scrollTop } = document.querySelector(".scroller")!;
    return scrollTop < 0 && scrollHeight - clientHeight + scrollTop > clientHeight;
  });
  await page.waitForSelector(".beginning [role=status]", { state: "detached" });
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
  const adaId = await idOf(ada);
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
          const items = [...document.querySelectorAll<HTMLElement>(".scroller [data-seq]")];
          const at = items.findIndex((it) => it.dataset.seq === `${seq}`) + far!;
          const item = items[at]!.querySelector<HTMLElement>(".bubble")!;
          item.style.minHeight = `${item.offsetHeight + 137}px`;
        }, [place.seq, far]);
        await stays(page, place, `${far} grew`);
      }
    });

    await t.step(
      at("stays when something above it is edited, and when it is taken away itself"),
      async () => {
        await page.reload();
        await live(page);
        const place = await goUp(page);
        const above = (await seqsOf(page)).filter((seq) => seq < place.seq);
        const [last] = await on.db.query<{ seq: number; id: string }>(
          "select seq, id from messages where sender_id = $2 and seq = any($1) order by seq desc limit 1",
          [above, adaId],
        );
        const { seq, id } = last!;
        const headers = { origin: on.server.url };
        const edited = await ada.context.request.patch(`/api/v1/messages/${id}`, {
          data: { content: `edited\n\n\nto be\n\nlonger ${viewport.width}` },
          headers,
        });
        assert.ok(edited.ok(), `${edited.status()} ${await edited.text()}`);
        const words = `[data-seq='${seq}']:has(.edited) .text:has-text('longer ${viewport.width}')`;
        await page.waitForSelector(words, { state: "attached" });
        await stays(page, place, "edited");
        const nextSeq = (await seqsOf(page)).find((seq) => seq > place.seq)!;
        const next = { seq: nextSeq, top: await topOf(page, nextSeq) };
        await bob.context.request.post(`/api/v1/messages/${await on.idOfLine(place.seq)}/hide`, { data: {}, headers });
        await page.waitForSelector(`[data-seq='${place.seq}']`, { state: "detached" });
        await stays(page, next, "taken away");
      },
    );

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

  await t.step("days and hours are the reader's; five minutes of one author stand together", async () => {
    const times = [
      "2026-03-01T13:00:00Z",
      "2026-03-01T13:04:59Z",
      "2026-03-01T13:10:00Z",
      "2026-03-02T03:00:00Z",
      "2026-03-02T05:30:00Z",
    ];
    for (const [i, time] of times.entries()) {
      await on.db.query(
        "update messages set created_at = $2, sender_id = $3 where seq = $1",
        [COUNT / 2 + i, time, adaId],
      );
    }
    const shown = async (who: Page) => {
      await who.goto(`/m/${await on.idOfLine(COUNT / 2)}`);
      await live(who);
      await who.waitForSelector(".message.lit");
      return await who.evaluate(([from, count]) => {
        const told: string[] = [];
        const begin = document.querySelector(`[data-seq='${from}']`)!;
        for (let it: Element | null = begin; it !== null && told.length < count! + 4; it = it.nextElementSibling) {
          const seq = Number(it.getAttribute("data-seq"));
          const time = it.querySelector("time");
          told.push(
            it.matches(".day")
              ? "day"
              : `${it.classList.contains("first") ? "first " : ""}${time?.textContent} | ${time?.title}`,
          );
          if (seq === from! + count! - 1) break;
        }
        return told;
      }, [COUNT / 2, times.length]);
    };
    const inNewYork = await shown(page);
    assert.deepEqual(inNewYork.map((it) => it.replace(/ \|.*/, "").replace("\u202f", " ")), [
      "first 8:00 AM",
      "8:04 AM",
      "first 8:10 AM",
      "first 10:00 PM",
      "day",
      "first 12:30 AM",
    ]);
    assert.match(inNewYork[5]!, /Monday, March 2, 2026.*12:30:00/);
    const inTokyo = await shown(ada.page);
    assert.deepEqual(inTokyo.map((it) => it.replace(/ \|.*/, "").replace("\u202f", " ")), [
      "first 10:00 PM",
      "10:04 PM",
      "first 10:10 PM",
      "day",
      "first 12:00 PM",
      "first 2:30 PM",
    ]);
  });

  await t.step(
    "a day's word is another one after midnight and after a night's sleep, and last year's has a year",
    async () => {
      await on.db.query(
        "update messages set created_at = '2026-05-10T16:00:00Z' where seq = (select max(seq) from messages)",
      );
      await page.clock.install({ time: "2026-05-11T03:59:00Z" });
      await page.goto(paths.bob);
      await live(page);
      const says = (word: string) =>
        page.waitForFunction((word) => [...document.querySelectorAll(".day")].at(-1)?.textContent === word, word);
      await says("Today");
      await page.clock.fastForward("01:30");
      await says("Yesterday");
      // Asleep, no timer of a page goes on.
      const woken = { "2026-05-12T12:00:00Z": "Sunday, May 10", "2027-01-01T12:00:00Z": "Sunday, May 10, 2026" };
      for (const [time, word] of Object.entries(woken)) {
        await page.clock.setSystemTime(time);
        await page.evaluate(() => dispatchEvent(new Event("focus")));
        await says(word);
      }
    },
  );
  assertQuiet(ada, bob);
});
