// Photographs every view, for whoever wants to look at all of them: `deno task views`, or with words of names to pick some. Pictures go to
// ./scratch/views, on a phone and on a desk, light and dark, English and Chinese; `--languages=ar-XB,en-XA` for others, `--schemes=contrast`
// for more contrast, `--schemes=forced` for the system's own colours.

import { parseArgs } from "node:util";
import { cast, signedIn } from "../../tests/browser/cast.ts";
import { VIEWS } from "../../tests/browser/views.ts";
import { launchWhole } from "../../tests/support/chromium.ts";
import { startInstance } from "../../tests/support/instance.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    languages: { type: "string", default: "en-GB,zh-CN" },
    schemes: { type: "string", default: "light,dark" },
  },
});
const FOLDER = new URL("../../scratch/views/", import.meta.url);
const SIZES = {
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
  desk: { viewport: { width: 1440, height: 900 } },
};
const wanted = VIEWS.filter(({ name }) => positionals.length === 0 || positionals.some((it) => name.includes(it)));

await Deno.mkdir(FOLDER, { recursive: true });
await using server = await startInstance({ LIMITS: "off", DEVELOPMENT: "on" });
const browser = await launchWhole();
try {
  const all = await cast(server.url);
  for (const locale of values.languages.split(",")) {
    for (const [size, options] of Object.entries(SIZES)) {
      const signed = {
        ada: await signedIn(browser, all, "ada", { locale, ...options }),
        sam: await signedIn(browser, all, "sam", { locale, ...options }),
      };
      const nobody = await browser.newContext({ baseURL: server.url, locale, ...options });
      for (const { name, as, open } of wanted) {
        const page = await (as === "nobody" ? nobody : signed[as]).newPage();
        await open(page, all).catch((error) => console.error(`${name} ${size} ${locale}: ${error.message}`));
        for (const scheme of values.schemes.split(",")) {
          await page.emulateMedia({
            colorScheme: scheme === "dark" ? "dark" : "light",
            contrast: scheme === "contrast" ? "more" : null,
            forcedColors: scheme === "forced" ? "active" : null,
          });
          await page.waitForTimeout(300); // what moves has come to rest
          const file = `${name.replaceAll(/[^a-z]+/gi, "-")}.${size}.${scheme}.${locale}.png`;
          await page.screenshot({ path: new URL(file, FOLDER).pathname });
        }
        await page.close();
      }
    }
  }
} finally {
  await browser.close();
}
