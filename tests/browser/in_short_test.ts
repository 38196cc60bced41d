// A message on one line, wherever it is shown so: its words without the marks of Markdown, with what a search found in them; and names and
// words that are written from right to left beside others that are not, each in its own direction and its own place.
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { PASSWORD, request } from "../../scripts/screenshots/team.ts";
import { assertQuiet, idOf, listen, live, READER, signUp, stage } from "./browser.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;

Deno.test("what was found is told in the words of the message, marked; an address only where it is what was looked for", async (t) => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const { page } = ada;
  const content = "**The zebra** crosses [the road](https://abroad.example/) on `stripes`\n\n- at _noon_";
  const me = await idOf(ada);
  await page.request.post(`/api/v1/messages/private/${me}`, { data: { content }, headers: { origin: on.server.url } });
  const search = async (q: string) => {
    // The index follows a moment later.
    do await page.goto(`/search?q=${q}`); while (await page.locator(".hit").count() === 0);
    const words = page.locator(".hit .text");
    return { words: await words.textContent(), marked: await words.locator("mark").allTextContents() };
  };
  for (const viewport of SIZES) {
    await t.step(`${viewport.width}`, async () => {
      await page.setViewportSize(viewport);
      const words = "The zebra crosses the road on stripes at noon";
      assert.deepEqual(await search("zebra"), { words, marked: ["zebra"] });
      assert.deepEqual(await search("stripes+noon"), { words, marked: ["stripes", "noon"] });
      assert.deepEqual(await search("abroad"), {
        words: "The zebra crosses the road (https://abroad.example/) on stripes at noon",
        marked: ["abroad"],
      });
      await page.goto("/");
      await live(page);
      assert.equal(await page.locator(".row-preview").textContent(), words);
      await page.keyboard.press("Control+k");
      await page.fill(".switcher input", "zebra");
      const hit = page.locator(".hits [role=option] .text");
      await hit.waitFor();
      assert.equal(await hit.textContent(), words);
      assert.deepEqual(await hit.locator("mark").allTextContents(), ["zebra"]);
    });
  }
  assertQuiet(ada);
});

Deno.test("whoever is called from right to left stays before what they said, also where the page is the other way round", async (t) => {
  await using on = await stage({ DEVELOPMENT: "on" });
  const { url } = on.server;
  await account(url, "maryam", "مريم");
  const ada = await account(url, "ada", "Ada");
  const { token } = await request("POST", url, "/auth/login", { email: "maryam", password: PASSWORD });
  const { group } = await request("POST", url, "/groups", { name: "فريق", members: [ada] }, token);
  const say = (content: string) => request("POST", url, `/messages/group/${group.id}`, { content }, token);
  await say("@ada مرحبا!");
  for (const viewport of SIZES) {
    for (const locale of ["en-US", "ar-XB"]) {
      await t.step(`${viewport.width}, ${locale}`, async () => {
        const context = await on.browser.newContext({ ...READER, baseURL: url, locale, viewport });
        await context.request.post("/login", {
          form: { email: "ada", password: PASSWORD },
          headers: { origin: url },
          maxRedirects: 0,
        });
        const page = await context.newPage();
        const complaints = listen(page);
        await page.goto("/");
        await live(page);
        const [who, what] = [await middle(page, ".row-preview > span"), await middle(page, ".row-preview > bdi")];
        assert.equal(locale === "en-US" ? who < what : what < who, true, `${who} and ${what}`);
        const says = page.locator(".row-preview > bdi");
        assert.equal(await says.evaluate((it) => getComputedStyle(it).direction), "rtl", "whoever it begins with");
        await page.goto(`/g/${group.id}`);
        const at = page.locator(".message .mention");
        assert.ok(await letter(page, 0) < await letter(page, 1), "the sign stands before the name");
        assert.equal(await at.textContent(), "@ada");
        assert.equal(await page.locator(".message .text").evaluate((it) => getComputedStyle(it).direction), "rtl");
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
});

async function account(url: string, username: string, first_name: string): Promise<string> {
  const body = { username, first_name, email: `${username}@example.com`, password: PASSWORD };
  return (await request("POST", url, "/auth/register", body)).user.id;
}

const middle = (page: Page, of: string): Promise<number> =>
  page.locator(of).evaluate((it) => {
    const { left, width } = it.getBoundingClientRect();
    return left + width / 2;
  });

/** Where a character of the mention is, in pixels from the left. */
const letter = (page: Page, at: number): Promise<number> =>
  page.locator(".message .mention").evaluate((it, at) => {
    const range = document.createRange();
    range.setStart(it.firstChild!, at);
    range.setEnd(it.firstChild!, at + 1);
    return range.getBoundingClientRect().left;
  }, at);
