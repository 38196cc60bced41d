// What a browser was made to show and play: the real notifications and the real sound, seen by whoever wraps them. Nothing is replaced.

import type { BrowserContext, Page } from "playwright-core";

export interface Call {
  title: string;
  body: string;
  tag: string;
  silent: boolean;
  closed: boolean;
}

declare global {
  interface Window {
    calls: (Call & { it: Notification })[];
    notes: number;
    asked: number;
    /** on the installed app's icon */
    badge: number | undefined;
  }
}

/** From now on every page of the context remembers its notifications, the notes that it played, and how often it asked. */
export const observe = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    globalThis.window.calls = [];
    globalThis.window.notes = globalThis.window.asked = 0;
    const { window } = globalThis;
    const Shown = window.Notification;
    window.Notification = class extends Shown {
      static override requestPermission(): Promise<NotificationPermission> {
        window.asked++;
        return Shown.requestPermission();
      }
      #call: Call;
      constructor(title: string, options: NotificationOptions = {}) {
        super(title, options);
        const { body = "", tag = "", silent } = options;
        this.#call = { title, body, tag, silent: silent === true, closed: false };
        window.calls.push(Object.assign(this.#call, { it: this }));
      }
      override close(): void {
        this.#call.closed = true;
        super.close();
      }
    };
    const setAppBadge = navigator.setAppBadge?.bind(navigator);
    navigator.setAppBadge = async (badge) => {
      window.badge = badge;
      await setAppBadge?.(badge);
    };
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when?: number) {
      window.notes++;
      start.call(this, when);
    };
  });

/** All notifications of these pages. */
export async function callsOf(...pages: Page[]): Promise<Call[]> {
  const all = await Promise.all(
    pages.map((page) => page.evaluate(() => globalThis.window.calls.map(({ it: _, ...call }) => call))),
  );
  return all.flat();
}

export const notesOf = async (...pages: Page[]): Promise<number> =>
  (await Promise.all(pages.map((page) => page.evaluate(() => globalThis.window.notes)))).reduce((a, b) => a + b, 0);

/** Waits until one of these pages has shown a notification with that text. @returns all of all, in the order of pages */
export async function called(text: string, ...pages: Page[]): Promise<Call[]> {
  const wait = (page: Page) =>
    page.waitForFunction((text) => globalThis.window.calls.some((it) => it.body.includes(text)), text);
  await Promise.any(pages.map(wait));
  return await callsOf(...pages);
}
