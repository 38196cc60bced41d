// Fifty things done without a connection, over a restart of the browser: they are on screen at once, and once the server is there again it
// has each of them once, beside all that others did meanwhile.
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { launchWith } from "../support/chromium.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";
import {
  idOf,
  listen,
  live,
  message,
  PASSWORD,
  READER,
  signUp,
  signUpIn,
  stage,
  tryNow,
  words,
  write,
} from "./browser.ts";
import { kept } from "./kept.ts";
import { DESK, PHONE, toList } from "./sizes.ts";
import { wireTo } from "./wire.ts";

const range = (n: number, word: string) => Array.from({ length: n }, (_, i) => `${word} ${i + 1}`);

async function act(page: Page, text: string, item: string): Promise<void> {
  await message(page, text).last().locator(".bubble").hover();
  await message(page, text).last().locator("[aria-label='More actions']").click();
  await page.click(`.menu-item:has-text("${item}")`);
}

async function react(page: Page, text: string, emoji: string): Promise<void> {
  await message(page, text).last().locator(".bubble").hover();
  await message(page, text).last().locator("[aria-label='React']").click();
  await page.click(`[aria-label='React with ${emoji}']`);
}

async function choose(page: Page, name: string, choice: string): Promise<void> {
  await page.locator(`.row:has-text('${name}')`).click({ button: "right" });
  await page.click(`dialog.menu [role^=menuitem]:has-text('${choice}')`);
}

const unsent = (page: Page, text: string) => page.locator(`.message.pending:has-text("${text}")`);
/** What was given up can be had back into the box. */
const writtenAgain = async (page: Page, text: string) => {
  await page.click(".toast:has-text('was not sent') button:has-text('Write it again')");
  assert.equal(await page.inputValue("#composer"), text);
  await page.fill("#composer", "");
};
const open = async (page: Page, name: string) => {
  await toList(page);
  await page.click(`.row:has(.row-name:text-is("${name}"))`);
};

/** Everything that a person sees of these conversations. */
async function shown(page: Page, names: string[]) {
  const threads: Record<string, unknown> = {};
  for (const name of names) {
    await open(page, name);
    await page.waitForSelector(`.thread[aria-label="${name}"] .message`);
    // Read to its end.
    await page.locator(".scroller").press("End");
    await page.locator(`.row:has(.row-name:text-is("${name}")) .badge`).waitFor({ state: "detached" });
    threads[name] = {
      messages: await page.$$eval(
        ".message",
        (all) =>
          all.map((it) =>
            ["text", "edited", "reactions"].map((part) => it.querySelector(`.${part}`)?.textContent ?? "").join("|")
          ),
      ),
      pins: await page.locator(".pinned-bar, .pinned").allInnerTexts(),
      draft: await page.inputValue("#composer"),
    };
  }
  // Read marks are on their way for a second, and a page that goes at once may take one along.
  const unread = async () => {
    const { conversations } = await (await page.request.get("/api/v1/conversations")).json();
    return conversations.some((it: { unread_count: number }) => it.unread_count > 0);
  };
  await waitUntil("all to be read", async () => !await unread());
  await page.goto("/");
  await live(page);
  const rows = await page.locator(".row").allInnerTexts();
  // How long ago is another minute by now.
  return { threads, rows: rows.map((it) => it.replace(/\d+:\d\d( [AP]M)?/g, "")) };
}

/** Nothing of one's own is on its way any more. */
const settled = (page: Page) =>
  page.waitForFunction(
    () => !Object.keys(localStorage).some((key) => /\.(outbox|queue|draft)\./.test(key)),
    null,
    { timeout: 60_000 },
  );

Deno.test("fifty things done offline, over a restart, are as if they had been done online, each once", async (t) => {
  await using on = await stage();
  await using wire = wireTo(on.server.port);
  const profile = await tempFolder("profile");
  const start = () => launchWith(profile, { baseURL: wire.url, ...DESK.options, ...READER });
  let context: BrowserContext = await start();
  try {
    const ada = await signUp(on.browser, on.server.url, "ada");
    const bob = await signUpIn(context, wire.url, "bob");
    const bobId = await idOf(bob);
    const adaId = await idOf(ada);
    const headers = { origin: on.server.url };
    const post = async (path: string, data: unknown) =>
      await (await ada.context.request.post(`/api/v1${path}`, { data, headers })).json();
    const { group } = await post("/groups", { name: "Crew", members: [bobId] });
    const say = (text: string) => post(`/messages/private/${bobId}`, { content: text });
    const sayInGroup = (text: string) => post(`/messages/group/${group.id}`, { content: text });
    const ids = new Map<string, string>();
    for (const text of range(8, "ada")) ids.set(text, (await say(text)).message.id);
    for (const text of range(4, "crew")) await sayInGroup(text);

    await t.step("what was opened is kept", async () => {
      await open(bob.page, "ada");
      for (const text of range(4, "mine")) await write(bob.page, text);
      await message(bob.page, "mine 4").waitFor();
      await bob.page.goto(`/u/${bobId}`);
      await live(bob.page);
      await write(bob.page, "note");
      await message(bob.page, "note").waitFor();
      await open(bob.page, "ada");
      await message(bob.page, "mine 4").waitFor();
      await open(bob.page, "Crew");
      await message(bob.page, "crew 4").waitFor();
      await open(bob.page, "ada");
      await sayInGroup("unread 1");
      await sayInGroup("unread 2");
      await kept(bob.page, "mine 4", "note", "unread 2");
    });

    let page = bob.page;
    await t.step("it opens without the server", async () => {
      wire.cut();
      await page.reload();
      await message(page, "mine 4").waitFor();
      await page.waitForSelector(".row:has-text('unread 2')");
    });

    await t.step("fifty things are done, and seen at once", async () => {
      for (const text of range(14, "offline")) await write(page, text);
      await act(page, "mine 1", "Edit");
      await write(page, "edited offline");
      await message(page, "edited offline").locator(".edited").waitFor();
      await act(page, "mine 2", "Delete");
      await page.click("dialog button:has-text('Delete for everyone')");
      await page.waitForSelector(".message .gone:has-text('deleted')");
      await act(page, "mine 3", "Recall");
      await page.waitForSelector(".message .gone:has-text('recalled')");
      await react(page, "ada 1", "👍");
      await react(page, "ada 2", "❤️");
      await react(page, "ada 3", "🎉");
      await message(page, "ada 3").locator(".reaction").click();
      await message(page, "ada 3").locator(".reaction").waitFor({ state: "detached" });
      await act(page, "ada 4", "Delete");
      await page.click("dialog button:has-text('Delete for me')");
      await message(page, "ada 4").waitFor({ state: "detached" });
      await act(page, "ada 5", "Pin");
      await page.waitForSelector(".thread :text('Pinned message')");
      // What is not sent yet is changed, reacted to and deleted as well.
      await unsent(page, "offline 3").locator("[aria-label='Edit']").click();
      await write(page, "changed before it was sent");
      await unsent(page, "changed before it was sent").waitFor();
      await unsent(page, "offline 4").locator("[aria-label='Delete']").click();
      await unsent(page, "offline 4").waitFor({ state: "detached" });
      await writtenAgain(page, "offline 4");
      await write(page, "emptied");
      await page.press("#composer", "ArrowUp");
      await write(page, "");
      await unsent(page, "emptied").waitFor({ state: "detached" });
      await writtenAgain(page, "emptied");
      await unsent(page, "offline 5").locator("[aria-label='React']").click();
      await page.click("[aria-label='React with 🎉']");
      await unsent(page, "offline 5").locator(".reaction").waitFor();

      await open(page, "Crew");
      await message(page, "unread 2").waitFor();
      for (const text of range(12, "to the crew")) await write(page, text);
      for (const text of range(4, "crew")) await react(page, text, "👍");
      await page.waitForSelector(".row:has-text('Crew'):not(.unread)");
      await page.fill("#composer", "a draft");

      await open(page, "Notes to yourself");
      for (const text of range(6, "to myself")) await write(page, text);
      await choose(page, "Crew", "Mute");
      await choose(page, "Notes to yourself", "Pin to the top");
      await page.waitForSelector(".row:has-text('Crew') [title='Muted']");
      await page.waitForSelector("li:first-child .row:has-text('Notes to yourself') [title='Pinned']");
    });

    await t.step("all of it is there after the browser was closed and started again", async () => {
      await context.close();
      context = await start();
      page = await context.newPage();
      bob.complaints.push(...listen(page));
      await page.goto(`/u/${adaId}`);
      await message(page, "edited offline").waitFor();
      assert.equal(await page.locator(".message.pending").count(), 13);
      await unsent(page, "changed before it was sent").waitFor();
      await message(page, "ada 1").locator(".reaction:has-text('👍')").waitFor();
      assert.equal(await message(page, "ada 4").count(), 0);
      await open(page, "Crew");
      assert.equal(await page.locator(".message.pending").count(), 12);
      assert.equal(await page.inputValue("#composer"), "a draft");
      await page.waitForSelector(".row:has-text('Crew') [title='Muted']");
    });

    await t.step("meanwhile the other wrote, changed and deleted; online again, a refusal is told", async () => {
      for (const text of range(3, "meanwhile")) await say(text);
      const change = await ada.context.request.patch(`/api/v1/messages/${ids.get("ada 6")}`, {
        data: { content: "ada 6, changed" },
        headers,
      });
      assert.equal(change.status(), 200);
      await ada.context.request.delete(`/api/v1/messages/${ids.get("ada 2")}`, { headers });
      // It is told for a while only, and may come before the button was found.
      const told = page.waitForSelector(".toast:has-text('Your reaction was not stored')", { timeout: 60_000 });
      wire.mend();
      await Promise.all([told, tryNow(page)]);
      await settled(page);
    });

    await t.step("the server has everything once, in order", async () => {
      const said = async (path: string) => {
        const { messages } = await (await context.request.get(`/api/v1${path}?limit=100`)).json();
        return messages.reverse().filter((it: { message_type: string }) => it.message_type !== "system");
      };
      const contents = (all: { content: string }[]) => all.map((it) => it.content);
      const offline = range(14, "offline").filter((it) => it !== "offline 4")
        .map((it) => it === "offline 3" ? "changed before it was sent" : it);
      const pair = await said(`/messages/private/${adaId}`);
      assert.deepEqual(contents(pair), [
        "ada 1",
        "",
        "ada 3",
        "ada 5",
        "ada 6, changed",
        "ada 7",
        "ada 8",
        "edited offline",
        "",
        "",
        "mine 4",
        ...range(3, "meanwhile"),
        ...offline,
      ]);
      const of = (text: string) => pair.find((it: { content: string }) => it.content === text);
      assert.equal(of("changed before it was sent").edited_at, null);
      assert.deepEqual(of("ada 1").my_reactions, ["👍"]);
      assert.deepEqual(of("ada 3").reactions, []);
      assert.deepEqual(of("offline 5").my_reactions, ["🎉"]);
      assert.notEqual(of("ada 5").pinned_at, null);
      const crew = await said(`/messages/group/${group.id}`);
      assert.deepEqual(contents(crew), [
        ...range(4, "crew"),
        ...range(2, "unread"),
        ...range(12, "to the crew"),
      ]);
      for (const it of crew.slice(0, 4)) assert.deepEqual(it.my_reactions, ["👍"]);
      const notes = await said(`/messages/private/${bobId}`);
      assert.deepEqual(contents(notes), ["note", ...range(6, "to myself")]);
      const { conversations } = await (await context.request.get("/api/v1/conversations")).json();
      const crewEntry = conversations.find((it: { id: string }) => it.id === group.id);
      assert.deepEqual([crewEntry.muted, crewEntry.unread_count, crewEntry.draft], [true, 0, "a draft"]);
      assert.equal(conversations.find((it: { peer?: { id: string } }) => it.peer?.id === bobId).pinned, true);
    });

    await t.step("the device that was away, a fresh one and the other person see the same", async () => {
      const fresh = await on.browser.newContext({ baseURL: on.server.url, ...PHONE.options, ...READER });
      const there = await fresh.newPage();
      await there.goto("/login");
      await there.fill("#email", "bob");
      await there.fill("#password", PASSWORD);
      await there.click("button[type=submit]");
      await live(there);
      const names = ["ada", "Crew", "Notes to yourself"];
      assert.deepEqual(await shown(page, names), await shown(there, names));
      await ada.page.goto(`/u/${bobId}`);
      await live(ada.page);
      await message(ada.page, "offline 14").waitFor();
      const seen = await words(ada.page);
      for (const text of ["edited offline", "changed before it was sent", "offline 1", "offline 14", "meanwhile 3"]) {
        assert.equal(seen.filter((it) => it === text).length, 1, text);
      }
      assert.equal(seen.includes("offline 4"), false);
    });
    assert.deepEqual(bob.complaints.filter((it) => !/404/.test(it)), []);
  } finally {
    await context.close();
    await removeFolder(profile);
  }
});
