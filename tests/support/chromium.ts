// Debian's Chromium, driven by playwright-core.
import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { ensure, ensureAll } from "./ensure.ts";

/** No sandbox, since tests may run as root; QUIC off and nothing in the background: the network is only what a test does. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a headless browser, which takes half the time of a whole one and does all but that; end it with `await browser.close()`. */
export const launch = (): Promise<Browser> => started("chromium-headless-shell");

/** One with all that people have: it shows notifications, and smooths letters as theirs does. */
export const launchWhole = (): Promise<Browser> => started("chromium");

async function started(program: "chromium" | "chromium-headless-shell"): Promise<Browser> {
  await ensureAll([program, "emoji", "chinese"]);
  const executablePath = await ensure(program);
  const { chromium } = await playwright();
  return await chromium.launch({ executablePath, args: ARGS });
}

/** The same with a folder of its own, which keeps what pages store when it is closed, for the next one to find. */
export async function launchWith(profile: string, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const executablePath = await ensure("chromium-headless-shell");
  const { chromium } = await playwright();
  return await chromium.launchPersistentContext(profile, { executablePath, args: ARGS, ...options });
}

/**
 * At import, playwright looks into /proc to learn whether it is on WSL, which Deno refuses unless everything is allowed.
 * The variable is the way past that of the `is-wsl` package in it; so import playwright here only (its types anywhere).
 */
function playwright() {
  Deno.env.set("__IS_WSL_TEST__", "1");
  return import("playwright-core");
}
