// A Parley server and a real browser for one test: people sign up by the form, and whatever their pages complain about fails it.

import assert from "node:assert/strict";
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { launch } from "../support/chromium.ts";
import { type Instance, startInstance } from "../support/instance.ts";
import { waitUntil } from "../support/wait.ts";

export const PASSWORD = "correct horse battery";

export interface Stage extends AsyncDisposable {
  server: Instance;
  browser: Browser;
}

/** A server with an embedded database, and a browser. @param env further settings of the server */
export async function stage(env: Record<string, string> = {}, start = launch): Promise<Stage> {
  const server = await startInstance({ LIMITS: "off", ...env });
  const browser = await start();
  return {
    server,
    browser,
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

export interface Someone {
  name: string;
  context: BrowserContext;
  page: Page;
  /** what the browser complained about */
  complaints: string[];
}

/** What a dead network makes the browser say is no fault of the page. */
const NETWORK = /WebSocket connection to|ERR_(?:CONNECTION|INTERNET|NETWORK|EMPTY|SOCKET)/;

/** A new person in a browser of their own. @param url the server's, or that of a wire to it */
export async function signUp(
  browser: Browser,
  url: string,
  name: string,
  options: BrowserContextOptions = {},
): Promise<Someone> {
  const context = await browser.newContext({ baseURL: url, ...READER, ...options });
  return await signUpIn(context, url, name);
}

/** What the people of these tests read in. */
export const READER = { locale: "en-US", timezoneId: "Europe/Berlin" } as const;

/** The same in a context that is there already. */
export async function signUpIn(context: BrowserContext, url: string, name: string): Promise<Someone> {
  const page = await context.newPage();
  const someone = { name, context, page, complaints: listen(page) };
  await page.goto("/register");
  await page.fill("#username", name);
  await page.fill("#email", `${name}@example.com`);
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.waitForURL(`${url}/`);
  return someone;
}

/** Collects errors of the page's scripts, its console and its security policy. */
export function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !NETWORK.test(text)) complaints.push(`${page.url()}: ${text}`);
  });
  return complaints;
}

export function assertQuiet(...people: Someone[]): void {
  for (const { name, complaints } of people) assert.deepEqual(complaints, [], `${name}'s browser complained`);
}

/** The person's id, from their own profile. */
export async function idOf({ context }: Someone): Promise<string> {
  const answer = await context.request.get("/api/v1/users/profile");
  return (await answer.json()).user.id;
}

export async function write(page: Page, text: string): Promise<void> {
  await page.fill("#composer", text);
  await send(page);
}

/** With Enter, or on a touch screen, where that breaks the line, with the button. */
export async function send(page: Page): Promise<void> {
  if (await page.evaluate(() => matchMedia("(pointer: coarse)").matches)) await page.tap(".send");
  else await page.press("#composer", "Enter");
}

/** The words of all messages in the thread, from top to bottom. */
export const words = (page: Page): Promise<string[]> =>
  page.$$eval(".message .text", (all) => all.map((it) => it.textContent ?? ""));

/** Waits until the socket has had its welcome and all that follows. */
export const live = (page: Page) => page.waitForSelector("[data-live=true]");

/** Waits for what a page answers with a promise; to `waitForFunction` every promise is true already. */
export const comesTrue = (page: Page, what: string, probe: () => Promise<boolean>): Promise<void> =>
  waitUntil(what, () => page.evaluate(probe), { timeoutMs: 60_000 });

/** Connects again at once; where its own next attempt came first, there is no button any more. */
export const tryNow = (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelector<HTMLElement>(".banner button")?.click());

/** By its own words, not by those it quotes. */
export const message = (page: Page, text: string): Locator =>
  page.locator(`.message:not(.pending):has(.text:has-text(${JSON.stringify(text)}))`);
