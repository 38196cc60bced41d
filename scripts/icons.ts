// `deno task icons`: the PNGs of `static/icons`, drawn from `static/icon.svg` by Chromium, for systems that take no SVG.

import { launchWhole } from "../tests/support/chromium.ts";

const STATIC = new URL("../static/", import.meta.url);
const GROUND = "#14606b";

/** `room`: how much of the square the drawing takes. What is cut to a shape (maskable, Apple) has the ground up to its edges. */
const ICONS = [
  { name: "any-192", size: 192, room: 1, isFull: false },
  { name: "any-512", size: 512, room: 1, isFull: false },
  { name: "maskable-192", size: 192, room: 0.82, isFull: true },
  { name: "maskable-512", size: 512, room: 0.82, isFull: true },
  { name: "apple-touch-180", size: 180, room: 0.92, isFull: true },
];

const svg = await Deno.readTextFile(new URL("icon.svg", STATIC));
await Deno.mkdir(new URL("icons/", STATIC), { recursive: true });
const browser = await launchWhole();
try {
  for (const { name, size, room, isFull } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawing = svg.replace("<svg ", `<svg width="${size * room}" height="${size * room}" `);
    const ground = isFull ? GROUND : "transparent";
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;block-size:100vh;background:${ground}">${drawing}</body>`,
    );
    const png = await page.screenshot({ omitBackground: true });
    await Deno.writeFile(new URL(`icons/${name}.png`, STATIC), png);
    await page.close();
  }
} finally {
  await browser.close();
}
