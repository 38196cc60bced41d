// Whoever is not looking is called, once over all tabs; nobody is called for what they look at, muted, or while busy. In a real browser,
// whose notifications and sound are observed, not replaced.
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { launchWhole } from "../support/chromium.ts";
import { waitUntil } from "../support/wait.ts";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, live, signUp, type Someone, stage } from "./browser.ts";
import { called, callsOf, notesOf, observe } from "./calls.ts";
import { DESK, PHONE, type Size, SIZES } from "./sizes.ts";

const api = (by: Someone, url: string) => ({
  post: (path: string, data: unknown) =>
    by.context.request.post(`/api/v1${path}`, { data, headers: { origin: url } }).then((it) => it.json()),
  put: (path: string, data: unknown) => by.context.request.put(`/api/v1${path}`, { data, headers: { origin: url } }),
  patch: (path: string, data: unknown) =>
    by.context.request.patch(`/api/v1${path}`, { data, headers: { origin: url } }),
});

/** Browsers let a page be heard once it was touched. */
const touch = (page: Page) => page.mouse.click(5, 5);

/** How many tabs of this browser lead, and how many wait for their turn. */
const leaders = (page: Page) =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    const [leading, waiting] = [held, pending].map((all) => all.filter((it) => it.name?.endsWith(".leader")).length);
    return { leading, waiting };
  });

async function tab(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(path);
  await live(page);
  await touch(page);
  // The alerts come after the first screen: until one of the tabs leads, nobody would be called.
  await waitUntil("every tab to lead or to wait", async () => {
    const { leading = 0, waiting = 0 } = await leaders(page);
    return leading === 1 && leading + waiting === context.pages().length;
  });
  return page;
}

Deno.test("one is called once over all tabs, for what is for one, and for nothing else", async (t) => {
  await using on = await stage({}, launchWhole);
  const { url } = on.server;
  const ada = await signUp(on.browser, url, "ada", { permissions: ["notifications"] });
  const bob = await signUp(on.browser, url, "bob");
  const cyd = await signUp(on.browser, url, "cyd");
  const ids = { ada: await idOf(ada), bob: await idOf(bob), cyd: await idOf(cyd) };
  await ada.page.close();
  const say = (by: Someone, content: string) => api(by, url).post(`/messages/private/${ids.ada}`, { content });
  const { group } = await api(bob, url).post("/groups", { name: "Garden", members: [ids.ada] });
  const inGroup = (content: string) => api(bob, url).post(`/messages/group/${group.id}`, { content });
  await say(bob, "from before");
  await say(cyd, "from before");
  const of = async (by: Someone): Promise<string> => (await say(by, "also from before")).message.conversation_id;
  const conversations = { bob: await of(bob), cyd: await of(cyd) };

  await observe(ada.context);
  const first = await tab(ada.context, "/");
  await first.setViewportSize(DESK.options.viewport);
  const second = await tab(ada.context, "/");
  await second.setViewportSize(PHONE.options.viewport);

  await t.step("a private message: one notification and one sound, and nothing of before", async () => {
    await say(bob, "one");
    const [call, ...more] = await called("one", first, second);
    assert.deepEqual(more, []);
    assert.deepEqual([call?.title, call?.body, call?.tag], ["bob", "one", conversations.bob]);
    assert.equal(call?.silent, true, "our own sound is heard: the system's would be a second one");
    assert.equal(await notesOf(first, second), 2, "one sound of two notes");
  });

  await t.step("the next of the same conversation replaces it: it has the same tag", async () => {
    await say(bob, "two");
    const calls = await called("two", first, second);
    assert.deepEqual(calls.map((it) => it.tag), [conversations.bob, conversations.bob]);
  });

  await t.step("the title, the icon and the app's badge count", async () => {
    await first.waitForFunction(() => (globalThis.window.badge ?? 0) >= 2);
    await first.waitForFunction(() => /^\(\d\)/.test(document.title));
    await first.waitForFunction(() =>
      document.querySelector("link[rel=icon]")?.getAttribute("href")?.startsWith("data:image/png")
    );
    const colours = await first.evaluate(async () => {
      const icon = new Image();
      icon.src = document.querySelector<HTMLLinkElement>("link[rel=icon]")!.href;
      await icon.decode();
      const on = Object.assign(document.createElement("canvas"), { width: 64, height: 64 }).getContext("2d")!;
      on.drawImage(icon, 0, 0);
      const { data } = on.getImageData(26, 0, 38, 38);
      return [
        ...new Set(Array.from({ length: data.length / 4 }, (_, i) => [...data.subarray(i * 4, i * 4 + 3)].join())),
      ];
    });
    assert.ok(colours.includes("201,58,37"), "a disc");
    assert.ok(colours.includes("255,255,255"), "with a number on it");
  });

  await t.step("a click shows the conversation, and what is read anywhere is taken away", async () => {
    await first.evaluate(() => globalThis.window.calls.at(-1)?.it.onclick?.(new Event("click")));
    await first.waitForURL(`**/u/${ids.bob}`);
    await first.waitForSelector(".message:has-text('two')");
    await say(cyd, "three");
    await called("three", first, second);
    await api(ada, url).put(`/messages/${(await say(cyd, "four")).message.id}/read`, {});
    await first.waitForFunction(
      (tag) => globalThis.window.calls.findLast((it) => it.tag === tag)?.closed,
      conversations.cyd,
    );
  });

  await t.step("not for what one looks at, in whichever tab; in the others it is read and quiet", async () => {
    await say(bob, "seen");
    await first.waitForSelector(".message:has-text('seen')");
    await say(cyd, "after seen");
    const calls = await called("after seen", first, second);
    assert.equal(calls.some((it) => it.body === "seen"), false);
    await second.waitForSelector(".row:not(.unread):has-text('bob')");
    await first.goto("/");
    await live(first);
  });

  await t.step("not for what one says oneself elsewhere", async () => {
    await api(ada, url).post(`/messages/private/${ids.bob}`, { content: "mine" });
    await second.waitForSelector(".row:has-text('mine')");
    await say(cyd, "after mine");
    const calls = await called("after mine", first, second);
    assert.equal(calls.some((it) => it.body === "mine"), false);
  });

  await t.step("a group calls as its reader has decided: everything, mentions, nothing, muted", async () => {
    const set = async (own: Record<string, unknown>) => {
      await api(ada, url).patch(`/conversations/${group.id}`, own);
    };
    await inGroup("everything");
    const [call] = (await called("everything", first, second)).filter((it) => it.body.includes("everything"));
    assert.deepEqual([call?.title, call?.body], ["Garden", "bob: everything"]);
    await set({ notify: "mentions" });
    await inGroup("not for ada");
    await inGroup("for @ada");
    await called("for @ada", first, second);
    await set({ notify: "nothing" });
    await inGroup("@ada: nothing");
    await set({ notify: "all", muted: true });
    await inGroup("@ada: muted");
    await say(cyd, "after the group");
    const bodies = (await called("after the group", first, second)).map((it) => it.body);
    assert.deepEqual(bodies.filter((it) => /not for ada|nothing|muted/.test(it)), []);
  });

  await t.step("while one is busy nothing calls, but it is counted", async () => {
    await second.selectOption(".status-select", "busy");
    await first.waitForSelector(".self .presence.busy");
    await say(bob, "not now");
    await second.waitForSelector(".row:has-text('not now') .badge");
    await second.selectOption(".status-select", "online");
    await first.waitForSelector(".self .presence.online");
    await say(cyd, "now again");
    const calls = await called("now again", first, second);
    assert.equal(calls.some((it) => it.body === "not now"), false);
  });

  await t.step(
    "without its text a notification says only that there is a message; without sound it is still",
    async () => {
      const page = await ada.context.newPage();
      await page.goto("/notifications");
      await page.click("[name=text]");
      await page.click("[name=sound]");
      await page.waitForSelector("[role=status]:has-text('Kept on this device')");
      await page.close();
      const notes = await notesOf(first, second);
      await say(bob, "a secret");
      const calls = await called("New message", first, second);
      assert.equal(calls.some((it) => it.body.includes("secret")), false);
      assert.equal(await notesOf(first, second), notes);
    },
  );

  await t.step("when the tab that leads is closed, another one goes on", async () => {
    const leads = (await callsOf(first)).length > 0 ? first : second;
    const other = leads === first ? second : first;
    const before = (await callsOf(other)).length;
    await leads.close();
    await waitUntil("the other to lead", async () => {
      const { leading, waiting } = await leaders(other);
      return leading === 1 && waiting === 0;
    });
    await say(bob, "still there");
    await other.waitForFunction((before) => globalThis.window.calls.length > before, before);
  });
  assertQuiet(ada, bob, cyd);
});

Deno.test("the browser is asked at a click alone, and one can try what it looks and sounds like", async (t) => {
  await using on = await stage({}, launchWhole);
  const axe = await readAxe();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob");
  await ada.page.close();
  /** A device of ada's that was asked nothing yet. */
  const device = async (options: Size["options"]) => {
    const storageState = await ada.context.storageState();
    const context = await on.browser.newContext({ baseURL: on.server.url, locale: "en-US", ...options, storageState });
    await observe(context);
    return context;
  };
  const asked = (page: Page) => page.evaluate(() => globalThis.window.asked);

  for (const { width, options } of SIZES) {
    await t.step(`${width}: the state in words, the way to change it, trying it`, async () => {
      const context = await device(options);
      const page = await context.newPage();
      await page.goto("/profile");
      await page.click(".tabs a:has-text('Notifications')");
      await page.waitForSelector(".permission[data-state=default]:has-text('Not allowed yet')");
      await assertAccessible(page, axe, `notifications ${width}`);
      await page.click("button:has-text('Send a test')");
      await page.waitForSelector("[role=status]:has-text('The sound was played')");
      assert.equal(await asked(page), 0, "nobody has clicked to be asked");
      // Without a window to ask in, this browser refuses by itself.
      await page.click("button:has-text('Allow notifications')");
      await page.waitForSelector(".permission[data-state=denied]:has-text('To undo it')");
      assert.equal(await asked(page), 1);
      await context.grantPermissions(["notifications"]);
      await page.waitForSelector(".permission[data-state=granted]:has-text('Allowed')");
      const notes = await notesOf(page);
      await page.click("button:has-text('Send a test')");
      await page.waitForSelector("[role=status]:has-text('A notification was shown and the sound was played')");
      assert.deepEqual((await callsOf(page)).map((it) => it.title), ["A notification from Parley"]);
      assert.equal(await notesOf(page), notes + 2);
      await page.click("[name=popups]");
      await page.click("button:has-text('Send a test')");
      await page.waitForSelector("[role=status]:has-text('The sound was played')");
      assert.equal((await callsOf(page)).length, 1);
      await context.close();
    });
  }

  for (const { width, options } of SIZES) {
    await t.step(`${width}: whoever would have been called is offered it once; a click asks the browser`, async () => {
      const context = await device(options);
      const page = await tab(context, "/");
      const { id } = await page.evaluate(async () => (await (await fetch("/api/v1/users/profile")).json()).user);
      const isFocused = (is: boolean) =>
        page.evaluate((is) => {
          document.hasFocus = () => is;
          dispatchEvent(new Event(is ? "focus" : "blur"));
        }, is);
      await isFocused(false);
      await api(bob, on.server.url).post(`/messages/private/${id}`, { content: `Hello at ${width}` });
      await page.waitForSelector(`.row:has-text("Hello at ${width}")`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(await page.locator(".toast").count(), 0, "nobody would see it");
      await isFocused(true);
      await page.waitForSelector(".toast:has-text('Would you like to be notified')");
      assert.equal(await asked(page), 0);
      await page.click(".toast-action:has-text('Allow notifications')");
      assert.equal(await asked(page), 1);
      await context.close();
    });
  }

  await t.step("where a page may show none itself, as on Android, the service worker does", async () => {
    const context = await device(PHONE.options);
    await context.grantPermissions(["notifications"]);
    const page = await context.newPage();
    await page.addInitScript(() => {
      const Shown = globalThis.window.Notification;
      globalThis.window.Notification = class extends Shown {
        constructor(title: string) {
          super(title);
          this.close();
          throw new TypeError("Illegal constructor");
        }
      };
    });
    await page.goto("/");
    await live(page);
    await page.evaluate(async () => void await navigator.serviceWorker.ready);
    await page.goto("/notifications");
    await page.click("button:has-text('Send a test')");
    await page.waitForSelector("[role=status]:has-text('A notification was shown')");
    const shown = await page.evaluate(async () => {
      const worker = await navigator.serviceWorker.ready;
      const all = await worker.getNotifications();
      return all.map(({ title, data, icon }) => ({ title, href: data.href, icon: new URL(icon).pathname }));
    });
    assert.deepEqual(shown, [{
      title: "A notification from Parley",
      href: "/notifications",
      icon: "/icons/any-192.png",
    }]);
    assert.equal((await context.request.get(shown[0]!.icon)).status(), 200);
    await context.close();
  });

  await t.step("without a script it says that one is needed", async () => {
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      javaScriptEnabled: false,
      storageState: await ada.context.storageState(),
    });
    const page = await context.newPage();
    await page.goto("/notifications");
    await page.waitForSelector(".notice:has-text('need JavaScript')");
    assert.equal(await page.isVisible("[name=sound]"), false);
    await context.close();
  });
  assertQuiet(ada);
});
