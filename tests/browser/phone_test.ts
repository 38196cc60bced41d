// What a phone does to a page: a keyboard that comes up, a notch and a bar at the foot; and what a dialog gives back when it goes.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { live, stage } from "./browser.ts";
import { type Cast, cast, signedIn } from "./cast.ts";
import { inBothSizes, PHONE, toList } from "./sizes.ts";

const NOTCH = { top: 47, bottom: 34, left: 0, right: 0 };

const box = (page: Page, of: string) =>
  page.locator(of).evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return { top, bottom };
  });

Deno.test("on a phone the keyboard covers nothing, and nothing lies under the notch or the bar at the foot", async (t) => {
  await using on = await stage();
  const all: Cast = await cast(on.server.url);
  const context = await signedIn(on.browser, all, "ada", PHONE.options);
  const page = await context.newPage();
  await page.goto(`/g/${all.groups[0]}`);
  await live(page);

  await t.step("the box stays over the keyboard, and so does the last message", async () => {
    await page.tap("#composer");
    await page.setViewportSize({ width: 390, height: 420 }); // `interactive-widget=resizes-content`: what is left is the window
    await page.waitForFunction(() =>
      document.querySelector(".composer")!.getBoundingClientRect().bottom <= innerHeight
    );
    const composer = await box(page, ".composer");
    assert.ok(composer.bottom <= 420 && composer.top > 0, JSON.stringify(composer));
    await page.fill("#composer", "a line\n".repeat(20));
    const grown = await box(page, ".composer");
    assert.ok(grown.bottom <= 420 && grown.top > 0, `a long text pushes the box to ${JSON.stringify(grown)}`);
    assert.equal(await page.evaluate(() => document.activeElement?.id), "composer");
    assert.match(
      await page.getAttribute("meta[name=viewport]", "content") ?? "",
      /viewport-fit=cover.*interactive-widget=resizes-content/,
    );
    await page.fill("#composer", "");
    await page.setViewportSize(PHONE.options.viewport);
  });

  await t.step("two fingers make it larger, not lower", async () => {
    const devtools = await context.newCDPSession(page);
    const heightOf = () => page.locator(".chat").evaluate((it) => it.getBoundingClientRect().height);
    await devtools.send("Emulation.setPageScaleFactor", { pageScaleFactor: 2 });
    await page.waitForFunction(() => visualViewport!.scale === 2);
    // The page hears of it in the next frame.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    assert.equal(await heightOf(), 844);
    await devtools.send("Emulation.setPageScaleFactor", { pageScaleFactor: 1 });
  });

  await t.step("head, box, list and dialogs keep clear of the notch and of the bar", async () => {
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setSafeAreaInsetsOverride", { insets: NOTCH });
    await page.goto(`/g/${all.groups[0]}`);
    await live(page);
    assert.ok((await box(page, ".thread-head .avatar")).top >= NOTCH.top);
    assert.ok((await box(page, ".composer")).bottom <= 844 - NOTCH.bottom);
    await page.click(".thread-head button.icon-button");
    await page.waitForSelector("dialog .person");
    assert.ok((await box(page, ".dialog-head h2")).top >= NOTCH.top, "a dialog's title");
    await page.keyboard.press("Escape");
    await page.tap("[aria-label='Insert an emoji']");
    await page.waitForSelector(".emoji-grid button");
    assert.ok((await box(page, ".emoji-tones")).bottom <= 844 - NOTCH.bottom, "the tones under the emoji");
    await page.goto("/");
    await live(page);
    assert.ok((await box(page, ".sidebar .brand")).top >= NOTCH.top, "the list's head");
    assert.ok((await box(page, ".sidebar-foot .self")).bottom <= 844 - NOTCH.bottom, "the list's foot");
  });
});

inBothSizes(
  "on a phone the list and the conversation are one column, at a desk they stand side by side",
  async (on) => {
    const { page } = await on.signUp("ada");
    const { width, isPhone } = on.size;
    const seen = () =>
      page.evaluate(() =>
        [".sidebar", ".thread"].map((of) => document.querySelector(of)!).filter((it) => it.checkVisibility()).map(
          (it) => {
            const { left, right } = it.getBoundingClientRect();
            return [it.matches(".thread") ? "thread" : "list", Math.round(left), Math.round(right)];
          },
        )
      );
    const beside = async () => {
      const [list, thread] = await seen();
      assert.deepEqual([list?.[0], list?.[1], thread?.[0], thread?.[1], thread?.[2]], [
        "list",
        0,
        "thread",
        list?.[2],
        width,
      ]);
    };
    await live(page);
    if (isPhone) assert.deepEqual(await seen(), [["list", 0, width]]);
    else await beside();
    await page.goto(`/u/${await (await page.request.get("/api/v1/users/profile")).json().then((it) => it.user.id)}`);
    await live(page);
    if (isPhone) assert.deepEqual(await seen(), [["thread", 0, width]]);
    else await beside();
  },
);

inBothSizes("a dialog that goes gives focus back to what opened it", async (on) => {
  const all = await cast(on.server.url);
  const page = await (await signedIn(on.browser, all, "ada", on.size.options)).newPage();
  await page.goto(`/g/${all.groups[0]}`);
  await live(page);
  const inThread = [".thread-head button.icon-button", ".pinned button", `#m-${all.message} .edited`];
  const inList = [".sidebar-head a[href='/people']", ".sidebar-head a[href='/groups/new']", ".find a"];
  for (const opener of [...inThread, ...inList]) {
    if (opener === inList[0]) await toList(page);
    await page.focus(opener);
    await page.keyboard.press("Enter");
    await page.waitForSelector("dialog[open]");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog[open]", { state: "detached" });
    assert.ok(await page.locator(opener).evaluate((it) => it === document.activeElement), opener);
  }
  await page.goto(`/g/${all.groups[0]}`);
  await live(page);
  await page.focus(`#m-${all.message}`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".menu[open]");
  await page.keyboard.press("Escape");
  await page.waitForSelector(".menu[open]", { state: "detached" });
  assert.ok(await page.locator(`#m-${all.message}`).evaluate((it) => it === document.activeElement), "a message");
});
