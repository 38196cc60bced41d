// A message on its way: what is seen of it until it has arrived, whatever happens meanwhile.
import assert from "node:assert/strict";
import type { Page, WebSocketRoute } from "playwright-core";
import { launchWith } from "../support/chromium.ts";
import { removeFolder, tempFolder } from "../support/temp.ts";
import { waitUntil } from "../support/wait.ts";
import { assertQuiet, idOf, live, message, PASSWORD, send, signUp, stage, words, write } from "./browser.ts";
import { act, inBothSizes, SIZES } from "./sizes.ts";

/** Between a page and its server: acks can be held, given, or lost together with the connection. */
async function holdAcks(page: Page) {
  let isHolding = false;
  const held: (() => void)[] = [];
  let current: WebSocketRoute | undefined;
  await page.routeWebSocket(/\/ws$/, (ws) => {
    const server = ws.connectToServer();
    current = ws;
    server.onMessage((text) => {
      if (isHolding && String(text).includes('"type":"ack"')) held.push(() => ws.send(text));
      else ws.send(text);
    });
  });
  return {
    hold: () => void (isHolding = true),
    count: () => held.length,
    give: () => {
      isHolding = false;
      for (const ack of held.splice(0)) ack();
    },
    lose: async () => {
      isHolding = false;
      held.length = 0;
      await current?.close({ code: 1001 });
    },
  };
}

const placeOf = (page: Page, text: string) =>
  page.$$eval(".message .bubble", (all, text) => {
    const { top, left, width, height } = all.find((it) => it.textContent?.includes(text))!.getBoundingClientRect();
    return [top, left, width, height].map((it) => Math.round(it));
  }, text);

inBothSizes("a message on its way", async (on, t) => {
  const ada = await on.signUp("ada");
  const bob = await on.signUp("bob");
  const { page } = ada;
  const bobsId = await idOf(bob);
  const adasId = await idOf(ada);
  const acks = await holdAcks(page);
  const blocked = (method: string) =>
    bob.context.request.fetch(`/api/v1/users/${adasId}/block`, { method, headers: { origin: on.server.url } });
  await page.goto(`/u/${bobsId}`);
  await live(page);
  await write(page, "first");
  await message(page, "first").waitFor();

  await t.step("is there at once as being sent, and does not move when it is confirmed", async () => {
    acks.hold();
    await write(page, "second\nwith two lines");
    await page.waitForSelector(".pending:has-text('second') .ticks[title='Sending']");
    await waitUntil("the confirmation", () => acks.count() > 0);
    const before = await placeOf(page, "second");
    acks.give();
    await page.waitForSelector(".message:not(.pending):has-text('second') .ticks:is([title=Sent], [title=Delivered])");
    assert.deepEqual(await placeOf(page, "second"), before);
  });

  await t.step("is changed as itself, though it was confirmed while one was at it", async () => {
    acks.hold();
    await write(page, "not yet sent");
    await waitUntil("the confirmation", () => acks.count() > 0);
    await page.press("#composer", "ArrowUp");
    await page.waitForFunction(() =>
      document.querySelector<HTMLTextAreaElement>("#composer")?.value === "not yet sent"
    );
    acks.give();
    await message(page, "not yet sent").waitFor();
    await page.waitForSelector(".about:has-text('not yet sent')");
    await write(page, "sent and changed");
    await message(page, "sent and changed").locator(".edited").waitFor();
    await page.waitForSelector(".about", { state: "detached" });
    assert.equal(await page.inputValue("#composer"), "");
  });

  await t.step("leaves alone what is begun while a change of it is on its way, also when that is refused", async () => {
    /** Changes the last one, and begins an answer while that is held up. @returns lets it go on, to its end */
    const changeAndAnswer = async (text: string) => {
      let goOn = () => {};
      const held = new Promise<void>((resolve) => goOn = resolve);
      await page.route(/\/api\/v1\/messages\/[^/]+$/, (route) => held.then(() => route.continue()), { times: 1 });
      await page.press("#composer", "ArrowUp");
      await page.waitForSelector(".about:has-text('Edit message')");
      await write(page, text);
      await page.waitForSelector(".about:has-text('Saving')");
      await act(page, on.size, message(page, "first"), "Reply");
      await page.waitForSelector(".about:has-text('Reply to your own message')");
      await page.fill("#composer", "an answer");
      return async () => {
        goOn();
        await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes(".queue.")));
      };
    };
    await (await changeAndAnswer("changed again"))();
    await write(page, "an answer");
    await message(page, "an answer").locator(".quote:has-text('first')").waitFor();

    const refuse = await changeAndAnswer("a better answer");
    await blocked("PUT");
    await refuse();
    await page.waitForSelector(".toast.bad:has-text('Your change to another message was not stored.')");
    await page.waitForSelector(".about:has-text('Reply to your own message')");
    assert.equal(await page.inputValue("#composer"), "an answer");
    await blocked("DELETE");
    await page.click(".toast.bad .toast-action");
    await page.waitForSelector(".about:has-text('Edit message')");
    assert.equal(await page.inputValue("#composer"), "a better answer");
    await send(page);
    await message(page, "a better answer").locator(".edited").waitFor();
    await page.waitForSelector(".about", { state: "detached" });
    assert.equal(await page.inputValue("#composer"), "an answer", "what was begun to be said");
    await page.fill("#composer", "");
  });

  await t.step("is delivered when it is on the other's device, and read when they have seen it", async () => {
    await bob.page.goto("/");
    await live(bob.page);
    await page.waitForSelector(".message:has-text('second') .ticks[title=Delivered]");
    await bob.page.goto(`/u/${adasId}`);
    await page.waitForSelector(".message:has-text('second') .ticks[title=Read]");
  });

  await t.step(
    "is there once, though its confirmation was lost with the connection and it was sent again",
    async () => {
      acks.hold();
      await write(page, "third");
      await waitUntil("the confirmation", () => acks.count() > 0);
      assert.equal(await page.locator(".pending:has-text('third')").count(), 1);
      await acks.lose();
      await message(page, "third").waitFor();
      const expected = ["first", "second\nwith two lines", "changed again", "a better answer", "third"];
      await page.waitForFunction(() => document.querySelector(".pending") === null);
      assert.deepEqual(await words(page), expected);
      await bob.page.waitForSelector(".message:has-text('third')");
      assert.deepEqual(await words(bob.page), expected);
    },
  );

  await t.step("that is refused says why, can be tried again, and can be given up", async () => {
    await blocked("PUT");
    for (const text of ["fourth", "fifth"]) await write(page, text);
    await page.waitForSelector(
      ".failed:has-text('fourth') .refused:has-text('Not sent: This person cannot be reached.')",
    );
    await page.waitForSelector(".failed:has-text('fifth')");
    await page.reload();
    await live(page);
    await page.click(".failed:has-text('fifth') button:has-text('Delete')");
    await page.waitForFunction(() => document.querySelectorAll(".failed").length === 1);
    await page.press("#composer", "ArrowUp");
    await page.fill("#composer", "fourth, mended");
    await send(page);
    await page.waitForSelector(".failed:has-text('fourth, mended')");
    assert.equal(await page.locator(".toast:has-text('offline')").count(), 0);
    await blocked("DELETE");
    await page.click(".failed:has-text('fourth') button:has-text('Retry')");
    await message(page, "fourth, mended").waitFor();
    await bob.page.waitForSelector(".message:has-text('fourth, mended'):not(:has(.edited))");
    assert.ok(!(await words(bob.page)).includes("fifth"));
  });

  await t.step("gives back a file that was refused with it, also after a reload", async () => {
    await page.setInputFiles(".attach input", { name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("a") });
    await page.locator(".tray-file .transfer").waitFor({ state: "detached" });
    await blocked("PUT");
    await send(page);
    await page.waitForSelector(".failed:has-text('a.txt')");
    await page.reload();
    await live(page);
    await page.click(".failed:has-text('a.txt') button:has-text('Delete')");
    await page.click(".toast button:has-text('Put it back')");
    await blocked("DELETE");
    await send(page);
    await bob.page.waitForSelector(".message:has-text('a.txt')");
  });
  // That a change is refused, the browser says as well.
  assert.deepEqual([...ada.complaints, ...bob.complaints].filter((it) => !/status of 403/.test(it)), []);
});

Deno.test("what was not sent when the browser was closed is sent when it is opened again, once", async (t) => {
  await using on = await stage();
  const bob = await signUp(on.browser, on.server.url, "bob");
  const path = `/u/${await idOf(bob)}`;
  for (const { width, options: size } of SIZES) {
    await t.step(`${width}`, async () => {
      const folder = await tempFolder("browser");
      try {
        const options = { baseURL: on.server.url, locale: "en-US", ...size };
        const first = await launchWith(folder, options);
        const page = await first.newPage();
        await page.routeWebSocket(/\/ws$/, (ws) => ws.close());
        await page.goto("/register");
        await page.fill("#username", `ada-${width}`);
        await page.fill("#email", `ada-${width}@example.com`);
        await page.fill("#password", PASSWORD);
        await page.click("button[type=submit]");
        await page.waitForURL(`${on.server.url}/`);
        await page.goto(path);
        for (const text of ["one", "two"]) await write(page, text);
        await page.waitForSelector(".pending:has-text('two')");
        await first.close();

        const second = await launchWith(folder, options);
        const again = await second.newPage();
        await again.goto(path);
        await message(again, "two").waitFor();
        assert.deepEqual(await words(again), ["one", "two"]);
        await again.reload();
        await live(again);
        assert.deepEqual(await words(again), ["one", "two"]);
        await second.close();
      } finally {
        await removeFolder(folder);
      }
    });
  }
  assertQuiet(bob);
});
