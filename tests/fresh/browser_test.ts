// Islands in a real browser, on a production build behind a policy with nonces.
import assert from "node:assert/strict";
import { Builder } from "fresh/dev";
import type { Browser, Page } from "playwright-core";
import { launch } from "../support/chromium.ts";
import { FIXTURE } from "./support.ts";

/** Opens the fixture's first page; fails on anything that the console or the policy objects to. */
async function withPage(test: (page: Page) => Promise<void>): Promise<void> {
  await new Builder({ root: FIXTURE }).build();
  const { default: { fetch } } = await import("./fixture/_fresh/server.js" as string);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (req, info) => {
    const response: Response = await fetch(req, info);
    // The test has no TLS.
    const policy = response.headers.get("content-security-policy")!.replace("; upgrade-insecure-requests", "");
    response.headers.set("content-security-policy", policy);
    return response;
  });
  let browser: Browser | undefined;
  const complaints: string[] = [];
  try {
    browser = await launch();
    const page = await browser.newPage();
    page.on("console", (it) => complaints.push(it.text()));
    page.on("pageerror", (it) => complaints.push(it.message));
    page.on("requestfailed", (it) => complaints.push(it.url()));
    // Before any module runs: every element that the server sent.
    await page.addInitScript(`document.addEventListener("readystatechange", () => {
      globalThis.sent ??= [...document.body.querySelectorAll("*")];
    })`);
    await page.goto(`http://127.0.0.1:${server.addr.port}/`);
    await page.waitForFunction('document.querySelectorAll("[data-where=browser]").length === 3');
    await page.waitForFunction('document.querySelector("#props").textContent !== ""');
    await test(page);
    assert.deepEqual(complaints, []);
  } finally {
    await browser?.close();
    await server.shutdown();
  }
}

Deno.test("islands take over the page that the server sent", async (t) => {
  await withPage(async (page) => {
    await t.step("no element is made anew, moved or removed", async () => {
      const same = await page.evaluate(`(() => {
        const now = [...document.body.querySelectorAll("*")];
        return sent.length > 20 && now.length === sent.length && now.every((it, i) => it === sent[i]);
      })()`);
      assert.equal(same, true);
      const comments = await page.evaluate('document.body.innerHTML.includes("<!--")');
      assert.equal(comments, false);
    });

    await t.step("attributes take the values they have in the browser", async () => {
      assert.equal(await page.locator("#one button").isEnabled(), true);
      assert.equal(await page.locator("#one button").textContent(), "more & more");
    });

    await t.step("the URLs of static files are those that the server named", async () => {
      const [sent, own] = await page.evaluate<string[]>(`(() => {
        const img = document.querySelector("#props + img");
        return [img.getAttribute("src"), img.dataset.asset];
      })()`);
      assert.match(sent, /^\/dot\.svg\?__frsh_c=[0-9a-f]{28}$/);
      assert.equal(own, sent);
    });

    await t.step("one signal given to several islands stays one signal", async () => {
      await page.click("#one button");
      await page.click("#two button");
      assert.equal(await page.textContent("#one output"), "5");
      assert.equal(await page.textContent("#two output"), "5");
    });

    await t.step("props arrive as they were", async () => {
      await page.waitForFunction(() => document.querySelector("#props")?.textContent?.endsWith(",5]"));
      assert.deepEqual(JSON.parse(await page.textContent("#props") ?? ""), [
        `</script><!-- \u2028 "quoted" 'single' & <b>`,
        true,
        null,
        "1970-01-02T00:00:00.000Z",
        { list: [1, [2, { three: 3 }], "four"], flag: true },
        true,
        5,
      ]);
    });

    await t.step("an island of several roots grows in its place, one of text keeps its own", async () => {
      await page.click("#add");
      assert.deepEqual(await page.locator("ul > li").allTextContents(), ["a", "b", "new 2", "add", "after"]);
      assert.equal((await page.textContent("#bare"))?.trim(), "text |only");
    });

    await t.step("inline scripts and styles run by their nonce, others do not", async () => {
      assert.equal(await page.evaluate("window.inline"), true);
      assert.equal(await page.evaluate("getComputedStyle(document.body).color"), "rgb(1, 2, 3)");
      assert.equal(await page.evaluate('getComputedStyle(document.querySelector("h1")).color'), "rgb(4, 5, 6)");
    });
  });
});

Deno.test("the runtime, Preact and signals are small", async () => {
  await new Builder({ root: FIXTURE }).build();
  const { runtime, files } = await import("./fixture/_fresh/snapshot.js" as string);
  let total = 0;
  for (const url of [runtime.file, ...runtime.imports]) {
    const content = await Deno.readFile(`${FIXTURE}/${files.get(url).path}`);
    const zipped = new Blob([content]).stream().pipeThrough(new CompressionStream("gzip"));
    total += (await new Response(zipped).bytes()).length;
  }
  assert.ok(total < 16_000, `${total} bytes`);
});
