// Pictures where they are seen: room that is kept for them, full size by keys and by finger, in few words elsewhere, gone with their message,
// without a script; and the pictures of people and groups.
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, listen, live, PASSWORD, signUp, type Someone, stage } from "./browser.ts";
import { differences } from "./looks.ts";
import { bytes, type FileToChoose, picture } from "./pictures.ts";
import { inBothSizes } from "./sizes.ts";

const RED = [200, 60, 50] as const;
const BLUE = [40, 90, 200] as const;
/** What a service worker fetches, no test can hold up. */
const DESK = { viewport: { width: 1440, height: 900 }, serviceWorkers: "block" } as const;
const PHONE = { viewport: { width: 390, height: 844 }, serviceWorkers: "block" } as const;

async function ask(context: BrowserContext, origin: string, method: string, path: string, data: unknown) {
  const answer = await context.request.fetch(`/api/v1${path}`, { method, data, headers: { origin } });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return await answer.json();
}

async function upload({ context }: Someone, origin: string, file: FileToChoose): Promise<string> {
  const answer = await context.request.post("/api/v1/files", { multipart: { file }, headers: { origin } });
  assert.equal(answer.status(), 201);
  return (await answer.json()).file.id;
}

/** @returns the message's id */
async function say(
  who: Someone,
  origin: string,
  to: string,
  content: string,
  files: FileToChoose[] = [],
  reply_to?: string,
): Promise<string> {
  const attachments: string[] = [];
  for (const file of files) attachments.push(await upload(who, origin, file));
  return (await ask(who.context, origin, "POST", `/messages/${to}`, { content, attachments, reply_to })).message.id;
}

const allLoaded = (page: Page, selector: string) =>
  page.waitForFunction((selector) => {
    const all = [...document.querySelectorAll<HTMLImageElement>(selector)];
    return all.length > 0 && all.every((it) => it.complete && it.naturalWidth > 0);
  }, selector);

/** Where every message stands. */
const places = (page: Page) =>
  page.$$eval(".message", (all) => all.map((it) => Math.round(it.getBoundingClientRect().top)));

const shownPicture = (page: Page) => page.getAttribute(".lightbox .stage img", "alt");

async function signIn(page: Page, name: string): Promise<void> {
  await page.goto("/login");
  await page.fill("#email", name);
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.waitForURL((url) => url.pathname === "/");
}

Deno.test("pictures in a conversation", async (t) => {
  await using on = await stage({ LIMIT_FILE_BYTES: `${1024 * 1024}` });
  const origin = on.server.url;
  const axe = await readAxe();
  const ada = await signUp(on.browser, origin, "ada", DESK);
  const bob = await signUp(on.browser, origin, "bob", { ...PHONE, isMobile: true, hasTouch: true });
  const [adaId, bobId] = [await idOf(ada), await idOf(bob)];
  const toBob = (content: string, files: FileToChoose[] = []) => say(ada, origin, `private/${bobId}`, content, files);
  await toBob("first");
  await toBob("wide", [await picture("wide.png", 800, 300, RED)]);
  await toBob("tall", [await picture("tall.png", 300, 1_200, BLUE)]);
  await toBob("", [await picture("one.png", 40, 40, RED), await picture("two.png", 90, 30, BLUE)]);
  const report = await toBob("", [{ ...bytes("report.pdf", 10_000), mimeType: "application/pdf" }]);
  const last = await toBob("", [await picture("last.png", 400, 300, BLUE)]);

  for (const [who, path] of [[ada, `/u/${bobId}`], [bob, `/u/${adaId}`]] as const) {
    await t.step(`nothing moves when pictures arrive (${who.page.viewportSize()?.width} px)`, async () => {
      const arrival = Promise.withResolvers<void>();
      await who.page.route("**/uploads/**", async (route) => {
        await arrival.promise;
        await route.continue();
      });
      await who.page.goto(path);
      await live(who.page);
      await who.page.waitForSelector(".picture img");
      const before = await places(who.page);
      assert.equal(before.length, 6);
      arrival.resolve();
      await allLoaded(who.page, ".picture img");
      assert.deepEqual(await places(who.page), before);
      const wide = (await who.page.locator("img[alt='Photo: wide.png']").boundingBox())!;
      assert.ok(Math.abs(wide.width / wide.height - 800 / 300) < 0.05, `${wide.width} × ${wide.height}`);
      assert.ok(await who.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      await who.page.unroute("**/uploads/**");
    });
  }

  await t.step("by keys alone: opened, leafed through, enlarged, closed, and focus goes back", async () => {
    const { page } = ada;
    await page.locator("a.picture").nth(1).focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector(".lightbox[open]");
    assert.equal(await shownPicture(page), "Photo: tall.png");
    assert.match(await page.textContent(".lightbox [role=status]") ?? "", /2 of 5/);
    await page.keyboard.press("ArrowRight");
    await page.waitForSelector(".stage img[alt='Photo: one.png']");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    await page.waitForSelector(".stage img[alt='Photo: wide.png']");
    await page.focus("[aria-label='Previous picture'][aria-disabled=true]");
    await page.keyboard.press("Enter");
    await page.focus("[aria-label='Next picture']");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Enter");
    await page.waitForSelector("[aria-label='Next picture'][aria-disabled=true]:focus");
    for (let i = 0; i < 4; i++) await page.keyboard.press("ArrowLeft");
    await page.waitForSelector(".stage img[alt='Photo: wide.png']");
    await page.keyboard.press("+");
    await page.waitForSelector(".stage.zoom-2");
    await page.keyboard.press("-");
    await page.waitForSelector(".stage.zoom-1");
    await page.click(".stage img");
    await page.waitForSelector(".stage.zoom-2");
    const saved = page.waitForEvent("download");
    await page.click(".lightbox [aria-label='Download wide.png']");
    assert.equal((await saved).suggestedFilename(), "wide.png");
    await page.keyboard.press("Escape");
    await page.waitForSelector(".lightbox", { state: "detached" });
    assert.match(await page.evaluate(() => document.activeElement?.getAttribute("href") ?? ""), /tall\.png/);
  });

  await t.step("by a finger: a tap opens it, a swipe leads on", async () => {
    const { page } = bob;
    const touch = await bob.context.newCDPSession(page);
    await page.locator("a.picture img[alt='Photo: last.png']").tap();
    await page.waitForSelector(".lightbox[open]");
    assert.equal(await shownPicture(page), "Photo: last.png");
    const swipe = async (from: number, to: number) => {
      const at = (x: number) => [{ x, y: 420 }];
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: at(from) });
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at((from + to) / 2) });
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: at(to) });
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await swipe(80, 320);
    await page.waitForSelector(".stage img[alt='Photo: two.png']");
    await swipe(320, 80);
    await page.waitForSelector(".stage img[alt='Photo: last.png']");
  });

  await t.step("a message that is recalled takes its picture away, also from whoever is looking at it", async () => {
    await ask(ada.context, origin, "POST", `/messages/${last}/recall`, {});
    await bob.page.waitForSelector(".lightbox", { state: "detached" });
    await bob.page.waitForSelector(`#m-${last} .gone`);
    assert.equal(await bob.page.locator("img[alt='Photo: last.png']").count(), 0);
    assert.match(await bob.page.textContent(`#m-${last}`) ?? "", /recalled/);
  });

  await t.step("a reply, the pinned bar and the list say what it is, in the reader's language", async () => {
    const photo = await toBob("", [await picture("pinned.png", 50, 50, RED)]);
    await ask(ada.context, origin, "PUT", `/messages/${photo}/pin`, {});
    await say(bob, origin, `private/${adaId}`, "nice", [], photo);
    await ada.page.waitForSelector(".quote-text:has-text('Photo')");
    await ada.page.waitForSelector(".pinned-text:has-text('Photo')");
    await say(ada, origin, `private/${bobId}`, "see", [], report);
    await ada.page.waitForSelector(".quote-text:has-text('report.pdf')");
    const chinese = await on.browser.newContext({ baseURL: origin, locale: "zh-CN", ...DESK });
    const page = await chinese.newPage();
    await signIn(page, "ada");
    await page.goto(`/u/${bobId}`);
    await page.waitForSelector(".quote-text:has-text('图片')");
    await page.waitForSelector(".pinned-text:has-text('图片')");
    await chinese.close();
  });

  await t.step("without a script pictures are shown, and a file can be sent within the same limits", async () => {
    const context = await on.browser.newContext({ baseURL: origin, javaScriptEnabled: false, ...PHONE });
    const page = await context.newPage();
    const complaints = listen(page);
    await signIn(page, "bob");
    await page.goto(`/u/${adaId}`);
    const shown = page.locator("a.picture:has(img[alt='Photo: wide.png'])");
    assert.match(await shown.getAttribute("href") ?? "", /^\/uploads\//);
    assert.equal(await page.locator(".attach").isVisible(), false);
    await page.setInputFiles(".file-form input", await picture("plain.png", 30, 30, BLUE));
    await page.click(".file-form button");
    await page.waitForLoadState();
    assert.equal(await page.locator("img[alt='Photo: plain.png']").count(), 1);
    await page.setInputFiles(".file-form input", bytes("huge.bin", 1024 * 1024 + 10));
    await page.click(".file-form button");
    await page.waitForLoadState();
    assert.match(await page.textContent(".notice.bad") ?? "", /1048576 bytes/);
    assert.deepEqual(complaints.filter((it) => !/status of 413/.test(it)), []);
    await ada.page.waitForSelector("img[alt='Photo: plain.png']");
    await context.close();
  });

  for (const size of [PHONE, DESK]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await t.step(`axe finds nothing, ${size.viewport.width} ${colorScheme}`, async () => {
        const context = await on.browser.newContext({ baseURL: origin, ...size, colorScheme, reducedMotion: "reduce" });
        const page = await context.newPage();
        const complaints = listen(page);
        const check = (where: string) => assertAccessible(page, axe, `${where} ${size.viewport.width} ${colorScheme}`);
        await signIn(page, "ada");
        await page.goto(`/u/${bobId}`);
        await live(page);
        await allLoaded(page, ".picture img");
        await page.route("**/api/v1/files", () => {});
        await page.setInputFiles(".attach input", [await picture("a.png", 80, 80, RED), bytes("notes.txt", 200)]);
        await page.waitForSelector(".tray progress");
        await check("thread and tray");
        await page.fill("#composer", "on its way");
        await page.press("#composer", "Enter");
        await page.waitForSelector(".pending progress");
        await check("pending");
        await page.click(".pending button:has-text('Cancel')");
        await page.locator("a.picture").first().click();
        await page.waitForSelector(".lightbox[open]");
        await check("lightbox");
        await page.goto("/profile");
        await check("profile");
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
  assertQuiet(ada, bob);
});

inBothSizes("pictures of people and groups", async (on, t) => {
  const origin = on.server.url;
  const ada = await on.signUp("ada", { serviceWorkers: "block" });
  const bob = await on.signUp("bob", { serviceWorkers: "block" });
  const bobId = await idOf(bob);
  const made = await ask(ada.context, origin, "POST", "/groups", { name: "Crew", members: [bobId] });
  await say(ada, origin, `private/${bobId}`, "hello");
  const row = (page: Page, name: string) => page.locator(`.row:has(.row-name:text-is("${name}")) .avatar`);

  await t.step("one's own is cut to a square, and is shown to others", async () => {
    await ada.page.goto("/profile");
    await ada.page.setInputFiles(".picture-choice input", await picture("me.png", 1_600, 700, RED));
    await ada.page.waitForSelector(".picture-choice [role=status]:has-text('saved')");
    await ada.page.waitForSelector(".picture-choice .avatar img");
    await bob.page.goto("/");
    await allLoaded(bob.page, ".row .avatar img");
    const [width, height] = await row(bob.page, "ada").locator("img").evaluate((
      it: HTMLImageElement,
    ) => [it.naturalWidth, it.naturalHeight]);
    assert.deepEqual([width, height], [512, 512]);
  });

  await t.step("what is no picture is refused before the upload", async () => {
    const uploads: string[] = [];
    ada.page.on("request", (it) => it.method() === "POST" && uploads.push(it.url()));
    await ada.page.setInputFiles(".picture-choice input", { ...bytes("no.pdf", 300), mimeType: "application/pdf" });
    await ada.page.waitForSelector(".picture-choice .why:has-text('not a picture')");
    assert.deepEqual(uploads, []);
  });

  await t.step("one's own is removed once that was asked, for others as well", async () => {
    await ada.page.click("button:has-text('Remove picture')");
    await ada.page.click("dialog button:has-text('Cancel')");
    await ada.page.waitForSelector("dialog", { state: "detached" });
    await ada.page.waitForSelector(".picture-choice .avatar img");
    await ada.page.click("button:has-text('Remove picture')");
    await ada.page.click("dialog button.fill");
    await ada.page.waitForSelector(".picture-choice [role=status]:has-text('removed')");
    assert.equal(await ada.page.locator(".picture-choice img").count(), 0);
    await ada.page.waitForFunction(() => document.activeElement?.matches(".picture-choice input"));
    await bob.page.reload();
    await live(bob.page);
    assert.equal(await row(bob.page, "ada").locator("img").count(), 0);
  });

  await t.step("one that cannot be loaded leaves the initials", async () => {
    const without = await row(bob.page, "ada").screenshot();
    await ada.page.setInputFiles(".picture-choice input", await picture("again.png", 300, 300, RED));
    await ada.page.waitForSelector(".picture-choice [role=status]:has-text('saved')");
    await bob.page.route("**/uploads/**", (route) => route.fulfill({ status: 404 }));
    const missed = bob.page.waitForResponse((it) => it.url().includes("/uploads/"));
    await bob.page.reload();
    assert.equal((await missed).status(), 404);
    await live(bob.page);
    await row(bob.page, "ada").locator("img").waitFor({ state: "detached" });
    await bob.page.unroute("**/uploads/**");
    assert.deepEqual(differences(without, await row(bob.page, "ada").screenshot()), []);
  });

  await t.step("a group's is chosen in its settings, and its members see it at once", async () => {
    await ada.page.goto(`/g/${made.group.id}`);
    await live(ada.page);
    await ada.page.click("button[aria-label='Group details']");
    await ada.page.click("dialog button:has-text('Settings')");
    await ada.page.setInputFiles("dialog .picture-choice input", await picture("crew.png", 200, 300, BLUE));
    await ada.page.waitForSelector("dialog .picture-choice [role=status]:has-text('saved')");
    await allLoaded(bob.page, ".row .avatar.group img");
  });
  assert.deepEqual([...ada.complaints, ...bob.complaints].filter((it) => !/status of 404/.test(it)), []);
});
