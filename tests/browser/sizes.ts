// The two windows in which everything has to work, a phone in the hand and a desk; and the ways that differ between them: on a phone the
// list and the thread are two screens, Enter breaks the line, and the actions of a message come up under a finger that stays.

import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { launch } from "../support/chromium.ts";
import { startInstance } from "../support/instance.ts";
import { signUp, type Someone, type Stage } from "./browser.ts";

export interface Size {
  width: number;
  isPhone: boolean;
  /** for a browser context */
  options: Required<Pick<BrowserContextOptions, "isMobile" | "hasTouch">> & { viewport: Viewport };
}
interface Viewport {
  width: number;
  height: number;
}

const sizeOf = (viewport: Viewport, isPhone: boolean): Size => ({
  width: viewport.width,
  isPhone,
  options: { viewport, isMobile: isPhone, hasTouch: isPhone },
});
export const PHONE = sizeOf({ width: 390, height: 844 }, true);
export const DESK = sizeOf({ width: 1440, height: 900 }, false);
export const SIZES = [PHONE, DESK] as const;

export interface Sized extends Omit<Stage, keyof AsyncDisposable> {
  size: Size;
  /** A new person, with a browser window of this size unless told otherwise. */
  signUp: (name: string, options?: BrowserContextOptions) => Promise<Someone>;
}

/**
 * One test, gone through on a phone and at a desk: in one browser, each with a server of its own, so that nothing of the first is there.
 * @param env further settings of the servers
 */
export function inBothSizes(
  name: string,
  run: (on: Sized, t: Deno.TestContext) => Promise<void>,
  env: Record<string, string> = {},
): void {
  Deno.test(name, async (t) => {
    const browser = await launch();
    try {
      for (const size of SIZES) {
        await t.step(`${size.width}`, async (t) => {
          await using server = await startInstance({ LIMITS: "off", ...env });
          const newcomer = (name: string, options?: BrowserContextOptions) =>
            signUp(browser, server.url, name, { ...size.options, ...options });
          await run({ server, browser, size, signUp: newcomer }, t);
          await Promise.all(browser.contexts().map((context) => context.close()));
        });
      }
    } finally {
      await browser.close();
    }
  });
}

/** Where the list is: at a desk it always is there, on a phone one goes back to it. */
export async function toList(page: Page): Promise<void> {
  const back = page.locator(".thread-head .back");
  if (await back.isVisible()) await back.click();
  await page.waitForSelector(".sidebar", { state: "visible" });
}

/** Opens a conversation from the list. @param title as the list calls it, or a part of it */
export async function openFromList(page: Page, title: string): Promise<void> {
  await toList(page);
  await page.click(`.row:has(.row-name:has-text(${JSON.stringify(title)}))`);
  await page.waitForSelector(`.thread-title:has-text(${JSON.stringify(title)})`);
}

/** Opens the menu of a message: by a finger that stays, or by the button beside it. */
export async function openActions(page: Page, { isPhone }: Size, message: Locator): Promise<void> {
  if (isPhone) await longPress(page, message.locator(".bubble"));
  else {
    await message.locator(".bubble").hover();
    await message.locator("[aria-label='More actions']").click();
  }
  await page.waitForSelector(".menu[open]");
}

/** Chooses one of the actions of a message. */
export async function act(page: Page, size: Size, message: Locator, item: string): Promise<void> {
  await openActions(page, size, message);
  await page.click(`.menu-item:has-text(${JSON.stringify(item)})`);
  await page.waitForSelector(".menu", { state: "detached" });
}

/** Chooses something for a conversation in the list: by a finger that stays on it, or by the right button. */
export async function chooseForRow(page: Page, { isPhone }: Size, title: string, item: string): Promise<void> {
  await openRowMenu(page, isPhone, title);
  await page.click(`dialog.menu [role^=menuitem]:has-text(${JSON.stringify(item)})`);
}

export async function openRowMenu(page: Page, isPhone: boolean, title: string): Promise<void> {
  const row = page.locator(`.row:has(.row-name:has-text(${JSON.stringify(title)}))`);
  if (isPhone) await longPress(page, row);
  else await row.click({ button: "right" });
  await page.waitForSelector("dialog.menu[open]");
}

/** A finger that stays near the beginning of it until something comes up, and is lifted then. */
export async function longPress(page: Page, on: Locator): Promise<void> {
  const position = { x: 12, y: 12 };
  // Once it stands still and nothing, such as a toast, lies over it.
  await on.click({ position, trial: true });
  const { x, y } = (await on.boundingBox())!;
  const touch = await page.context().newCDPSession(page);
  const touchPoints = [{ x: x + position.x, y: y + position.y }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await page.waitForSelector(".menu[open]");
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}
