// `deno task screenshots`: the pictures of the README, of a server that is started for it with a team and its conversations.

import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchWhole } from "../tests/support/chromium.ts";
import { startInstance } from "../tests/support/instance.ts";
import { showSlide } from "./screenshots/slide.ts";
import { makeTeam, PASSWORD, type Team } from "./screenshots/team.ts";

const FOLDER = new URL("../docs/screenshots/", import.meta.url);
const DESK = { viewport: { width: 1280, height: 800 }, deviceScaleFactor: 1.5 };
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
/** Where it is about two in the afternoon just now: a team does not write at four in the morning. */
const AFTERNOON = zoneAt(14, new Date().getUTCHours());

await Deno.mkdir(FOLDER, { recursive: true });
await using server = await startInstance({ LIMITS: "off" });
const browser = await launchWhole();
try {
  const team = await makeTeam(server.url);
  await showSlide(browser, server.url, team);
  const [priya] = [await signIn(browser, server.url, "priya"), await signIn(browser, server.url, "jonas")];
  await priya.goto(`${server.url}/u/${team.id.ada}`);
  const ada = await signIn(browser, server.url, "ada", DESK);
  await read(ada, team);
  await picture(ada, "desktop-light", `/u/${team.id.priya}`);
  await ada.setViewportSize({ width: 1280, height: 920 });
  await picture(ada, "group-light", `/g/${team.groups[0]}`, () => ada.click("[aria-label='Group details']"));
  await ada.setViewportSize({ width: 960, height: 600 });
  await picture(ada, "search-light", "/search?q=replicas", undefined, "main");
  const night = await signIn(browser, server.url, "ada", { ...DESK, colorScheme: "dark" });
  await picture(night, "desktop-dark", `/g/${team.groups[0]}`);
  const phone = await signIn(browser, server.url, "ada", { ...PHONE, colorScheme: "dark" });
  await picture(phone, "phone-dark", `/u/${team.id.priya}`);
  await picture(phone, "phone-list-dark", "/");
} finally {
  await browser.close();
}

/** @returns the zone in which it is `wanted` o'clock while it is `now` in UTC; the signs of these names are the other way round */
function zoneAt(wanted: number, now: number): string {
  const east = wanted - now;
  return `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

async function signIn(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, locale: "en-GB", timezoneId: AFTERNOON, ...options });
  const page = await context.newPage();
  await page.goto("/login");
  await page.fill("#email", name);
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.waitForSelector("[data-live=true]");
  return page;
}

/** Ada has read most of it. */
async function read(page: Page, team: Team): Promise<void> {
  for (
    const path of [
      ...[0, 2, 3].map((i) => `/g/${team.groups[i]}`),
      ...[team.id.mei, team.id.lena, team.id.priya].map((id) => `/u/${id}`),
    ]
  ) {
    await page.goto(path);
    await page.waitForSelector("[data-live=true]");
    await page.click(".to-latest", { timeout: 500 }).catch(() => {});
    await page.waitForTimeout(1_500);
  }
}

/** @param there what the page is there with */
async function picture(
  page: Page,
  name: string,
  path: string,
  before?: () => Promise<void>,
  there = "[data-live=true]",
): Promise<void> {
  await page.goto(path);
  await page.waitForSelector(there);
  await before?.();
  await page.waitForTimeout(600);
  await page.screenshot({ path: new URL(`${name}.png`, FOLDER).pathname });
}
