// What is done with messages, by two people in real browsers: each change is seen by the other at once, and by a reload as well.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, message, send, type Someone, words, write } from "./browser.ts";
import { act, inBothSizes, openActions, openFromList } from "./sizes.ts";

/** A group of the two, open on both screens. */
async function inGroup(ada: Someone, bob: Someone, origin: string): Promise<string> {
  const made = await ada.context.request.post("/api/v1/groups", {
    data: { name: "Crew", members: [await idOf(bob)] },
    headers: { origin },
  });
  const { group } = await made.json();
  for (const { page } of [ada, bob]) {
    await page.goto(`/g/${group.id}`);
    await live(page);
  }
  return group.id;
}

inBothSizes("what is done with a message is seen by both, at once and after a reload", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  /** Chooses one of the actions of the latest message that says so. */
  const menu = (page: Page, text: string, item: string) => act(page, on.size, message(page, text).last(), item);
  const groupId = await inGroup(ada, bob, on.server.url);

  await t.step("an edit by the arrow key is seen at once, with its mark and its history", async () => {
    await write(ada.page, "Helo Bob");
    await message(bob.page, "Helo Bob").waitFor();
    await message(ada.page, "Helo Bob").waitFor();
    await ada.page.press("#composer", "ArrowUp");
    assert.equal(await ada.page.inputValue("#composer"), "Helo Bob");
    await write(ada.page, "Hello Bob");
    await message(bob.page, "Hello Bob").locator(".edited").click();
    await bob.page.waitForSelector(".versions li:has-text('Helo Bob')");
    await bob.page.keyboard.press("Escape");
    await ada.page.waitForFunction(() => document.querySelector(".about") === null);
    assert.equal(await ada.page.inputValue("#composer"), "");
  });

  await t.step("a reaction counts for both, says who, and a second click takes it back", async () => {
    const hello = message(bob.page, "Hello Bob");
    if (on.size.isPhone) await openActions(bob.page, on.size, hello);
    else {
      await hello.locator(".bubble").hover();
      await hello.locator("[aria-label='React']").click();
    }
    await bob.page.click("[aria-label='React with 🎉']");
    await ada.page.click(".reaction[title='bob reacted with 🎉'][aria-pressed=false]");
    await bob.page.waitForSelector(".reaction[aria-pressed=true]:has-text('2')");
    await ada.page.click(".reaction[aria-pressed=true]");
    await bob.page.waitForSelector(".reaction:has-text('1')");
    await bob.page.reload();
    await live(bob.page);
    await bob.page.click(".reaction[aria-pressed=true]");
    await ada.page.waitForSelector(".reaction", { state: "detached" });
  });

  await t.step("an answer shows what it answers, which follows an edit and leads there", async () => {
    await menu(bob.page, "Hello Bob", "Reply");
    await bob.page.waitForSelector(".about:has-text('Reply to ada')");
    await write(bob.page, "Hello Ada");
    await ada.page.waitForSelector(".quote:has-text('Hello Bob')");
    await menu(ada.page, "Hello Bob", "Edit");
    await write(ada.page, "Good morning");
    await bob.page.waitForSelector(".quote:has-text('Good morning')");
    await bob.page.click(".quote");
    await bob.page.waitForSelector(".message.lit:has-text('Good morning')");
  });

  await t.step("Esc ends an answer that was begun, and the draft stays", async () => {
    await bob.page.fill("#composer", "not yet");
    await menu(bob.page, "Good morning", "Reply");
    await bob.page.press("#composer", "Escape");
    await bob.page.waitForSelector(".about", { state: "detached" });
    assert.equal(await bob.page.inputValue("#composer"), "not yet");
    await bob.page.fill("#composer", "");
  });

  await t.step("a name is picked by keys, is a link, and stands out for whom it names", async () => {
    await ada.page.focus("#composer");
    await ada.page.keyboard.type("@");
    await ada.page.waitForSelector("#suggestion-0[aria-selected=true]:has-text('bob')");
    await ada.page.keyboard.press("ArrowDown");
    await ada.page.waitForSelector("#suggestion-1[aria-selected=true]");
    assert.equal(await ada.page.getAttribute("#composer", "aria-activedescendant"), "suggestion-1");
    await ada.page.keyboard.press("ArrowUp");
    await ada.page.waitForSelector("#suggestion-0[aria-selected=true]");
    await ada.page.keyboard.press("Escape");
    await ada.page.waitForSelector("#suggestions", { state: "detached" });
    assert.equal(await ada.page.inputValue("#composer"), "@");
    await ada.page.keyboard.type("b");
    await ada.page.waitForSelector("#suggestions");
    await ada.page.keyboard.press("Enter");
    assert.equal(await ada.page.inputValue("#composer"), "@bob ");
    await ada.page.fill("#composer", "");
    await ada.page.keyboard.type("Ask @bo");
    await ada.page.waitForSelector("#suggestions [aria-selected=true]:has-text('bob')");
    assert.equal(await ada.page.getAttribute("#composer", "aria-activedescendant"), "suggestion-0");
    await ada.page.keyboard.press("Home");
    await ada.page.waitForSelector("#suggestions", { state: "detached" });
    await ada.page.keyboard.press("End");
    await ada.page.keyboard.press("Backspace");
    await ada.page.waitForSelector("#suggestions [aria-selected=true]:has-text('bob')");
    await ada.page.keyboard.press("Shift+Tab");
    assert.equal(await ada.page.inputValue("#composer"), "Ask @b");
    await ada.page.focus("#composer");
    await ada.page.keyboard.type("o");
    await ada.page.waitForSelector("#suggestions [aria-selected=true]:has-text('bob')");
    await ada.page.keyboard.press("Tab");
    await ada.page.keyboard.type("please");
    await send(ada.page);
    await bob.page.waitForSelector(`.message.to-me a.mention.me[href='/u/${await idOf(bob)}']`);
    assert.equal(await ada.page.locator(".mention:not(.me)").last().textContent(), "@bob");
  });

  await t.step("a pin is on top for both, said in the thread, and goes again", async () => {
    await menu(ada.page, "Good morning", "Pin");
    await bob.page.waitForSelector(".pinned:has-text('Good morning')");
    await bob.page.waitForSelector(".system:has-text('ada pinned a message')");
    await bob.page.click(".pinned button");
    await bob.page.waitForSelector(".pin:has-text('Good morning')");
    assert.equal(await bob.page.locator(".pin button:has-text('Unpin')").count(), 0);
    await bob.page.keyboard.press("Escape");
    await menu(ada.page, "Good morning", "Unpin");
    await bob.page.waitForSelector(".pinned", { state: "detached" });
  });

  await t.step("a recalled message is gone for both, its words come back for its author", async () => {
    await write(ada.page, "wrong room");
    await message(bob.page, "wrong room").waitFor();
    await menu(ada.page, "wrong room", "Recall");
    await bob.page.waitForSelector(".text.gone:has-text('ada recalled a message')");
    await ada.page.waitForSelector(".text.gone:has-text('You recalled a message')");
    await ada.page.click(".toast-action");
    assert.equal(await ada.page.inputValue("#composer"), "wrong room");
    await ada.page.fill("#composer", "");
  });

  await t.step(
    "a deletion asks: for everybody it leaves a tombstone, for me it leaves the others their copy",
    async () => {
      await write(bob.page, "never mind");
      await message(ada.page, "never mind").waitFor();
      await menu(bob.page, "never mind", "Delete");
      await bob.page.click("dialog button:has-text('Delete for everyone')");
      await ada.page.waitForSelector(".text.gone:has-text('was deleted')");
      await menu(ada.page, "Hello Ada", "Delete");
      await ada.page.click("dialog button:has-text('Delete for me')");
      await message(ada.page, "Hello Ada").waitFor({ state: "detached" });
      // What it was opened from is gone: the list has the focus.
      await ada.page.waitForFunction(() => document.activeElement?.matches(".scroller"));
      assert.ok((await words(bob.page)).includes("Hello Ada"));
      await ada.page.reload();
      await live(ada.page);
      assert.ok(!(await words(ada.page)).includes("Hello Ada"));
    },
  );

  await t.step("who has seen it is told, and changes while one looks", async () => {
    await bob.page.goto("/");
    await live(bob.page);
    await write(ada.page, "seen?");
    await menu(ada.page, "seen?", "Info");
    await ada.page.waitForSelector("dialog:has-text('Seen by 0 of 1')");
    await bob.page.goto(`/g/${groupId}`);
    await ada.page.waitForSelector("dialog:has-text('Seen by 1 of 1')");
    await ada.page.keyboard.press("Escape");
  });

  await t.step("a copy goes to another conversation and says whose it was", async () => {
    await menu(bob.page, "Good morning", "Forward");
    let answer = () => {};
    const held = new Promise<void>((resolve) => answer = resolve);
    await bob.page.route("**/api/v1/users/search*", async (route) => {
      await held;
      await route.continue();
    });
    await bob.page.fill("dialog input[type=search]", "nobody");
    await bob.page.waitForSelector("dialog .bone");
    assert.equal(await bob.page.locator("dialog [role=status]").count(), 0, "the server has not said so yet");
    answer();
    await bob.page.waitForSelector("dialog [role=status]:has-text('has that name')");
    await bob.page.fill("dialog input[type=search]", "ada");
    // The answer is lost, and what it said is not: whoever tries again wants one copy.
    await bob.page.route("**/forward", async (route) => {
      await route.fetch();
      await route.abort("connectionreset");
    }, { times: 1 });
    await bob.page.click("dialog .person:has-text('ada') button");
    await bob.page.waitForSelector(".toast.bad");
    await bob.page.fill("dialog input[type=search]", "");
    await bob.page.fill("dialog input[type=search]", "ada");
    await bob.page.click("dialog .person:has-text('ada') button");
    await bob.page.waitForSelector("dialog button:focus:text-is('Forwarded')");
    await bob.page.keyboard.press("Escape");
    await openFromList(ada.page, "bob");
    await ada.page.waitForSelector(".message:has-text('Good morning') .forwarded:has-text('Forwarded from ada')");
    assert.equal(await ada.page.locator(".message:has-text('Good morning') .forwarded").count(), 1);
  });

  await t.step(
    "marks and links are shown as what they mean, and a link says nothing of where one came from",
    async () => {
      await write(ada.page, "[docs](https://docs.example/) **now**");
      const shown = message(ada.page, "docs now").locator(".text");
      assert.equal(await shown.locator("a").getAttribute("rel"), "noopener noreferrer nofollow");
      assert.equal(await shown.locator("strong").textContent(), "now");
    },
  );
  assertQuiet(ada, bob);
});
