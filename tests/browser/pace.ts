// How fast the machine is at the moment: a budget in milliseconds is meant for an ordinary one, and the same machine was seen to be two
// and a half times slower on another day.

import type { Page } from "playwright-core";

/** What the work below is taken to cost an ordinary machine, in ms. On the slow day it took 63 at best, and the page's longest task 227. */
const ORDINARY_MS = 40;

/** How many times as long as on an ordinary machine the browser takes now; 1 on a faster one. Leaves the page empty. */
export async function paceOf(page: Page): Promise<number> {
  const quickest = await page.evaluate(() => {
    const times = Array.from({ length: 8 }, () => {
      const began = performance.now();
      const list = document.createElement("ol");
      for (let i = 0; i < 1_000; i++) {
        const item = document.createElement("li");
        item.innerHTML = `<b>${i}</b> <span>${"some words ".repeat(1 + i % 20)}</span>`;
        list.append(item);
      }
      document.body.replaceChildren(list);
      list.getBoundingClientRect();
      return performance.now() - began;
    });
    return Math.min(...times);
  });
  return Math.max(1, quickest / ORDINARY_MS);
}
