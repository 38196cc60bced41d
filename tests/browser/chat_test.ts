// Two people in two browsers: what one writes the other sees, and each sees how far it got.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, message, send, words, write } from "./browser.ts";
import { inBothSizes, openFromList, toList } from "./sizes.ts";

inBothSizes("two people talk: messages, ticks, typing, unread, a group", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  await live(bob.page);

  await t.step("somebody is found by name and written to", async () => {
    await ada.page.click("[aria-label='New conversation']");
    await ada.page.fill("dialog input[type=search]", "bo");
    await ada.page.click("dialog .person:has-text('bob')");
    await ada.page.waitForURL(/\/u\//);
    await write(ada.page, "Hello Bob");
    await ada.page.waitForSelector(".mine .ticks[title=Sent], .mine .ticks[title=Delivered]");
    assert.deepEqual(await words(ada.page), ["Hello Bob"]);
    assert.equal(await ada.page.inputValue("#composer"), "");
  });

  await t.step("the other sees a new conversation, unread, and opens it at the line of new messages", async () => {
    await bob.page.waitForSelector(".row.unread .badge:has-text('1')");
    await ada.page.waitForSelector(".mine .ticks[title=Delivered]");
    await bob.page.click(".row");
    await bob.page.waitForSelector(".new-line");
    assert.deepEqual(await words(bob.page), ["Hello Bob"]);
  });

  await t.step("ticks go to read, and the badge goes", async () => {
    await ada.page.waitForSelector(".mine .ticks[title=Read]");
    await bob.page.waitForSelector(".row:not(.unread)", { state: "attached" });
    assert.equal(await bob.page.locator(".badge").count(), 0);
  });

  await t.step("typing is shown and ends with the message, and nothing moves", async () => {
    const before = await ada.page.locator("#composer").boundingBox();
    await bob.page.type("#composer", "Hi");
    await ada.page.waitForSelector(".typing:has-text('bob is typing')");
    assert.deepEqual(await ada.page.locator("#composer").boundingBox(), before);
    await send(bob.page);
    await message(ada.page, "Hi").waitFor();
    await ada.page.waitForFunction(() => document.querySelector(".thread .typing")?.textContent === "");
    assert.deepEqual(await words(ada.page), ["Hello Bob", "Hi"]);
  });

  await t.step("Shift+Enter breaks the line", async () => {
    await ada.page.type("#composer", "one");
    await ada.page.press("#composer", "Shift+Enter");
    await ada.page.type("#composer", "two");
    assert.equal(await ada.page.inputValue("#composer"), "one\ntwo");
    await send(ada.page);
    await bob.page.waitForFunction(() => document.querySelectorAll(".message").length === 3);
    assert.equal((await words(bob.page)).at(-1), "one\ntwo");
  });

  await t.step("a reload shows the same, and the draft is kept", async () => {
    await ada.page.fill("#composer", "not yet");
    await ada.page.reload();
    await live(ada.page);
    assert.deepEqual(await words(ada.page), ["Hello Bob", "Hi", "one\ntwo"]);
    assert.equal(await ada.page.inputValue("#composer"), "not yet");
    await ada.page.fill("#composer", "");
  });

  await t.step("markup is text", async () => {
    await write(ada.page, "<img src=x onerror=alert(1)> <b>bold</b>");
    await bob.page.waitForFunction(() => document.querySelectorAll(".message").length === 4);
    assert.equal((await words(bob.page)).at(-1), "<img src=x onerror=alert(1)> <b>bold</b>");
  });

  await t.step("a group is made with members, and everybody in it reads", async () => {
    await toList(ada.page);
    await ada.page.click("[aria-label='New group']");
    await ada.page.fill("#group-name", "Lunch");
    await ada.page.click("dialog label.person:has-text('bob')");
    await ada.page.click("dialog button:has-text('Create group')");
    await ada.page.waitForURL(/\/g\//);
    await write(ada.page, "Noodles?");
    await openFromList(bob.page, "Lunch");
    await bob.page.waitForSelector(".message:has-text('Noodles?')");
    await write(bob.page, "Yes!");
    await ada.page.waitForSelector(".message:has-text('Yes!') .author:has-text('bob')");
  });

  await t.step("somebody who is added sees it, and somebody who is removed does not any more", async () => {
    const carol = await on.signUp("carol");
    await live(carol.page);
    await ada.page.click("[aria-label='Group details']");
    await ada.page.click("dialog button:has-text('Add members')");
    await ada.page.fill("dialog input[type=search]", "carol");
    await ada.page.click("dialog .person:has-text('carol') button");
    await ada.page.waitForSelector("dialog .person:has-text('carol') button:focus:text-is('Already a member')");
    await ada.page.waitForSelector("dialog .toast:has-text('carol is a member now')");
    await ada.page.keyboard.press("Escape");
    await carol.page.click(".row:has-text('Lunch')");
    await carol.page.waitForSelector(".thread-title:has-text('Lunch')");
    await carol.page.click("[aria-label='Group details']");
    await carol.page.waitForSelector("dialog .people");
    await ada.page.click("dialog [aria-label='What you can do with carol']");
    await ada.page.click("dialog button:has-text('Remove from the group')");
    await ada.page.click("dialog.small button.fill");
    await carol.page.waitForSelector(".toast:has-text('You are no longer in Lunch')");
    await carol.page.waitForSelector(".sidebar .empty");
    // What was open about it does not come up over the next one.
    await carol.page.click("[aria-label='New group']");
    await carol.page.fill("#group-name", "Supper");
    await carol.page.click("dialog button:has-text('Create group')");
    await carol.page.waitForSelector(".thread-title:has-text('Supper')");
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(await carol.page.locator("dialog[open]").count(), 0);
    await ada.page.waitForFunction(() => !document.querySelector("dialog")?.textContent?.includes("carol"));
    await ada.page.click("dialog [aria-label='Close']");
    assertQuiet(carol);
  });

  await t.step("conversations change without loading a page, and back and forward work", async () => {
    await ada.page.evaluate(() => document.body.dataset.same = "yes");
    await openFromList(ada.page, "bob");
    await ada.page.waitForURL(`**/u/${await idOf(bob)}`);
    await ada.page.goBack();
    // On a phone the list was on the way.
    if (on.size.isPhone) await ada.page.goBack();
    await ada.page.waitForSelector(".thread-title:has-text('Lunch')");
    await ada.page.click("[aria-label='Group details']");
    await ada.page.waitForSelector("dialog .people");
    await ada.page.goForward();
    await ada.page.waitForSelector("dialog", { state: "detached" });
    await ada.page.goBack();
    await ada.page.waitForSelector(".thread-title:has-text('Lunch')");
    assert.equal(await ada.page.locator("dialog[open]").count(), 0, "it was closed, not put away");
    await ada.page.keyboard.press("Alt+ArrowDown");
    await ada.page.waitForSelector(".thread-title:has-text('bob')");
    await ada.page.keyboard.press("Alt+ArrowUp");
    await ada.page.waitForSelector(".thread-title:has-text('Lunch')");
    assert.equal(await ada.page.evaluate(() => document.body.dataset.same), "yes");
  });

  assertQuiet(ada, bob);
});
