// Languages that nobody speaks, over every view: from right to left nothing sticks out or lies over something else, and what points
// points the other way; with words two fifths longer none is cut off. And a language that is chosen changes every page at once.
import assert from "node:assert/strict";
import { live, signUp, stage } from "./browser.ts";
import { cast, signedIn } from "./cast.ts";
import { cutAtTheStart, cutOff, overlapping, stickingOut } from "./measures.ts";
import { shown } from "./shown.ts";
import { VIEWS } from "./views.ts";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const DESK = { viewport: { width: 1440, height: 900 } };
/** On a desk there is room; the frame and what is placed by script are looked at. */
const ON_DESK =
  /^(?:list|group|menu of a (?:row|message)|switcher|group's details|profile|search with results|components)$/;

Deno.test("in a language from right to left, and in one with long words, every view has room for what it says", async (t) => {
  await using on = await stage({ DEVELOPMENT: "on" });
  const all = await cast(on.server.url);
  for (const locale of ["ar-XB", "en-XA"]) {
    for (const [size, options] of Object.entries({ phone: PHONE, desk: DESK })) {
      const how = { ...options, locale, reducedMotion: "reduce" } as const;
      const contexts = {
        ada: await signedIn(on.browser, all, "ada", how),
        sam: await signedIn(on.browser, all, "sam", how),
        nobody: await on.browser.newContext({ baseURL: on.server.url, ...how }),
      };
      for (const { name, as, open } of VIEWS.filter((it) => size === "phone" || ON_DESK.test(it.name))) {
        await t.step(`${name}, ${locale}, ${size}`, async () => {
          await using view = await shown(contexts[as], all, open);
          const { page } = view;
          const [dir, flips] = await page.evaluate(() => [
            document.documentElement.dir,
            [...document.querySelectorAll(".flip")].filter((it) => it.getClientRects().length > 0)
              .map((it) => getComputedStyle(it).transform),
          ]);
          const isRtl = locale === "ar-XB";
          if (name !== "reference of the API") assert.equal(dir, isRtl ? "rtl" : "ltr");
          for (const it of flips) assert.equal(it.startsWith("matrix(-1,"), isRtl, "what points");
          assert.deepEqual(await stickingOut(page), [], "sticks out");
          assert.deepEqual(await cutOff(page), [], "is cut off");
          assert.deepEqual(await cutAtTheStart(page), [], "is cut at its start");
          assert.deepEqual(await overlapping(page), [], "lies over another");
          assert.deepEqual(view.complaints, []);
        });
      }
    }
  }
});

Deno.test("from right to left the list is on the right, my own words are on the left, and a menu is beside its message", async () => {
  await using on = await stage({ DEVELOPMENT: "on" });
  const { page } = await signUp(on.browser, on.server.url, "ada", { locale: "ar-XB", ...DESK });
  await page.click(".sidebar-head a[href='/people']");
  await page.locator("dialog a.button[href^='/u/']").click();
  await page.fill("#composer", "hello");
  await page.press("#composer", "Enter");
  await page.waitForSelector(".message.mine");
  const left = (of: string) => page.locator(of).evaluate((it) => it.getBoundingClientRect().left);
  assert.ok(await left(".sidebar") > await left(".thread"));
  assert.ok(await left(".message.mine .bubble") - await left(".messages") < 40);

  const words = "1. said\n2. in a list";
  await page.fill("#composer", words);
  await page.press("#composer", "Enter");
  const listed = page.locator(".message[data-id]:has(li)");
  await listed.waitFor();
  const [text, time] = await Promise.all(
    [".text li:last-child", "time"].map((it) => listed.locator(it).evaluate((of) => of.getBoundingClientRect().bottom)),
  );
  assert.ok(time! > text!, "the time lies over a list that is written the other way");

  await listed.focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".menu[open] [role^=menuitem]:focus");
  const [menu, bubble] = await Promise.all(
    [page.locator(".menu"), listed.locator(".bubble")].map((it) =>
      it.evaluate((of) => of.getBoundingClientRect().toJSON())
    ),
  );
  assert.ok(
    Math.abs(menu.left - bubble.left) < 2 || Math.abs(menu.right - bubble.right) < 2,
    "the menu is beside its message",
  );
});

Deno.test("a language that is chosen in the profile changes every page at once, and none stays in the old one", async () => {
  await using on = await stage();
  const { page, complaints } = await signUp(on.browser, on.server.url, "ada");
  await live(page);
  assert.equal(await page.getAttribute(".sidebar-head a[href='/people']", "aria-label"), "New conversation");
  await page.goto("/profile");
  await page.selectOption("#language", "zh");
  await page.click("button[value=profile]");
  await page.waitForURL("**/profile?done=profile");
  assert.equal(await page.textContent("h1"), "个人资料");
  for (const path of ["/", "/sessions", "/privacy", "/groups/new", "/search"]) {
    await page.goto(path);
    assert.equal(await page.getAttribute("html", "lang"), "zh-CN", path);
    assert.match(await page.textContent("body") ?? "", /\p{Script=Han}/u, path);
  }
  await page.goto("/");
  await live(page);
  assert.match(await page.getAttribute(".sidebar-head a[href='/people']", "aria-label") ?? "", /\p{Script=Han}/u);
  // The way back is the browser's own: what it kept from before must not come back in English.
  await page.goto("/profile");
  await page.selectOption("#language", "en");
  await page.click("button[value=profile]");
  await page.waitForURL("**/profile?done=profile");
  await page.goBack();
  await page.waitForLoadState();
  await page.goto("/");
  await live(page);
  assert.equal(await page.getAttribute("html", "lang"), "en-US");
  assert.equal(await page.getAttribute(".sidebar-head a[href='/people']", "aria-label"), "New conversation");
  assert.deepEqual(complaints, []);
});
