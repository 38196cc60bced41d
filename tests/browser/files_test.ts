// Files from one to the other: chosen, pasted, dropped; what is refused before anything is sent; what a slow or dead network, a reload and a
// change of mind do to them. The server takes 3 MB a file, 4 files a message.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, send, signUp, type Someone, stage, words, write } from "./browser.ts";
import { bytes, picture } from "./pictures.ts";
import { act, inBothSizes, openFromList, toList } from "./sizes.ts";
import { wireTo } from "./wire.ts";

const LIMITS = { LIMIT_FILE_BYTES: `${3 * 1024 * 1024}`, LIMIT_FILES_PER_MESSAGE: "4" };
const RED = [200, 60, 50] as const;
const BLUE = [40, 90, 200] as const;

const choose = (page: Page, files: Parameters<Page["setInputFiles"]>[1]) => page.setInputFiles(".attach input", files);
const tray = (page: Page) => page.locator(".tray-file");
/** Everything in the tray is uploaded. */
const ready = (page: Page, count: number) =>
  page.waitForFunction(
    (count) =>
      document.querySelectorAll(".tray-file").length === count &&
      document.querySelectorAll(".tray .transfer").length === 0,
    count,
  );
const settled = (page: Page) => page.waitForSelector(".pending", { state: "detached" });
/** A picture that has arrived. */
const loaded = (page: Page, selector: string) =>
  page.waitForFunction((selector) => {
    const all = [...document.querySelectorAll<HTMLImageElement>(selector)];
    return all.length > 0 && all.every((it) => it.complete && it.naturalWidth > 0);
  }, selector);

/** How many uploads the page has asked for. */
function uploadsOf(page: Page): () => number {
  let count = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === "/api/v1/files") count++;
  });
  return () => count;
}

/** @param bytesPerSecond what the page can send; 0: as fast as it goes */
async function throttle({ context, page }: Someone): Promise<(bytesPerSecond: number) => Promise<void>> {
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  return async (bytesPerSecond) => {
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: bytesPerSecond === 0 ? -1 : bytesPerSecond,
    });
  };
}

const halfway = (page: Page) =>
  page.waitForFunction(() => [...document.querySelectorAll("progress")].some((it) => it.value > 0 && it.value < 1));

inBothSizes("files go from one to the other", async (on, t) => {
  await using wire = wireTo(on.server.port);
  const ada = await signUp(on.browser, wire.url, "ada", on.size.options);
  const bob = await on.signUp("bob");
  await ada.page.goto(`/u/${await idOf(bob)}`);
  await bob.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  await live(bob.page);
  const uploads = uploadsOf(ada.page);
  const slow = await throttle(ada);

  await t.step(
    "several at once, with words: the other sees the pictures, the file's name and size, and can save it",
    async () => {
      const report = { ...bytes("report.pdf", 150_000), mimeType: "application/pdf" };
      await choose(ada.page, [
        await picture("red.png", 600, 300, RED),
        await picture("blue.png", 300, 600, BLUE),
        report,
      ]);
      await ready(ada.page, 3);
      await write(ada.page, "Look at **these**");
      await settled(ada.page);
      await loaded(ada.page, ".mine .picture img");
      await loaded(bob.page, ".picture img");
      assert.equal(await bob.page.locator(".picture img[alt='Photo: red.png']").count(), 1);
      assert.deepEqual(await words(bob.page), ["Look at these"]);
      const card = bob.page.locator("a.file-line");
      assert.match(await card.textContent() ?? "", /report\.pdf.*146 kB/);
      const saved = bob.page.waitForEvent("download");
      await card.click();
      assert.equal((await saved).suggestedFilename(), "report.pdf");
      await bob.page.goto("/");
      assert.match(await bob.page.textContent(".row-preview") ?? "", /^3 files · Look at these/);
      await bob.page.goBack();
      await live(bob.page);
    },
  );

  await t.step("a picture alone needs no words, and is told as one", async () => {
    await choose(ada.page, await picture("alone.png", 64, 64, RED));
    await ready(ada.page, 1);
    await send(ada.page);
    await settled(ada.page);
    await loaded(bob.page, ".picture img[alt='Photo: alone.png']");
    await toList(ada.page);
    assert.match(await ada.page.textContent(".row-preview") ?? "", /Photo/);
    await openFromList(ada.page, "bob");
  });

  await t.step("a picture is recalled once that was asked, since nothing brings it back", async () => {
    const last = ada.page.locator(".message").last();
    await act(ada.page, on.size, last, "Recall");
    await ada.page.click("dialog button:has-text('Cancel')");
    await ada.page.waitForSelector("dialog", { state: "detached" });
    assert.equal(await last.locator("img[alt='Photo: alone.png']").count(), 1);
    await act(ada.page, on.size, last, "Recall");
    await ada.page.click("dialog:has-text('files are gone') button.fill");
    await last.locator(".gone").waitFor();
    await ada.page.waitForSelector(".toast:has-text('recalled'):not(:has(.toast-action))");
  });

  await t.step("a picture is pasted from the clipboard", async () => {
    await ada.context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: wire.url });
    await ada.page.evaluate(async () => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 20;
      const blob = await new Promise<Blob>((resolve) => canvas.toBlob((it) => it && resolve(it)));
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    });
    await ada.page.focus("#composer");
    await ada.page.keyboard.press("Control+v");
    await ready(ada.page, 1);
    await ada.page.click(".tray-file [aria-label^=Remove]");
    await ready(ada.page, 0);
  });

  await t.step(
    "files are dropped anywhere on the conversation, which shows it, and beside it, but not over a dialog",
    async () => {
      const folder = await Deno.makeTempDir();
      await Deno.writeTextFile(`${folder}/dropped.txt`, "dropped");
      const devtools = await ada.context.newCDPSession(ada.page);
      const drag = (type: "dragEnter" | "dragOver" | "drop", x: number, y: number) =>
        devtools.send("Input.dispatchDragEvent", {
          type,
          x,
          y,
          data: { items: [], files: [`${folder}/dropped.txt`], dragOperationsMask: 1 },
        });
      const there = (await ada.page.locator(".scroller").boundingBox())!;
      const [x, y] = [there.x + there.width / 2, there.y + 100];
      await drag("dragEnter", x, y);
      // Whoever holds something over a window says so again and again.
      const holding = setInterval(() => drag("dragOver", x, y), 100);
      await ada.page.waitForSelector(".drop-target:has-text('send them to bob')").finally(() => clearInterval(holding));
      // On a phone there is nothing beside it.
      if (!on.size.isPhone) {
        await drag("dragOver", 20, y);
        await drag("drop", 20, y);
        await ada.page.waitForSelector(".drop-target", { state: "detached" });
        await ready(ada.page, 1);
        await ada.page.click(".tray-file [aria-label^=Remove]");
      }
      await ada.page.keyboard.press("Control+k");
      await ada.page.waitForSelector("dialog[open]");
      await drag("dragEnter", x, y);
      await drag("dragOver", x, y);
      await drag("drop", x, y);
      await ada.page.keyboard.press("Escape");
      await ada.page.waitForSelector("dialog[open]", { state: "detached" });
      assert.equal(await tray(ada.page).count(), 0);
      await drag("dragEnter", x, y);
      await drag("dragOver", x, y);
      await drag("drop", x, y);
      await ready(ada.page, 1);
      assert.match(await tray(ada.page).textContent() ?? "", /dropped\.txt/);
      await ada.page.click(".tray-file [aria-label^=Remove]");
      const conversation = new URL(ada.page.url()).pathname;
      await ada.page.goto("/");
      await live(ada.page);
      await ada.page.evaluate(() => document.body.dataset.same = "page");
      await drag("dragEnter", x, y);
      await drag("dragOver", x, y);
      await drag("drop", x, y);
      await ada.page.keyboard.press("Control+k"); // the page answers, and is the same
      await ada.page.waitForSelector("body[data-same=page] dialog[open]");
      await ada.page.goto(conversation);
      await live(ada.page);
      await Deno.remove(folder, { recursive: true });
    },
  );

  await t.step("too large, empty and too many are refused before the upload, with the limit", async () => {
    const before = uploads();
    await choose(ada.page, bytes("huge.zip", 3 * 1024 * 1024 + 1));
    await ada.page.waitForSelector(".toast.bad:has-text('huge.zip. A file may have at most 3 MB.')");
    await choose(ada.page, bytes("nothing.txt", 0));
    await ada.page.waitForSelector(".toast.bad:has-text('nothing.txt. An empty file cannot be sent.')");
    assert.equal(uploads(), before);
    await choose(ada.page, [1, 2, 3, 4, 5].map((n) => bytes(`${n}.txt`, 10)));
    await ada.page.waitForSelector(".toast.bad:has-text('5.txt. A message may have at most 4 files.')");
    await ready(ada.page, 4);
    assert.equal(uploads(), before + 4);
    for (let i = 0; i < 4; i++) await ada.page.locator(".tray-file [aria-label^=Remove]").first().click();
    assert.equal(await tray(ada.page).count(), 0);
  });

  await t.step("progress is seen, and an upload that is cancelled stops", async () => {
    await slow(200_000);
    const aborted = ada.page.waitForEvent("requestfailed", (request) => request.url().endsWith("/api/v1/files"));
    await choose(ada.page, bytes("slow.bin", 2_000_000));
    await halfway(ada.page);
    await ada.page.click(".tray-file [aria-label='Remove slow.bin']");
    await aborted;
    assert.equal(await tray(ada.page).count(), 0);
    assert.equal(await ada.page.evaluate(() => document.activeElement?.id), "composer");
    await slow(0);
  });

  await t.step("with a dead network it says so, and a retry brings it there", async () => {
    wire.cut();
    await choose(ada.page, bytes("late.bin", 20_000));
    await ada.page.waitForSelector(".tray-file:has-text('no connection')");
    wire.mend();
    // Its own next attempt may come first.
    await ada.page.evaluate(() =>
      document.querySelector<HTMLElement>(".tray-file [aria-label='Upload late.bin again']")?.click()
    );
    await ready(ada.page, 1);
    await write(ada.page, "late but there");
    await bob.page.waitForSelector(".message:has-text('late.bin'):has-text('late but there')");
    await settled(ada.page);
    // The last message is the one that the key changes, though it has a file.
    await ada.page.press("#composer", "ArrowUp");
    assert.equal(await ada.page.inputValue("#composer"), "late but there");
    await ada.page.press("#composer", "Escape");
  });

  await t.step(
    "sent during its upload, it is on screen at once, survives a reload, and arrives exactly once",
    async () => {
      await slow(200_000);
      await choose(ada.page, [await picture("view.png", 500, 250, BLUE), bytes("big.bin", 2_000_000)]);
      await write(ada.page, "sent meanwhile");
      const pending = ".pending:has-text('sent meanwhile')";
      await ada.page.waitForSelector(`${pending} .picture img`);
      await halfway(ada.page);
      assert.equal(await tray(ada.page).count(), 0);
      await ada.page.reload();
      await ada.page.waitForSelector(`${pending} progress`);
      assert.match(await ada.page.textContent(pending) ?? "", /big\.bin/);
      await slow(0);
      await settled(ada.page);
      await bob.page.waitForSelector(".message:has-text('big.bin'):has-text('sent meanwhile')");
      await loaded(bob.page, ".picture img[alt='Photo: view.png']");
      for (const { page } of [ada, bob]) {
        await page.reload();
        await live(page);
        assert.equal((await words(page)).filter((it) => it === "sent meanwhile").length, 1);
        assert.equal(await page.locator(".pending").count(), 0);
      }
    },
  );

  await t.step("given up while it goes, it is gone, and nothing of it was sent", async () => {
    const before = (await words(bob.page)).length;
    await slow(200_000);
    await choose(ada.page, bytes("never.bin", 2_000_000));
    await write(ada.page, "never");
    await halfway(ada.page);
    await ada.page.click(".pending button:has-text('Cancel')");
    await settled(ada.page);
    await ada.page.click(".toast button:has-text('Write it again')");
    await tray(ada.page).filter({ hasText: "never.bin" }).waitFor();
    assert.equal(await ada.page.inputValue("#composer"), "never");
    await ada.page.fill("#composer", "");
    await send(ada.page);
    await ada.page.click(".pending button:has-text('Cancel')");
    await settled(ada.page);
    await ada.page.click(".toast button:has-text('Put it back')");
    await ada.page.click(".tray-file [aria-label='Remove never.bin']");
    assert.equal(await ada.page.inputValue("#composer"), "");
    await slow(0);
    await write(ada.page, "and after");
    await bob.page.waitForSelector(".message:has-text('and after')");
    assert.deepEqual((await words(bob.page)).slice(before), ["and after"]);
  });
  assertQuiet(ada, bob);
}, LIMITS);

Deno.test("where the browser cannot keep a file, the message says so after a reload, and can be deleted", async () => {
  await using on = await stage(LIMITS);
  const ada = await signUp(on.browser, on.server.url, "ada");
  await ada.context.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not here", "InvalidStateError");
    };
  });
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  const slow = await throttle(ada);
  await slow(200_000);
  await choose(ada.page, bytes("lost.bin", 2_000_000));
  await write(ada.page, "with a file");
  await halfway(ada.page);
  await ada.page.reload();
  await ada.page.waitForSelector(".failed [role=alert]:has-text('could not keep lost.bin')");
  await slow(0);
  await ada.page.click(".failed button:has-text('Delete')");
  await ada.page.waitForSelector(".failed", { state: "detached" });
  await ada.page.reload();
  await live(ada.page);
  assert.deepEqual(await words(ada.page), []);
  assertQuiet(ada);
});

Deno.test("what the server refuses waits in the tray with its reason, and the rest is sent without it", async () => {
  await using on = await stage({ ...LIMITS, LIMIT_FILE_BYTES_PER_PERSON: `${3 * 1024 * 1024}` });
  const ada = await signUp(on.browser, on.server.url, "ada", { serviceWorkers: "block" });
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);

  // Whoever is quicker than the script that takes files in has them sent all the same.
  const script = Promise.withResolvers<void>();
  await ada.page.route("**/outgoing_parts*", async (route) => {
    await script.promise;
    await route.continue();
  });
  await choose(ada.page, bytes("quick.bin", 1_000));
  await write(ada.page, "with it");
  assert.equal(await ada.page.locator(".message").count(), 0);
  script.resolve();
  await ada.page.waitForSelector(".message:has-text('quick.bin'):has-text('with it')");
  await settled(ada.page);

  await choose(ada.page, bytes("first.bin", 1_000_000));
  await ready(ada.page, 1);
  await choose(ada.page, bytes("second.bin", 2_900_000));
  await ada.page.waitForSelector(".tray-file.bad:has-text('second.bin') [role=alert]");
  await write(ada.page, "the first");
  await settled(ada.page);
  await ada.page.waitForSelector(".message:has-text('first.bin'):has-text('the first')");
  assert.equal(await tray(ada.page).count(), 1);
  await ada.page.click(".tray-file [aria-label='Remove second.bin']");
  assert.equal(await tray(ada.page).count(), 0);
  assert.deepEqual(ada.complaints.filter((it) => !/status of 422|status of 409|status of 413/.test(it)), []);
});
