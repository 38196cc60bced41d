// What a page has kept on its device, looked at from the outside.

import type { Page } from "playwright-core";

/** Waits until the service worker has the whole build. */
export const ready = (page: Page): Promise<void> => page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));

/** Waits until that, and until the conversations that are kept say all of this. */
export async function kept(page: Page, ...texts: string[]): Promise<void> {
  await ready(page);
  for (;;) {
    const there = await keptTexts(page);
    if (texts.every((text) => there.includes(text))) return;
    await page.waitForTimeout(100);
  }
}

/** What the messages say that are kept. */
export const keptTexts = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const there = await indexedDB.databases();
    if (!there.some((it) => it.name === "parley")) return [];
    const all = await new Promise<{ log: { content: string }[] | null }[]>((resolve) => {
      const opening = indexedDB.open("parley");
      opening.onsuccess = () => {
        const reading = opening.result.transaction("conversations").objectStore("conversations").getAll();
        reading.onsuccess = () => {
          opening.result.close();
          resolve(reading.result);
        };
      };
    });
    return all.flatMap(({ log }) => log?.map(({ content }) => content) ?? []);
  });
