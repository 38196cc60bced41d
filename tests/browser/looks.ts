// Pictures of pages that are compared with those of before. The text is set in a font of its own, so that a machine with other fonts draws the
// same; edges that are only smoothed otherwise do not count; a change counts where it is, however small its share of the page.

import { Buffer } from "node:buffer";
import pixelmatch from "pixelmatch";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
// @ts-types="@types/pngjs"
import { PNG } from "pngjs";

/** Half of the page's own: enough to see what has changed, and small in the repository. */
const SCALE = 0.5;
const TILE_PX = 16;
/** So much of a tile may differ. */
const TILE_SHARE = 0.02;
/** How different a pixel must be to count, from 0 to 1. */
const THRESHOLD = 0.12;

const FONTS = new URL("files/", import.meta.resolve("@fontsource/noto-sans/package.json"));

/** A page whose words are set in the same font everywhere, at rest. */
export async function still(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    deviceScaleFactor: SCALE,
    reducedMotion: "reduce",
    bypassCSP: true,
  });
  return await context.newPage();
}

/** Has a page drawn the same everywhere: its words in a font of ours, and no handle at a textarea, which the browser draws in one of two ways. */
export async function comparable(page: Page): Promise<void> {
  const faces = await Promise.all([400, 600, 700].map(async (weight) => {
    const file = await Deno.readFile(new URL(`noto-sans-latin-${weight}-normal.woff2`, FONTS));
    return `@font-face { font-family: Still; font-weight: ${weight}; src: url(data:font/woff2;base64,${file.toBase64()}); }`;
  }));
  faces.push(
    ':root { --sans: Still, "Noto Sans CJK SC", sans-serif; --mono: Still; }',
    "textarea { resize: none !important; }",
  );
  const content = faces.join("\n");
  await page.addStyleTag({ content });
  await page.evaluate(() => document.fonts.ready.then(() => {}));
}

/** The same picture in sixteen steps a colour, as it is kept: much smaller, and what is lost is below the threshold. */
export function compact(picture: Uint8Array): Uint8Array {
  const png = PNG.sync.read(Buffer.from(picture));
  for (let i = 0; i < png.data.length; i++) png.data[i] = Math.min(255, Math.round(png.data[i]! / 17) * 17);
  return PNG.sync.write(png, { colorType: 2, deflateLevel: 9 });
}

/** @returns where the two differ: nothing, or sentences */
export function differences(before: Uint8Array, after: Uint8Array): string[] {
  const [old, now] = [PNG.sync.read(Buffer.from(before)), PNG.sync.read(Buffer.from(after))];
  const { width, height } = old;
  if (width !== now.width || height !== now.height) {
    return [`was ${width} × ${height} pixels, and is ${now.width} × ${now.height}`];
  }
  const mask = new Uint8Array(width * height * 4);
  pixelmatch(old.data, now.data, mask, width, height, { threshold: THRESHOLD, diffMask: true });
  return tiles(mask, width);
}

function tiles(mask: Uint8Array, width: number): string[] {
  const counts = new Map<string, number>();
  for (let i = 3, pixel = 0; i < mask.length; i += 4, pixel++) {
    if (mask[i] === 0) continue;
    const at = `${Math.floor((pixel % width) / TILE_PX)},${Math.floor(pixel / width / TILE_PX)}`;
    counts.set(at, (counts.get(at) ?? 0) + 1);
  }
  return [...counts].filter(([, count]) => count > TILE_PX * TILE_PX * TILE_SHARE).map(([at, count]) => {
    const [x = 0, y = 0] = at.split(",").map((it) => Number(it) * TILE_PX / SCALE);
    return `${count} pixels differ around ${x}, ${y}`;
  });
}
