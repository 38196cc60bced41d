// The app on one's own device: it can be installed, a build is kept as a whole, and nothing of it belongs to a person.
import assert from "node:assert/strict";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, live, signUp, stage, words, write } from "./browser.ts";
import { kept, ready } from "./kept.ts";
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
    await bob.page.click(".row:has-text('seen before')");
    await bob.page.waitForSelector(".message:has-text('seen before')");
    await bob.page.goto("/profile");
    await bob.page.waitForSelector("h1:has-text('You are offline')");
    await check();
    await bob.page.click("a:has-text('Your conversations')");
    await bob.page.waitForSelector(".row:has-text('seen before')");
  }
  // Where it opened without the server it goes on with it.
  await write(ada.page, "missed");
  wire.mend();
  await bob.page.click(".banner button").catch(() => {});
  await live(bob.page);
  await bob.page.click(".row:has-text('missed')");
  await bob.page.waitForSelector(".message:has-text('missed')");
  assert.deepEqual(await words(bob.page), ["seen before", "missed"]);
  assertQuiet(ada, bob);
});
