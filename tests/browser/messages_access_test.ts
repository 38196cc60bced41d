// A thread with everything in it, its menus and dialogs, in both themes, on a phone and on a desk: axe finds nothing, the browser
// complains of nothing, nothing is wider than the screen.
import type { Page } from "playwright-core";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, listen, live, message, PASSWORD, signUp, type Someone, stage, write } from "./browser.ts";
import { act, inBothSizes } from "./sizes.ts";
import assert from "node:assert/strict";

/** One request to the API. @returns the answer */
async function ask({ context }: Someone, origin: string, method: string, path: string, data: unknown = {}) {
  const answer = await context.request.fetch(`/api/v1${path}`, { method, data, headers: { origin } });
  assert.ok(answer.ok(), `${method} ${path}: ${answer.status()}`);
  return await answer.json();
}

/** @returns the group's id, and that of the message that has everything */
async function fill(ada: Someone, bob: Someone, origin: string): Promise<{ group: string; message: string }> {
  const made = await ask(ada, origin, "POST", "/groups", { name: "Crew", members: [await idOf(bob)] });
  const at = `/messages/group/${made.group.id}`;
  const say = async (who: Someone, content: string, reply_to?: string) =>
    (await ask(who, origin, "POST", at, { content, reply_to })).message.id;
  const first = await say(bob, "Is the **build** green? @ada\n\n> quoted\n\n- a list\n- of `code`");
  const second = await say(ada, "Yes ~~no~~, @bob: [logs](https://ci.example/)", first);
  await say(bob, "```ts\nconst long = 'x'.repeat(1_000); // " + "far ".repeat(60) + "\n```");
  const gone = await say(bob, "gone");
  await ask(ada, origin, "PATCH", `/messages/${second}`, { content: "Yes, @bob and @all" });
  for (const emoji of ["👍", "🎉"]) await ask(ada, origin, "PUT", `/messages/${first}/reactions/${emoji}`);
  await ask(bob, origin, "PUT", `/messages/${second}/reactions/❤️`);
  await ask(ada, origin, "PUT", `/messages/${first}/pin`);
  await ask(bob, origin, "POST", `/messages/${gone}/recall`);
  await ask(ada, origin, "POST", `/messages/${first}/forward`, { group_id: made.group.id });
  return { group: made.group.id, message: second };
}

/** Its menu, by the keyboard: the same on a phone and on a desk. */
async function menu(page: Page, id: string): Promise<void> {
  await page.focus(`#m-${id}`);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".menu[open]");
}

Deno.test("axe finds nothing in a thread with everything in it, nor in its menus and dialogs", async (t) => {
  await using on = await stage();
  const axe = await readAxe();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob");
  const { group, message } = await fill(ada, bob, on.server.url);
  for (const viewport of [{ width: 390, height: 844 }, { width: 1440, height: 900 }]) {
    for (const colorScheme of ["light", "dark"] as const) {
      await t.step(`${viewport.width} ${colorScheme}`, async () => {
        const context = await on.browser.newContext({
          baseURL: on.server.url,
          viewport,
          colorScheme,
          reducedMotion: "reduce",
        });
        const page = await context.newPage();
        const complaints = listen(page);
        const check = (where: string) => assertAccessible(page, axe, `${where} ${viewport.width} ${colorScheme}`);
        await page.goto("/login");
        await page.fill("#email", "ada");
        await page.fill("#password", PASSWORD);
        await page.click("button[type=submit]");
        await live(page);
        await page.goto(`/g/${group}`);
        await live(page);
        await page.locator(`#m-${message}`).focus();
        await page.waitForSelector(".tools");
        await check("tools");
        await menu(page, message);
        await check("menu");
        await page.keyboard.press("Escape");
        for (const item of ["Forward", "Info", "Who reacted", "Delete"]) {
          await menu(page, message);
          await page.click(`.menu-item:has-text("${item}")`);
          await page.waitForSelector("dialog.dialog[open] .person, dialog.small[open]");
          await check(item);
          await page.keyboard.press("Escape");
        }
        await page.click(".edited");
        await page.waitForSelector(".versions time");
        await check("history");
        await page.keyboard.press("Escape");
        await page.click(".pinned button");
        await page.waitForSelector(".pin");
        await check("pins");
        await page.keyboard.press("Escape");
        await menu(page, message);
        await page.click(".menu-item:has-text('Reply')");
        // The draft of the run before is there as well.
        await page.fill("#composer", "");
        await page.keyboard.type("@");
        await page.waitForSelector("#suggestions");
        await check("suggestions");
        await page.goto(`/m/${message}`);
        await page.waitForSelector(".message.lit");
        await check("permalink");
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
  assertQuiet(ada, bob);
});

const HOUR_MS = 3_600_000;

inBothSizes("whoever is muted reads why instead of a box, and has the box again afterwards", async (on) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const { group } = await fill(ada, bob, on.server.url);
  // What time it is is the server's to say.
  await bob.page.clock.install({ time: Date.now() - 2 * HOUR_MS });
  await bob.page.goto(`/g/${group}`);
  await live(bob.page);
  const mute = async (muted_until: string | null) =>
    await ask(ada, on.server.url, "PATCH", `/groups/${group}/members/${await idOf(bob)}`, { muted_until });
  await mute(new Date(Date.now() + HOUR_MS).toISOString());
  await bob.page.waitForSelector(".silent:has-text('muted you')");
  assert.equal(await bob.page.locator("#composer").count(), 0);
  await mute(null);
  await bob.page.waitForSelector("#composer");
  await mute(new Date(Date.now() + HOUR_MS).toISOString());
  await bob.page.waitForSelector(".silent");
  await bob.page.clock.fastForward("01:00:01");
  await bob.page.waitForSelector("#composer");
  assertQuiet(ada, bob);
});

inBothSizes("what was just said can be recalled, however fast the device's clock is", async (on) => {
  const ada = await on.signUp("ada");
  await ada.page.clock.install({ time: Date.now() + 2 * HOUR_MS });
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  await write(ada.page, "oh no");
  await act(ada.page, on.size, message(ada.page, "oh no"), "Recall");
  await ada.page.waitForSelector(".text.gone:has-text('You recalled a message')");
  assertQuiet(ada);
});
