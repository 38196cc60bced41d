// A slow network, half a second away and with room for 50 kB a second: what one writes is there at once and goes out once, nobody ever sees
// one conversation under the name of another, and what loads while one scrolls moves nothing.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, message, type Someone, words, write } from "./browser.ts";
import { inBothSizes, openFromList, toList } from "./sizes.ts";

const LINES = 160;

/** Pages of this person are slow from now on. */
async function slowDown({ context, page }: Someone): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 50_000,
    uploadThroughput: 50_000,
  });
}

/** Says it all, and the other has read it. */
async function say(from: Someone, to: Someone, texts: string[], origin: string): Promise<void> {
  const path = `/api/v1/messages/private/${await idOf(to)}`;
  const headers = { origin };
  let last = "";
  for (const content of texts) {
    const answer = await from.context.request.post(path, { data: { content }, headers });
    last = (await answer.json()).message.id;
  }
  const read = await to.context.request.put(`/api/v1/messages/${last}/read`, { data: {}, headers });
  assert.ok(read.ok(), `${read.status()}`);
}

/** What was on screen, at every frame since: the head, the messages with what is said of each and where it stands, the bones. */
interface Seen {
  title: string;
  bones: boolean;
  messages: { text: string; state: string; place: number[] }[];
}
declare global {
  interface Window {
    seen: Seen[];
  }
}
const watch = (page: Page) =>
  page.evaluate(() => {
    const seen: Seen[] = globalThis.window.seen = [];
    const look = () => {
      const messages = [...document.querySelectorAll(".message")].map((it) => {
        const { top, left } = it.querySelector(".bubble")!.getBoundingClientRect();
        return {
          text: it.querySelector(".text")?.textContent ?? "",
          state: it.querySelector(".ticks")?.getAttribute("title") ?? "",
          place: [Math.round(top), Math.round(left)],
        };
      });
      const title = document.querySelector(".thread-title h1")?.textContent ?? "";
      seen.push({ title, bones: document.querySelector(".skeleton .bone") !== null, messages });
      if (globalThis.window.seen === seen) requestAnimationFrame(look);
    };
    look();
  });
/** With the frame that is next: what was waited for may not have been looked at yet. */
const seenBy = (page: Page): Promise<Seen[]> =>
  page.evaluate(async () => {
    await new Promise(requestAnimationFrame);
    const seen = globalThis.window.seen;
    globalThis.window.seen = [];
    return seen;
  });

inBothSizes("on a slow network", async (on, t) => {
  const origin = on.server.url;
  const ada = await on.signUp("ada", { serviceWorkers: "block" });
  const bob = await on.signUp("bob");
  const cyd = await on.signUp("cyd");
  await say(cyd, ada, ["cyd one", "cyd two"], origin);
  await say(bob, ada, Array.from({ length: LINES }, (_, i) => `bob ${i + 1}`), origin);
  const { page } = ada;
  await page.goto("/");
  await live(page);
  await slowDown(ada);

  await t.step("a conversation that is opened shows its head and bones, and never another's messages", async () => {
    await watch(page);
    await page.click(".row:has(.row-name:text-is('cyd'))");
    await toList(page);
    await page.click(".row:has(.row-name:text-is('bob'))");
    await page.waitForSelector(`.message:has-text('bob ${LINES}')`);
    await openFromList(page, "cyd");
    await page.waitForSelector(".message:has-text('cyd two')");
    const seen = await seenBy(page);
    const wrong = seen.filter(({ title, messages }) => messages.some(({ text }) => !text.startsWith(title)));
    assert.deepEqual(wrong, []);
    assert.ok(seen.some(({ title, bones }) => title === "bob" && bones), "bones where the messages will be");
    assert.deepEqual(seen.filter(({ bones, messages }) => bones && messages.length > 0), []);
  });

  await t.step(
    "what is written is there at once, goes out once, in order, and does not move when it is sent",
    async () => {
      await bob.page.goto(`/u/${await idOf(ada)}`);
      await live(bob.page);
      await openFromList(page, "bob");
      await page.waitForSelector(`.message:has-text('bob ${LINES}')`);
      const texts = ["slow one", "slow two", "slow three"];
      for (const text of texts) {
        await watch(page);
        await write(page, text);
        await message(page, text).waitFor();
        const seen = (await seenBy(page)).map(({ messages }) => messages.filter((it) => it.text === text));
        assert.ok(seen.every((it) => it.length <= 1), "never twice");
        const own = seen.flat();
        assert.equal(own[0]?.state, "Sending");
        assert.match(own.at(-1)?.state ?? "", /^(Sent|Delivered|Read)$/);
        const places = own.map(({ place }) => place.join());
        assert.equal(new Set(places).size, 1, places.join(" "));
      }
      await message(bob.page, "slow three").waitFor();
      for (const it of [page, bob.page]) assert.deepEqual((await words(it)).slice(-3), texts);
    },
  );

  await t.step("what is older loads while one scrolls, and nothing moves but by the scrolling", async () => {
    const { moved, from, to } = await page.evaluate(async () => {
      const list = document.querySelector(".scroller")!;
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const first = () => document.querySelector(".message .text")?.textContent ?? "";
      /** Something in the middle of what is on screen. */
      const inTheMiddle = () => {
        const { top, height } = list.getBoundingClientRect();
        return [...document.querySelectorAll(".message")].find((it) =>
          it.getBoundingClientRect().bottom > top + height / 2
        );
      };
      const moved: string[] = [];
      const from = first();
      for (let i = 0; i < 6_000 && first() !== "bob 1"; i++) {
        list.scrollBy(0, -40);
        const item = inTheMiddle()!;
        const before = item.getBoundingClientRect().top;
        await frame();
        const by = item.getBoundingClientRect().top - before;
        if (Math.abs(by) > 1) moved.push(`${item.textContent} by ${by}`);
      }
      return { moved, from, to: first() };
    });
    assert.notEqual(from, "bob 1", "there was something to load");
    assert.equal(to, "bob 1");
    assert.deepEqual(moved, []);
  });
  assertQuiet(ada, bob, cyd);
});
