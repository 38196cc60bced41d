// Every view, on a phone and on a desk: axe finds nothing in either theme, the browser complains of nothing; nothing is lost at 200 % zoom,
// nothing moves for who wants less motion, and on a phone everything that is touched can be hit. A page without an entry in the table fails.
import assert from "node:assert/strict";
import type { BrowserContextOptions } from "playwright-core";
import { routeFiles } from "../support/routes.ts";
import { readAxe, violations } from "./axe.ts";
import { stage } from "./browser.ts";
import { cast, signedIn } from "./cast.ts";
import { shown } from "./shown.ts";
import { moving, smallTargets, stickingOut, zoomedTo } from "./measures.ts";
import { VIEWS, WITHOUT_VIEW } from "./views.ts";

const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, zoomed: 320 },
  desk: { viewport: { width: 1440, height: 900 }, isMobile: false, hasTouch: false, zoomed: 720 },
};

/** What of axe's rules depends on the theme. */
const COLOURS = ["color-contrast", "link-in-text-block"];

Deno.test("every page has its views in the table", () => {
  const pages = [...routeFiles()].filter(({ file }) => !file.startsWith("api/")).map(({ route }) => route);
  const shown = new Set(VIEWS.map(({ route }) => route));
  assert.deepEqual(pages.filter((route) => !shown.has(route) && !WITHOUT_VIEW.includes(route)), []);
  assert.equal(new Set(VIEWS.map(({ name }) => name)).size, VIEWS.length, "two views of one name");
});

Deno.test("in every view axe finds nothing, nothing sticks out at 200 % zoom, nothing moves, and fingers hit what they touch", async (t) => {
  await using on = await stage({ DEVELOPMENT: "on" });
  const axe = await readAxe();
  const all = await cast(on.server.url);
  for (const [size, { zoomed, ...options }] of Object.entries(SIZES)) {
    const how: BrowserContextOptions = { ...options, reducedMotion: "reduce", permissions: ["clipboard-write"] };
    const contexts = {
      ada: await signedIn(on.browser, all, "ada", how),
      sam: await signedIn(on.browser, all, "sam", how),
      nobody: await on.browser.newContext({ baseURL: on.server.url, ...how }),
    };
    for (const { name, as, open } of VIEWS) {
      await t.step(`${name}, ${size}`, async () => {
        await using view = await shown(contexts[as], all, open);
        const { page } = view;
        assert.deepEqual(await moving(page), [], "moves");
        if (options.hasTouch) assert.deepEqual(await smallTargets(page), [], "is hard to hit");
        if (options.hasTouch) assert.deepEqual(await zoomedTo(page), [], "is zoomed in to");
        assert.deepEqual(await stickingOut(page), [], "sticks out");
        assert.deepEqual(await violations(page, axe), [], "light");
        await page.emulateMedia({ colorScheme: "dark" });
        assert.deepEqual(await violations(page, axe, COLOURS), [], "dark");
        await page.setViewportSize({ width: zoomed, height: options.viewport.height / 2 });
        assert.deepEqual(await stickingOut(page), [], "sticks out at 200 % zoom");
        assert.deepEqual(view.complaints, []);
      });
    }
  }
});
