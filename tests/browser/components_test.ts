// Every component in every state looks as it did: light, dark, with more contrast, from right to left, on a phone and on a desk. After a
// change that is meant, look at the gallery (`deno task dev`, /dev/components), then make the pictures anew with `-- --update`.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { launchWhole } from "../support/chromium.ts";
import { stage } from "./browser.ts";
import { compact, comparable, differences, still } from "./looks.ts";

const PICTURES = new URL("looks/", import.meta.url);
const isUpdate = Deno.args.includes("--update");
const WAYS = {
  light: { locale: "en" },
  dark: { locale: "zh-CN", colorScheme: "dark" },
  contrast: { locale: "en-XA", contrast: "more" },
  rtl: { locale: "ar-XB" },
} as const;

/** What somebody might break without seeing it. */
const FAULTS = {
  "a ring of focus that is gone": ".is-focused { outline: none !important; }",
  "badges in another colour": ".badge { background: var(--danger-fill) !important; }",
  "fields without a border": ".input { border-color: transparent !important; }",
  "a presence that is not seen": ".presence { visibility: hidden !important; }",
  "a disabled button like any other": ".button:disabled { opacity: 1 !important; }",
  "an error that is not red": ".why { color: inherit !important; }",
};

/** What shows that the pointer is on it. */
const UNDER_POINTER = [
  ".button:enabled",
  ".button.primary:enabled",
  ".button.quiet",
  ".icon-button",
  ".menu-item",
];

const picture = (page: Page): Promise<Uint8Array> =>
  page.locator("main.gallery").screenshot({ animations: "disabled", caret: "hide" });

Deno.test("every component looks as it did, in every way that people look at it", async (t) => {
  await using on = await stage({ DEVELOPMENT: "on" }, launchWhole);
  for (const width of [390, 1440]) {
    for (const [name, { locale, ...way }] of Object.entries(WAYS)) {
      await t.step(`${name} ${width}`, async () => {
        const page = await still(on.browser, { baseURL: on.server.url, viewport: { width, height: 900 }, ...way });
        await page.goto(`/dev/components?locale=${locale}`);
        await comparable(page);
        const file = new URL(`components.${name}.${width}.png`, PICTURES);
        const now = await picture(page);
        if (isUpdate) await Deno.writeFile(file, compact(now));
        assert.deepEqual(differences(await Deno.readFile(file), now), []);
        if (name === "light") {
          for (const [fault, content] of Object.entries(FAULTS)) {
            const style = await page.addStyleTag({ content });
            assert.notDeepEqual(differences(now, await picture(page)), [], fault);
            await style.evaluate((it) => it instanceof Element && it.remove());
          }
          for (const selector of UNDER_POINTER) await looksOtherwise(page, selector);
        }
        await page.context().close();
      });
    }
  }
});

async function looksOtherwise(page: Page, selector: string): Promise<void> {
  const item = page.locator(`main.gallery ${selector}`).first();
  await page.mouse.move(0, 0);
  await item.scrollIntoViewIfNeeded();
  const background = () => item.evaluate((it) => getComputedStyle(it).backgroundColor);
  const before = await background();
  await item.hover({ force: true });
  assert.notEqual(await background(), before, `${selector} under the pointer`);
}
