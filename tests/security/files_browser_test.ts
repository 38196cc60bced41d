// Files that would be scripts, opened in a real browser in every way that a page could: nothing of them runs, even where no policy of the
// page stands in the way.

import { strict as assert } from "node:assert";
import type { BrowserContext, Page } from "playwright-core";
import { launch } from "../support/chromium.ts";
import { startInstance } from "../support/instance.ts";
import { person } from "../support/person.ts";
import { fileForm, PNG } from "../support/upload.ts";
import { ask, must } from "./cast.ts";

const RUN = "top.ran=1;document.title='ran'";
const PICTURE = String.fromCharCode(...PNG);
const FILES: [name: string, type: string, content: string][] = [
  ["x.html", "text/html", `<!doctype html><script>${RUN}</script>`],
  ["x.svg", "image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" onload="${RUN}"><script>${RUN}</script></svg>`],
  ["x.xhtml", "application/xhtml+xml", `<html xmlns="http://www.w3.org/1999/xhtml"><script>${RUN}</script></html>`],
  ["x.js", "text/javascript", RUN],
  [
    "gif.js",
    "text/javascript",
    `GIF89a/*\x02\x00\x02\x00\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02*/=1;${RUN}`,
  ],
  ["png.html", "text/html", `${PICTURE}<script>${RUN}</script>`],
  ["x.pdf", "application/pdf", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"],
];

async function upload(url: string): Promise<{ token: string; files: string[] }> {
  const who = await person(url);
  const files: string[] = [];
  for (const [name, type, content] of FILES) {
    const body = fileForm(Uint8Array.from(content, (it) => it.charCodeAt(0)), name, { type });
    const { file } = await must(201, ask(url, "POST", "/api/v1/files", { who, body }));
    files.push(file.url);
  }
  return { token: who.token, files };
}

/** As the address of a tab: it is saved, or it is a picture. */
async function opened(page: Page, address: string): Promise<void> {
  const saved = page.waitForEvent("download").then((it) => it.cancel(), () => {});
  const shown = await page.goto(address).then(() => true, () => false);
  if (!shown) return await saved;
  const seen = await page.evaluate(() => [document.contentType, document.title === "ran", "ran" in globalThis]);
  assert.match(String(seen[0]), /^image\/(gif|png)$/);
  assert.deepEqual(seen.slice(1), [false, false]);
}

/** As part of a page of our own, by every element that would run it. */
const embedded = (page: Page, address: string): Promise<unknown> =>
  page.evaluate(async (address) => {
    const put = (tag: string, attributes: Record<string, string>) =>
      new Promise<void>((resolve) => {
        const element = Object.assign(document.createElement(tag), { onload: resolve, onerror: resolve });
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.body.append(element);
        setTimeout(resolve, 1_000); // an object of no kind says nothing at all
      });
    await Promise.all([
      put("script", { src: address }),
      put("script", { src: address, type: "module" }),
      put("iframe", { src: address }),
      put("object", { data: address }),
      put("embed", { src: address }),
      put("link", { rel: "stylesheet", href: address }),
      put("img", { src: address }),
      navigator.serviceWorker.register(address).catch(() => {}),
      new Promise<void>((resolve) => {
        const worker = new Worker(address);
        worker.onerror = worker.onmessage = () => resolve();
        setTimeout(resolve, 1_000);
      }),
    ]);
    return Reflect.get(globalThis, "ran");
  }, address);

async function look(context: BrowserContext, url: string, files: string[]): Promise<void> {
  const page = await context.newPage();
  for (const file of files) await opened(page, `${url}${file}`);
  await page.close();
  const own = await context.newPage();
  await own.goto(`${url}/`);
  for (const file of files) assert.equal(await embedded(own, file), undefined, file);
  assert.notEqual(await own.title(), "ran");
  await own.close();
}

Deno.test("no file that somebody has uploaded runs in a browser, however it is opened", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const { url } = instance;
  const { token, files } = await upload(url);
  const browser = await launch();
  try {
    for (const bypassCSP of [false, true]) {
      await t.step(bypassCSP ? "nor where no policy is in the way" : "under the policy of our pages", async () => {
        const context = await browser.newContext({ bypassCSP });
        await context.addCookies([{ name: "parley", value: token, url }]);
        await look(context, url, files);
        await context.close();
      });
    }
    await t.step("where such a file is served as what it says it is, it runs: this test would notice", async () => {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.route(
        "https://evil.example/*",
        (route) => route.fulfill({ contentType: FILES[0]![1], body: FILES[0]![2] }),
      );
      await page.goto("https://evil.example/x.html");
      assert.equal(await page.title(), "ran");
      await context.close();
    });
  } finally {
    await browser.close();
  }
});
