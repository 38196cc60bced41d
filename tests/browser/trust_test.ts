// What makes one trust it: it says when it is offline and when it tries again, that it loads what was missed, who is signed in where, why
// one was signed out, and of everything that is refused what happened and what to do next.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live, PASSWORD, signUp, tryNow, words, write } from "./browser.ts";
import { DESK, inBothSizes, PHONE } from "./sizes.ts";
import { wireTo } from "./wire.ts";

/** The banner comes this long after the connection went, by timers that may be a little early. */
const QUIET_MS = 4_950;

inBothSizes(
  "offline for 5 s it says so, with the countdown and a way to try now; back, it says that it loads what was missed",
  async (on) => {
    await using wire = wireTo(on.server.port);
    const ada = await on.signUp("ada");
    const bob = await signUp(on.browser, wire.url, "bob", on.size.options);
    await ada.page.goto(`/u/${await idOf(bob)}`);
    await live(ada.page);
    await write(ada.page, "before");
    await bob.page.click(".row");
    await bob.page.waitForSelector(".message:has-text('before')");

    const cut = performance.now();
    wire.cut();
    await bob.page.waitForSelector(".banner:has-text('You are offline')");
    assert.ok(performance.now() - cut >= QUIET_MS, "what is over within 5 s disturbs nobody");
    await bob.page.waitForSelector(".banner:has-text('Trying again in'):has(button:text-is('Try now'))");
    await bob.page.evaluate(counted);
    assert.equal(await bob.page.locator("#composer").isVisible(), true, "one goes on writing");
    const missed = Array.from({ length: 3 }, (_, i) => `missed ${i}`);
    for (const text of missed) await write(ada.page, text);
    await ada.page.waitForFunction(() => document.querySelectorAll(".pending").length === 0);
    // What was missed is asked for by a sync; held up, it is said that it is on its way.
    let goOn = () => {};
    const held = new Promise<void>((resolve) => goOn = resolve);
    await bob.page.routeWebSocket(/\/ws$/, (ws) => {
      const server = ws.connectToServer();
      ws.onMessage((text) => {
        if (String(text).includes('"sync"')) void held.then(() => server.send(text));
        else server.send(text);
      });
    });
    wire.mend();
    await tryNow(bob.page);
    await bob.page.waitForSelector(".banner:has-text('Loading missed messages')");
    goOn();
    await bob.page.waitForFunction((last) => document.body.innerText.includes(last), missed.at(-1)!);
    assert.deepEqual((await words(bob.page)).slice(-3), missed, "in order, with nothing left out");
    await bob.page.waitForSelector(`.new-line + .message:has-text('${missed[0]}')`);
    await bob.page.waitForSelector(".banner", { state: "detached" });
    assertQuiet(ada, bob);
  },
);

/** In the page: resolves once one and the same countdown has been seen to count down. */
const counted = async () => {
  for (let last: { of: Element; seconds: number } | undefined;;) {
    const of = document.querySelector(".banner [aria-hidden=true]");
    const seconds = Number(/\d+/.exec(of?.textContent ?? "")?.[0] ?? NaN);
    if (of !== null && of === last?.of && seconds < last.seconds) return;
    if (of !== null && of !== last?.of) last = { of, seconds };
    await new Promise((done) => requestAnimationFrame(done));
  }
};

inBothSizes("a session that is ended elsewhere is signed out and told why, also when it comes later", async (on) => {
  const ada = await on.signUp("ada");
  await live(ada.page);
  const other = await on.browser.newContext({
    baseURL: on.server.url,
    locale: "zh-CN",
    ...(on.size.isPhone ? DESK : PHONE).options,
  });
  const page = await other.newPage();
  const asleep = await ada.context.storageState();
  await page.goto("/login");
  await page.fill("#email", "ada");
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.goto("/sessions");
  await page.waitForFunction(() => document.querySelectorAll(".session").length === 2);
  await page.click("button:has-text('退出此设备')");
  await page.click("dialog button:has-text('取消')");
  assert.equal(await page.locator(".session").count(), 2, "it asks first");
  await page.click("button:has-text('退出此设备')");
  await page.click("dialog button.fill");
  await page.waitForFunction(() => document.querySelectorAll(".session").length === 1);
  await ada.page.waitForURL(/\/login/);
  await ada.page.waitForSelector(
    "[role=alert]:has-text('the session was ended on another device'):has-text('Sign in again')",
  );
  const later = await on.browser.newContext({ baseURL: on.server.url, storageState: asleep, ...on.size.options });
  const back = await later.newPage();
  await back.goto("/profile");
  await back.waitForSelector("[role=alert]:has-text('You were signed out here')");
  await back.fill("#email", "ada");
  await back.fill("#password", "not it");
  await back.click("button[type=submit]");
  await back.waitForSelector(
    "[role=alert]:has-text('The name or the password is wrong. Check what you typed and try again.')",
  );
  await back.fill("#password", PASSWORD);
  await back.click("button[type=submit]");
  await back.waitForURL(/\/profile/);
  // Who signs out themselves is told nothing; also where the browser does not let go of what was kept.
  await back.evaluate(() => indexedDB.databases = () => Promise.reject(new Error("not here")));
  await back.click("button:has-text('Sign out')");
  await back.waitForURL(/\/login/);
  assert.equal(await back.locator("[role=alert]").count(), 0);
});

inBothSizes(
  "a tab in which another person is signed in by now is theirs, and sends nothing in their name",
  async (on, t) => {
    await using wire = wireTo(on.server.port);
    const ada = await signUp(on.browser, wire.url, "ada", on.size.options);
    const bob = await on.signUp("bob");
    const isOf = (name: string) => ada.page.waitForSelector(`.self:has-text("${name}")`, { state: "attached" });
    const signedInAs = async (cookies: Awaited<ReturnType<typeof ada.context.cookies>>) => {
      await ada.context.addCookies(cookies.map(({ name, value }) => ({ name, value, url: wire.url })));
    };
    const ofAda = await ada.context.cookies();
    await ada.page.goto(`/u/${await idOf(bob)}`);
    await live(ada.page);

    await t.step("when it connects again", async () => {
      wire.cut();
      await ada.page.waitForSelector(".banner");
      await write(ada.page, "said by ada");
      await ada.page.waitForSelector(".pending");
      await signedInAs(await bob.context.cookies());
      wire.mend();
      await tryNow(ada.page);
      await isOf("bob");
      await live(ada.page);
      const list = await (await bob.context.request.get("/api/v1/conversations")).text();
      assert.equal(list.includes("said by ada"), false);
    });

    await t.step("at once, while it is connected", async () => {
      await signedInAs(ofAda);
      const other = await ada.context.newPage();
      await other.goto("/");
      await isOf("ada");
      await live(ada.page);
    });
  },
);

inBothSizes("what is refused is told in the reader's language, with the next step", async (on, t) => {
  const ada = await on.signUp("ada");
  const li = await on.signUp("li", { locale: "zh-CN" });
  const made = await ada.context.request.post("/api/v1/groups", {
    data: { name: "Garden", members: [await idOf(li)] },
    headers: { origin: on.server.url },
  });
  const { group } = await made.json();
  const path = `/g/${group.id}`;

  await t.step("a message that is refused says why beside it", async () => {
    await li.page.goto(path);
    await live(li.page);
    // Muted at the very moment: the page does not know yet.
    await li.page.routeWebSocket(/\/ws$/, (ws) => {
      const server = ws.connectToServer();
      server.onMessage((text) => {
        if (!String(text).includes("group_member_updated")) ws.send(text);
      });
    });
    await li.page.reload();
    await live(li.page);
    await ada.context.request.patch(`/api/v1/groups/${group.id}/members/${await idOf(li)}`, {
      data: { muted_until: "2999-01-01T00:00:00.000Z" },
      headers: { origin: on.server.url },
    });
    await write(li.page, "你好");
    await li.page.waitForSelector(".refused:has-text('您没有权限执行此操作。可以请群管理员帮忙。')");
  });

  await t.step("what is dropped comes back into the box", async () => {
    await li.page.click(".refused button:has-text('删除')");
    await li.page.waitForSelector(".failed", { state: "detached" });
    await li.page.click(".toast-action");
    await li.page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>("#composer")?.value === "你好");
  });

  await t.step("a form without a script says it as well", async () => {
    const context = await on.browser.newContext({
      baseURL: on.server.url,
      locale: "zh-CN",
      javaScriptEnabled: false,
      ...on.size.options,
      storageState: await li.context.storageState(),
    });
    const page = await context.newPage();
    await page.goto("/profile");
    await page.fill("#current_password", "not it");
    await page.fill("#new_password", "another one that is long");
    await page.click("button[value=password]");
    await page.waitForSelector("[role=alert]:has-text('用户名或密码不正确。请检查后重试。')");
    await context.close();
  });
});
