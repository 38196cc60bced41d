// What a page has kept on its device, looked at from the outside.

import type { Page } from "playwright-core";
import { waitUntil } from "../support/wait.ts";
import { comesTrue } from "./browser.ts";

const PATIENCE_MS = 60_000;

/** Waits until the service worker has the whole build. */
export const ready = (page: Page): Promise<void> =>
  comesTrue(
    page,
    "the service worker to be there",
    async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated",
  );

/** Waits until that, and until the conversations that are kept say all of this. */
export async function kept(page: Page, ...texts: string[]): Promise<void> {
  await ready(page);
  const there = async () => {
    const kept = await keptTexts(page);
    return texts.every((text) => kept.includes(text));
  };
  await waitUntil(`${texts} to be kept`, there, { timeoutMs: PATIENCE_MS });
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
