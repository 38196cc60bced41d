// The app on one's own device: it can be installed, a build is kept as a whole, and nothing of it belongs to a person.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertAccessible, readAxe } from "./axe.ts";
import { waitUntil } from "../support/wait.ts";
import { assertQuiet, comesTrue, idOf, live, PASSWORD, signUp, stage, tryNow, words, write } from "./browser.ts";
import { kept, keptTexts, ready } from "./kept.ts";
import { wireTo } from "./wire.ts";

Deno.test("Chromium finds nothing that keeps it from being installed, and its name and shortcuts are the reader's", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  await ready(ada.page);
  const devtools = await ada.context.newCDPSession(ada.page);
  const { installabilityErrors } = await devtools.send("Page.getInstallabilityErrors");
  // A test's browser windows are private ones, in which nothing can be installed.
  assert.deepEqual(installabilityErrors.filter((it) => it.errorId !== "in-incognito"), []);
  const { url, errors, data } = await devtools.send("Page.getAppManifest");
  assert.equal(url, `${on.server.url}/manifest.webmanifest`);
  assert.deepEqual(errors, []);
  const manifest = JSON.parse(data ?? "");
  assert.equal(manifest.name, "Parley");
  assert.deepEqual(manifest.shortcuts.map((it: { name: string }) => it.name), ["New conversation", "Search and go to"]);
  for (const { src, sizes, type } of manifest.icons) {
    const response = await ada.context.request.get(src);
    assert.match(response.headers()["content-type"] ?? "", new RegExp(`^${RegExp.escape(type)}`), src);
    if (sizes === "any") continue;
    const drawn = await ada.page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, src);
    assert.equal(drawn, sizes);
  }
  const chinese = await ada.context.request.get("/manifest.webmanifest", { headers: { "accept-language": "zh-CN" } });
  assert.notEqual((await chinese.json()).shortcuts[0].name, "New conversation");
  assertQuiet(ada);
});

Deno.test("without the server, every page of the chat opens to what was last seen, and others say what is missing", async () => {
  await using on = await stage();
  await using wire = wireTo(on.server.port);
  const axe = await readAxe();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, wire.url, "bob");
  await ada.page.goto(`/u/${await idOf(bob)}`);
  await write(ada.page, "seen before");
  await bob.page.click(".row");
  await bob.page.waitForSelector(".message:has-text('seen before')");
  await kept(bob.page, "seen before");
  const open = bob.page.url();
  wire.cut();
  for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    await bob.page.setViewportSize(viewport);
    const check = () => assertAccessible(bob.page, axe, `${bob.page.url()} ${viewport.width}`);
    await bob.page.goto(open);
    await bob.page.waitForSelector(".message:has-text('seen before')");
    await bob.page.waitForSelector(".banner:has-text('offline')");
    await check();
    await bob.page.goto("/");
    await bob.page.waitForSelector(".banner:has-text('offline')");
    await bob.page.click(".row:has-text('seen before')");
    await bob.page.waitForSelector(".message:has-text('seen before')");
    await bob.page.goto("/profile");
    await bob.page.waitForSelector("h1:has-text('You are offline')");
    await check();
    await bob.page.click("a:has-text('Your conversations')");
    await bob.page.waitForSelector(".row:has-text('seen before')");
  }
  // A network that is silent rather than gone keeps nobody waiting either, where there is something to show.
  wire.mend();
  await bob.page.goto(open);
  await live(bob.page);
  wire.hush();
  await bob.page.goto(open, { timeout: 15_000 });
  await bob.page.waitForSelector(".message:has-text('seen before')");
  // Where it opened without the server it goes on with it.
  await write(ada.page, "missed");
  wire.mend();
  await tryNow(bob.page);
  await live(bob.page);
  await bob.page.waitForSelector(".message:has-text('missed')");
  assert.deepEqual(await words(bob.page), ["seen before", "missed"]);
  assertQuiet(ada, bob);
});

/** What this browser has kept of people, and the addresses in its caches. */
const left = (page: Page) =>
  page.evaluate(async () => ({
    written: Object.keys(localStorage).filter((key) => /^parley\.[0-9a-f-]{36}\.(outbox|queue|draft)/.test(key)).length,
    databases: (await indexedDB.databases()).map((it) => it.name).filter((name) => name?.startsWith("parley")),
    pages: (await Promise.all(
      (await caches.keys()).map(async (name) =>
        (await (await caches.open(name)).keys()).map((it) => new URL(it.url)).filter((it) => !it.search)
          .map((it) => it.pathname)
      ),
    )).flat().filter((path) => !path.startsWith("/_fresh/")),
  }));

Deno.test("what is kept is one person's: it goes with their sign-out, with their session, and before another's", async (t) => {
  await using on = await stage();
  await using wire = wireTo(on.server.port);
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, wire.url, "bob");
  const { page } = bob;
  const path = `/u/${await idOf(ada)}`;
  await page.goto(path);
  await write(page, "a secret");
  await kept(page, "a secret");

  await t.step("signing out asks first where something was not sent, and leaves nothing", async () => {
    const stuck = await bob.context.newPage();
    await stuck.routeWebSocket(/\/ws$/, (ws) => ws.close());
    await page.close();
    await stuck.goto(path);
    await write(stuck, "never sent");
    await stuck.addInitScript(() => {
      navigator.clearAppBadge = () => Promise.resolve(void sessionStorage.setItem("badge", "cleared"));
    });
    await stuck.goto("/profile");
    await stuck.click("button:has-text('Sign out')");
    await stuck.waitForSelector("dialog:has-text('has not reached the server')");
    assert.deepEqual((await left(stuck)).databases, ["parley"]);
    await stuck.click("dialog button:has-text('Sign out and delete')");
    await stuck.waitForURL(/\/login/);
    const { pages, ...rest } = await left(stuck);
    assert.deepEqual(rest, { written: 0, databases: [] });
    assert.deepEqual(pages, ["/offline"]);
    assert.equal(await stuck.evaluate(() => sessionStorage.getItem("badge")), "cleared", "no number stays on the icon");
    await stuck.close();
  });

  const second = await bob.context.newPage();
  await t.step("another person sees nothing of the first", async () => {
    await second.goto("/register");
    await second.fill("#username", "carl");
    await second.fill("#email", "carl@example.com");
    await second.fill("#password", PASSWORD);
    await second.click("button[type=submit]");
    await live(second);
    await second.goto(`/u/${await idOf(ada)}`);
    await live(second);
    await write(second, "carl's own");
    await kept(second, "carl's own");
    assert.deepEqual(await keptTexts(second), ["carl's own"]);
    wire.cut();
    await second.reload();
    await second.waitForSelector('.message:has-text("carl\'s own")');
    assert.equal(await second.locator("text=secret").count(), 0);
    assert.equal(await second.locator("text=bob").count(), 0);
    wire.mend();
    await second.reload();
    await live(second);
  });

  await t.step("a session that ends elsewhere takes it along", async () => {
    await bob.context.request.post("/logout", { headers: { origin: wire.url } });
    await second.waitForURL(/\/login/);
    await waitUntil("nothing to be left", async () => (await left(second)).databases.length === 0);
  });
});

Deno.test("a new build takes over at the next start: until then the old one is whole, and the two are never mixed", async () => {
  await using on = await stage();
  await using wire = wireTo(on.server.port);
  const ada = await signUp(on.browser, wire.url, "ada");
  const builds = (page: Page) =>
    page.evaluate(() => {
      const named = document.documentElement.outerHTML.matchAll(/(?:__frsh_c=|_fresh\/js\/)([0-9a-f]+)/g);
      return [...new Set([...named].map((it) => it[1] ?? ""))];
    });
  const cached = (page: Page) => page.evaluate(() => caches.keys());
  await ready(ada.page);
  const [old = ""] = await builds(ada.page);
  assert.deepEqual(await cached(ada.page), [`parley-${old}`]);
  const next = [...old].reverse().join("");
  wire.rename(old, next);
  await ada.page.reload();
  await live(ada.page);
  assert.deepEqual(await builds(ada.page), [next]);
  const waits = async () => Boolean((await navigator.serviceWorker.getRegistration())?.waiting);
  await comesTrue(ada.page, "the new worker to wait", waits);
  assert.deepEqual((await cached(ada.page)).sort(), [`parley-${old}`, `parley-${next}`].sort());
  wire.cut();
  await ada.page.reload();
  await ada.page.waitForSelector(".banner");
  assert.deepEqual(await builds(ada.page), [old]);
  // Nothing of the old one is open any more. A page that is asked for in the moment of the change may be lost with the old worker.
  const openedAnew = async () => {
    await ada.page.goto("about:blank");
    await ada.page.goto(`${wire.url}/`, { timeout: 5_000 });
    return await cached(ada.page);
  };
  let names: string[] = [];
  for (let tries = 0; tries < 30 && names.join() !== `parley-${next}`; tries++) {
    names = await openedAnew().catch(() => []);
  }
  assert.deepEqual(names, [`parley-${next}`]);
  await ada.page.reload();
  await ada.page.waitForSelector(".banner");
  assert.deepEqual(await builds(ada.page), [next]);
});
