// What a page may cost ("Budget" of the interface's bar), measured in Chromium and printed: first message before any script, script of
// the chat page, nothing from elsewhere, nothing that shifts, nothing that holds the page up.
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Page, Response } from "playwright-core";
import { assertQuiet, live, message, READER, write } from "./browser.ts";
import { type LongStage, longStage } from "./long.ts";
import { paceOf } from "./pace.ts";
import { type Size, SIZES } from "./sizes.ts";

const SCRIPT_BYTES = 90 * 1024;
const SHIFT = 0.05;
/** On an ordinary machine. */
const LONG_TASK_MS = 200;
/** This machine is shared: of several runs the best says what the page costs, the others what else was running. */
const RUNS = 3;
const MOST_RUNS = 16;

/** From before its first line the page notes what shifts. */
const observe = (page: Page) =>
  page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(globalThis, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
        if (!hadRecentInput) seen.shift += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
const shifted = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(globalThis, "seen").shift);

/** What of a trace is of use here (Chromium's "Trace Event Format"): times in us, `tdur` of the processor. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args?: { name?: string };
}

/** Notes what the browser does until it is ended. @returns ends it; the longest task of a page, in ms of the processor: it is shared */
async function tracing({ browser }: LongStage, page: Page): Promise<() => Promise<number>> {
  await browser.startTracing(page, { categories: ["toplevel"] });
  return async () => {
    const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(
      new TextDecoder().decode(await browser.stopTracing()),
    );
    const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
    const pages = new Set(traceEvents.filter((it) => it.args?.name === "CrRendererMain").map(thread));
    const tasks = traceEvents.filter((it) => it.name.endsWith("RunTask") && pages.has(thread(it)));
    assert.ok(tasks.length > 100, `${tasks.length} tasks`);
    return Math.max(...tasks.map((it) => it.tdur ?? 0)) / 1_000;
  };
}

/** A new page of bob's, on a phone or at a desk, with what it loads. */
async function visit({ browser, server, bob, paths }: LongStage, { options }: Size) {
  const storageState = await bob.context.storageState();
  const context = await browser.newContext({ baseURL: server.url, ...READER, ...options, storageState });
  const page = await context.newPage();
  await observe(page);
  return { page, context, open: (waitUntil: "load" | "commit" = "load") => page.goto(paths.bob, { waitUntil }) };
}

/** Somebody reads a little further up, while the other writes, edits and types. */
async function reading({ ada }: LongStage, page: Page, run: number): Promise<void> {
  await page.hover(".scroller");
  await page.mouse.wheel(0, -600);
  await page.waitForSelector(".to-latest:not(.to-unread)");
  await page.evaluate(() => new Promise((done) => setTimeout(done, 500))); // what the wheel moved is not counted
  await page.evaluate(() => Reflect.set(Reflect.get(globalThis, "seen"), "shift", 0));
  await ada.page.locator("#composer").pressSequentially("typing");
  await page.waitForSelector(".typing > span");
  await write(ada.page, `hello ${run}`);
  await page.waitForFunction(() => document.querySelector(".to-latest")?.textContent?.includes("1"));
  await ada.page.press("#composer", "ArrowUp");
  await ada.page.waitForFunction(
    (run) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === `hello ${run}`,
    run,
  );
  await write(ada.page, `hello there ${run}`);
}

/** Until the server has packed them as small as they get. */
async function packed(on: LongStage): Promise<void> {
  for (let last = Infinity, total = await scripts(on); total < last; total = await scripts(on)) last = total;
}

/** Bytes of script that one visit brings over the wire. */
async function scripts(on: LongStage): Promise<number> {
  return (await visited(on)).sizes.reduce((sum, size) => sum + size, 0);
}

/** One visit with an empty cache, to its end: what came over the wire. */
async function visited({ browser, server, bob, paths }: LongStage) {
  const context = await browser.newContext({ storageState: await bob.context.storageState(), baseURL: server.url });
  const page = await context.newPage();
  const all: Response[] = [];
  page.on("response", (response) => all.push(response));
  await page.goto(paths.bob);
  await live(page);
  await page.waitForLoadState("networkidle");
  const ours = all.filter((it) => it.request().resourceType() === "script");
  const sizes = await Promise.all(ours.map(async (it) => (await it.request().sizes()).responseBodySize));
  const bodies = await Promise.all(ours.map((it) => it.text()));
  const codings = new Set(await Promise.all(ours.map((it) => it.headerValue("content-encoding"))));
  await context.close();
  return { sizes, bodies, codings: [...codings], origins: [...new Set(all.map((it) => new URL(it.url()).origin))] };
}

Deno.test("what the chat page costs is within its budget", async (t) => {
  await using on = await longStage(1_000);
  const { ada, bob } = on;
  await on.readUpTo(bob, 1_000);
  await on.say(ada, "**Markdown** of `all` kinds, https://example.com/");

  for (const size of SIZES) {
    const name =
      `${size.width}: the first message is on screen from the server's HTML, while every script is still on its way`;
    await t.step(name, async () => {
      const { page, context, open } = await visit(on, size);
      let release = () => {};
      const held = new Promise<void>((resolve) => release = resolve);
      await page.route("**/*.js", async (route) => {
        await held;
        await route.continue();
      });
      await open("commit");
      await message(page, "Markdown of all kinds").waitFor();
      assert.equal(await page.locator("[data-live=true]").count(), 0);
      const paint = await page.waitForFunction(() =>
        performance.getEntriesByName("first-contentful-paint")[0]?.startTime
      );
      console.log(
        `${size.width}: first paint, with messages, before any script: ${
          Math.round(Number(await paint.jsonValue()))
        } ms`,
      );
      release();
      await live(page);
      await context.close();
    });
  }

  await t.step(
    "the script is within its budget, with the reader's language alone, all of it from our own origin",
    async () => {
      await packed(on);
      const { sizes, bodies, codings, origins } = await visited(on);
      const total = sizes.reduce((sum, size) => sum + size, 0);
      console.log(`script of the chat page: ${total} bytes over the wire (${codings}) in ${sizes.length} files`);
      console.log(
        `the same for who takes gzip alone: ${bodies.reduce((sum, it) => sum + gzipSync(it).length, 0)} bytes`,
      );
      assert.ok(sizes.length > 0 && total <= SCRIPT_BYTES, `${total} bytes`);
      assert.deepEqual(origins, [on.server.url]);
      const foreign = bodies.filter((it) => /\p{Script=Han}/u.test(it));
      assert.equal(foreign.length, 0, "no other language's words");
    },
  );

  for (const size of SIZES) {
    await t.step(
      `${size.width}: nothing shifts and nothing holds the page up, among a thousand messages and while others write`,
      async () => {
        await ada.page.goto(on.paths.ada);
        await live(ada.page);
        const best = { opening: Infinity, reading: Infinity, longest: Infinity };
        const isWithin = () => Math.max(best.opening, best.reading) < SHIFT && best.longest < LONG_TASK_MS;
        for (let run = 0; run < RUNS || (run < MOST_RUNS && !isWithin()); run++) {
          const { page, context, open } = await visit(on, size);
          const traced = await tracing(on, page);
          await open();
          await live(page);
          await page.waitForLoadState("networkidle");
          const opening = await shifted(page);
          await reading(on, page, size.width + run);
          const shift = await shifted(page);
          const longest = await traced();
          const pace = await paceOf(page);
          console.log(
            `${size.width}, run ${run + 1}: layout shift ${opening.toFixed(4)} opening, ${shift.toFixed(4)} reading, ` +
              `longest task ${Math.round(longest)} ms at a pace of ${pace.toFixed(2)}`,
          );
          best.opening = Math.min(best.opening, opening);
          best.reading = Math.min(best.reading, shift);
          best.longest = Math.min(best.longest, longest / pace);
          await context.close();
        }
        assert.ok(best.opening < SHIFT && best.reading < SHIFT, `layout shift ${best.opening}, ${best.reading}`);
        assert.ok(best.longest < LONG_TASK_MS, `a task of ${best.longest} ms on an ordinary machine`);
      },
    );
  }
  assertQuiet(ada, bob);
});
