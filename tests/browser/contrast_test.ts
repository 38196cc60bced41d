// For who asks for more contrast, and for whom the system chooses all colours: what a wash of colour tells elsewhere is told by a border,
// a system colour or a shape; and what arrives is read aloud, politely, together, and apart from the list.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readAxe, violations } from "./axe.ts";
import { live, stage } from "./browser.ts";
import { waitUntil } from "../support/wait.ts";
import { cast, signedIn } from "./cast.ts";
import { inBothSizes } from "./sizes.ts";
import { request } from "../../scripts/screenshots/team.ts";

/** Of the first element, how it is painted. */
const painted = (page: Page, of: string, pseudo?: string) =>
  page.locator(of).first().evaluate((it, which) => {
    const style = getComputedStyle(it, which);
    return {
      ground: style.backgroundColor,
      image: style.backgroundImage,
      ink: style.color,
      border: style.borderTopStyle === "none" ? 0 : parseFloat(style.borderTopWidth),
      ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
      shadow: style.boxShadow,
    };
  }, pseudo);

/** Signs that are not in the ink of what they stand in. */
const otherInk = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const ink = (it: Element) => getComputedStyle(it).color;
    return [...document.querySelectorAll("svg.lucide")].filter((it) =>
      it.parentElement !== null && ink(it) !== ink(it.parentElement)
    )
      .map((it) => it.getAttribute("class") ?? "");
  });

Deno.test("with the system's colours and with more contrast, everything that a colour tells is still told", async (t) => {
  await using on = await stage({ DEVELOPMENT: "on" });
  const axe = await readAxe();
  const all = await cast(on.server.url);
  const open = async (options: { forcedColors?: "active"; contrast?: "more"; colorScheme?: "dark" }) => {
    const context = await signedIn(on.browser, all, "ada", { viewport: { width: 1440, height: 900 }, ...options });
    const page = await context.newPage();
    await page.goto(`/g/${all.groups[0]}`);
    await live(page);
    return page;
  };

  await t.step("with forced colours", async () => {
    const page = await open({ forcedColors: "active" });
    const [selected, other] = [
      await painted(page, ".row[aria-current]"),
      await painted(page, ".row:not([aria-current])"),
    ];
    assert.notEqual(selected.ground, other.ground, "the open conversation");
    assert.ok((await painted(page, ".message:not(.mine) .bubble")).border >= 1, "what others say");
    assert.ok((await painted(page, ".message.mine .bubble")).border >= 2, "what I say");
    const [mine, theirs] = [
      await painted(page, ".reaction[aria-pressed=true]"),
      await painted(page, ".reaction[aria-pressed=false]"),
    ];
    assert.notEqual(mine.ground, theirs.ground, "my reaction");
    assert.ok((await painted(page, ".message.to-me .bubble")).border >= 1, "what speaks to me");
    assert.deepEqual(await otherInk(page), [], "a sign in a colour of the page's");
    await page.focus("#composer");
    assert.ok((await painted(page, ".composer")).ring >= 2, "where I write");
    await page.keyboard.press("Shift+Tab");
    assert.ok((await painted(page, ":focus")).ring >= 2, "what has focus");
    await page.goto("/dev/components");
    const presences = await Promise.all(
      ["online", "away", "busy", "offline"].map((it) => painted(page, `.presence.${it}`)),
    );
    assert.equal(
      new Set(presences.map(({ ground, image }) => `${ground} ${image}`)).size,
      4,
      "presence has four shapes",
    );
    const badge = await painted(page, ".badge");
    assert.notEqual(badge.ground, (await painted(page, "body")).ground, "a badge");
    assert.notEqual(
      (await painted(page, ".ticks.is-read")).ink,
      (await painted(page, ".ticks:not(.is-read)")).ink,
      "read",
    );
    for (const box of [".dialog", ".menu", ".toast", ".tag", ".chip", ".avatar", ".bone", ".button.primary", ".code"]) {
      assert.ok((await painted(page, box)).border >= 1, box);
    }
    const tick = await page.locator(".check input:checked").first().evaluate((it) =>
      getComputedStyle(it, "::after").content
    );
    assert.equal(tick, "none", "the system's tick and ours over each other");
    for (const strong of [".input[aria-invalid=true]", ".button.danger.fill"]) {
      assert.ok((await painted(page, strong)).border >= 2, strong);
    }
    assert.deepEqual(await otherInk(page), [], "a sign in a colour of the page's");
    await page.context().close();
  });

  for (const colorScheme of [undefined, "dark"] as const) {
    await t.step(`with more contrast, ${colorScheme ?? "light"}`, async () => {
      const page = await open({ contrast: "more", colorScheme });
      // 7:1 for text, as WCAG's AAA asks.
      assert.deepEqual(await violations(page, axe, ["color-contrast", "color-contrast-enhanced"]), []);
      assert.notEqual((await painted(page, ".row[aria-current]")).shadow, "none", "the open conversation has a line");
      await page.focus("#composer");
      assert.match((await painted(page, ".composer")).shadow, /\b2px/, "where I write");
      await page.focus(".thread-head button.icon-button");
      await page.keyboard.press("Shift+Tab");
      assert.ok((await painted(page, ":focus")).ring >= 3);
      await page.goto("/dev/components");
      assert.deepEqual(await violations(page, axe, ["color-contrast", "color-contrast-enhanced"]), []);
      assert.ok((await painted(page, ".notice")).border >= 1, "a notice");
      const [line, strong] = await page.locator(".dialog").first().evaluate((it) =>
        ["--line", "--line-strong"].map((name) => getComputedStyle(it).getPropertyValue(name))
      );
      assert.equal(line, strong, "a line in a dialog");
      await page.context().close();
    });
  }
});

/** What the server says can be held up, so that it arrives at once, however slowly it was said. */
async function holdFrames(page: Page) {
  let isHolding = false;
  const held: string[] = [];
  let pass = (_: string) => {};
  await page.routeWebSocket(/\/ws$/, (ws) => {
    pass = (text) => ws.send(text);
    ws.connectToServer().onMessage((text) => isHolding ? held.push(String(text)) : ws.send(text));
  });
  return {
    held,
    hold: () => void (isHolding = true),
    give: () => {
      isHolding = false;
      held.forEach(pass);
    },
  };
}

inBothSizes("what arrives is read aloud politely, several at once, and apart from the list", async (on) => {
  const all = await cast(on.server.url);
  const page = await (await signedIn(on.browser, all, "ada", on.size.options)).newPage();
  const { hold, held, give } = await holdFrames(page);
  await page.goto(`/u/${all.id.priya}`);
  await live(page);
  const log = page.locator("[role=log]");
  assert.equal(await log.getAttribute("aria-live"), "polite");
  assert.ok(await log.evaluate((it) => it.closest(".messages, .scroller") === null));
  assert.equal(await page.locator(".messages [aria-live], .scroller [role=log]").count(), 0);
  const say = (content: string) =>
    request("POST", on.server.url, `/messages/private/${all.id.ada}`, { content }, all.token.priya);
  const said = ["one", "two", "three"];
  // What was there when the page came is not told: it is up from when the first one is.
  for (let i = 0; await log.textContent() === ""; i++) {
    await say(`are you there ${i}`);
    await page.waitForTimeout(1_500);
  }
  await log.evaluate((it) => {
    const said: string[] = [];
    const observed = { childList: true, characterData: true, subtree: true };
    new MutationObserver(() => said.push(it.textContent ?? "")).observe(it, observed);
    Object.assign(window, { said });
  });
  hold();
  await Promise.all(said.map(say));
  await waitUntil("all of them", () => said.every((it) => held.some((text) => text.includes(`"${it}"`))));
  give();
  await page.waitForFunction(
    (said) => said.every((it) => document.querySelector("[role=log]")?.textContent?.includes(it)),
    said,
  );
  const times = await page.evaluate(() => Reflect.get(window, "said").length);
  assert.ok(times <= 2, `told in ${times} parts`);

  // The same words once more are told once more.
  for (const time of [1, 2]) {
    await say("ok");
    await page.waitForFunction(
      (time) => Reflect.get(window, "said").filter((it: string) => it.endsWith(": ok")).length === time,
      time,
    );
  }

  // Where it never is quiet for a second, what comes is told all the same, while more comes.
  let isTold = false;
  const told = page.waitForFunction(() => document.querySelector("[role=log]")?.textContent?.includes("and on"))
    .then(() => isTold = true);
  for (let i = 0; !isTold && i < 60; i++) {
    await say(`and on ${i}`);
    await page.waitForTimeout(300);
  }
  assert.ok(isTold, "nothing was told for 18 s");
  await told;
});
