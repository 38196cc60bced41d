// The network goes and comes back: nothing is missing, nothing is there twice, and what was written meanwhile arrives.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, signUp, stage, tryNow, words, write } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";
import { wireTo } from "./wire.ts";

const range = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i + 1}`);

inBothSizes("of 30 missed messages each is there once, in order, before what was written offline", async (on, t) => {
  await using wire = wireTo(on.server.port);
  const ada = await on.signUp("ada");
  const bob = await signUp(on.browser, wire.url, "bob", on.size.options);
  await ada.page.goto(`/u/${await idOf(bob)}`);
  await write(ada.page, "before");
  await bob.page.click(".row");
  await bob.page.waitForSelector(".message:has-text('before')");

  await t.step("the banner tells of it after 5 s, with a countdown, and writing goes on", async () => {
    wire.cut();
    await bob.page.waitForSelector(".banner:has-text('offline')");
    await bob.page.locator(".status-select").evaluate((it: HTMLSelectElement) => {
      it.value = "busy";
      it.dispatchEvent(new Event("change", { bubbles: true }));
    });
    for (const text of range(3, "offline")) await write(bob.page, text);
    assert.equal(await bob.page.locator(".pending").count(), 3);
    for (const text of range(30, "missed")) await write(ada.page, text);
    await ada.page.waitForFunction(() => document.querySelectorAll(".pending").length === 0);
  });

  await t.step("it comes back by 'try now'", async () => {
    wire.mend();
    await tryNow(bob.page);
    await bob.page.waitForFunction(() => document.querySelectorAll(".message").length === 34, null, {
      timeout: 40_000,
    });
    await bob.page.waitForFunction(() => document.querySelectorAll(".pending").length === 0);
    const expected = ["before", ...range(30, "missed"), ...range(3, "offline")];
    assert.deepEqual(await words(bob.page), expected);
    await ada.page.waitForFunction(() => document.querySelectorAll(".message").length === 34);
    assert.deepEqual(await words(ada.page), expected);
    await bob.page.waitForSelector(".banner", { state: "detached" });
    await ada.page.waitForSelector(".thread-title p:has-text('Busy')");
  });

  await t.step("a short cut is not worth a banner, and loses nothing either", async () => {
    wire.cut();
    await write(ada.page, "while away");
    wire.mend();
    await bob.page.waitForSelector(".message:has-text('while away')");
  });

  await t.step("what takes no number is made up for as well: who has read, and who has gone", async () => {
    const path = `/u/${await idOf(bob)}`;
    await ada.page.goto("/profile");
    await write(bob.page, "have you seen this");
    await bob.page.waitForSelector(".message:not(.pending):has-text('have you seen this') .ticks");
    wire.cut();
    await bob.page.waitForSelector(".banner:has-text('offline')");
    await ada.page.goto(path);
    await ada.page.waitForSelector(".message:has-text('have you seen this')");
    await ada.page.waitForTimeout(2_000);
    await ada.page.close();
    wire.mend();
    await tryNow(bob.page);
    await bob.page.waitForSelector(".message:has-text('have you seen this') .ticks.is-read", { timeout: 40_000 });
    await bob.page.waitForSelector(".thread-title p:has-text('Offline')", { timeout: 40_000 });
  });
  assertQuiet(bob);
});

inBothSizes("what was not sent survives a reload, is sent once, and is not shown twice", async (on) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const path = `/u/${await idOf(bob)}`;
  // Pages load, but no socket gets through.
  const stuck = await ada.context.newPage();
  await stuck.routeWebSocket(/\/ws$/, (ws) => ws.close());
  await ada.page.close();
  await stuck.goto(path);
  await write(stuck, "kept");
  await stuck.waitForSelector(".pending:has-text('kept')");
  await stuck.reload();
  await stuck.waitForSelector(".pending:has-text('kept')");
  await stuck.close();

  const again = await ada.context.newPage();
  await again.goto(path);
  await live(again);
  await again.waitForSelector(".message:not(.pending):has-text('kept')");
  assert.deepEqual(await words(again), ["kept"]);
  await bob.page.click(".row");
  await bob.page.waitForSelector(".message:has-text('kept')");
  assert.deepEqual(await words(bob.page), ["kept"]);
  assertQuiet(bob);
});

Deno.test("a session that ends elsewhere leads to sign-in", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  await live(ada.page);
  const other = await on.browser.newContext({ baseURL: on.server.url });
  const page = await other.newPage();
  await page.goto("/login");
  await page.fill("#email", "ada");
  await page.fill("#password", "correct horse battery");
  await page.click("button[type=submit]");
  await page.goto("/sessions");
  await page.click("button:has-text('End session')");
  await page.click("dialog button.fill");
  await page.waitForFunction(() => document.querySelectorAll(".session").length === 1);
  await ada.page.waitForURL(/\/login/);
});
