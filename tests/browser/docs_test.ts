// The reference of the API as a page: everybody may read it, all of it is there, every link in it leads somewhere, axe finds nothing,
// and it is made of nothing but HTML and our own style sheets.

import assert from "node:assert/strict";
import { ERROR_STATUS } from "../../lib/protocol/errors.ts";
import { CLIENT_FRAMES, SERVER_FRAMES } from "../../lib/protocol/frame_notes.ts";
import { operationId } from "../../lib/protocol/openapi.ts";
import { OPERATIONS } from "../../lib/protocol/operations/index.ts";
import { stage } from "./browser.ts";

const AXE = new URL(import.meta.resolve("axe-core"));

interface Violation {
  id: string;
  nodes: { target: unknown[] }[];
}

Deno.test("the reference is for everybody, complete, and without a script", async (t) => {
  await using on = await stage();
  const axe = await Deno.readTextFile(AXE);
  for (const width of [390, 1440]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await t.step(`${width} ${colorScheme}`, async () => {
        const context = await on.browser.newContext({
          baseURL: on.server.url,
          viewport: { width, height: 900 },
          colorScheme,
        });
        const page = await context.newPage();
        const asked: string[] = [];
        const complaints: string[] = [];
        page.on("request", (it) => asked.push(`${it.resourceType()} ${new URL(it.url()).origin}`));
        page.on("console", (it) => complaints.push(it.text()));
        await page.goto("/docs/api");
        assert.deepEqual(asked.filter((it) => !it.endsWith(on.server.url) || it.startsWith("script ")), []);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px too wide`);
        await page.evaluate(axe);
        const found: Violation[] = await page.evaluate(
          `axe.run(document, { resultTypes: ["violations"] }).then((it) => it.violations)`,
        );
        assert.deepEqual(found.map(({ id, nodes }) => `${id}: ${nodes.map((it) => it.target)}`), []);
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
  await t.step("all of it is there, once, and every link in it leads somewhere", async () => {
    const page = await on.browser.newPage();
    await page.goto(`${on.server.url}/docs/api`);
    const ids: string[] = await page.evaluate(() => [...document.querySelectorAll("[id]")].map((it) => it.id));
    assert.equal(new Set(ids).size, ids.length, "an id is there twice");
    const expected = [
      ...OPERATIONS.map(operationId),
      ...Object.keys(ERROR_STATUS).map((code) => `error-${code}`),
      ...CLIENT_FRAMES.map(({ example }) => `said-${example.type}`),
      ...SERVER_FRAMES.map(({ example }) => `told-${example.type}`),
    ];
    assert.deepEqual(expected.filter((id) => !ids.includes(id)), []);
    const links: string[] = await page.evaluate(() =>
      [...document.querySelectorAll("a[href^='#']")].map((it) => it.getAttribute("href")!.slice(1))
    );
    assert.deepEqual([...new Set(links)].filter((id) => !ids.includes(id)), []);
    const text: string = await page.evaluate(() => document.body.innerText);
    assert.doesNotMatch(text, /undefined|\[object|&quot;|&lt;|&amp;/);
    await page.close();
  });
});
