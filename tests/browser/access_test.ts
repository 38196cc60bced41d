// Every view, in both themes, on a phone and on a desk: axe finds nothing, the browser complains of nothing, nothing is wider than the
// screen. And what a page costs: the script of the chat stays within its budget, all of it from our own origin.
import assert from "node:assert/strict";
import { assertAccessible, readAxe } from "./axe.ts";
import { assertQuiet, idOf, listen, live, PASSWORD, signUp, stage, write } from "./browser.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1440, height: 900 }] as const;
const SCHEMES = ["light", "dark"] as const;
const SCRIPT_BUDGET = 90 * 1024;

Deno.test("axe finds nothing on any view, in both themes, at 390 and at 1440 pixels", async (t) => {
  await using on = await stage();
  const axe = await readAxe();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const bob = await signUp(on.browser, on.server.url, "bob.with-a-rather_long+name");
  const person = `/u/${await idOf(bob)}`;
  await ada.page.goto(person);
  for (const text of ["Hello", "`code` and https://example.com/a", "🎉", "你好，世界", "x".repeat(300)]) {
    await write(ada.page, text);
  }
  await ada.page.waitForFunction(() => document.querySelectorAll(".pending").length === 0);
  const made = await ada.context.request.post("/api/v1/groups", {
    data: { name: "A group with a name that is long enough to be cut off", members: [await idOf(bob)] },
    headers: { origin: on.server.url },
  });
  const group = `/g/${(await made.json()).group.id}`;

  for (const viewport of SIZES) {
    for (const colorScheme of SCHEMES) {
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
        await page.goto("/register");
        await check("register");
        await page.goto("/login");
        await check("login");
        await page.fill("#email", "ada");
        await page.fill("#password", PASSWORD);
        await page.click("button[type=submit]");
        await live(page);
        await check("list");
        for (const path of [person, group]) {
          await page.goto(path);
          await live(page);
          await check(path);
        }
        await page.click("[aria-label='Group details']");
        await page.waitForSelector("dialog .person");
        await check("details");
        for (const path of ["/profile", "/sessions", "/people", "/groups/new"]) {
          await page.goto(path);
          await check(path);
        }
        assert.deepEqual(complaints, []);
        await context.close();
      });
    }
  }
});

Deno.test("the chat's script is within its budget, comes from our origin, and the first screen needs none of it", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada");
  const origins = new Set<string>();
  const scripts = new Map<string, Promise<Uint8Array>>();
  ada.page.on("response", (response) => {
    origins.add(new URL(response.url()).origin);
    if (response.request().resourceType() === "script") scripts.set(response.url(), response.body());
  });
  await ada.page.goto(`/u/${await idOf(ada)}`);
  await live(ada.page);
  const bodies = await Promise.all(scripts.values());
  const sizes = await Promise.all(bodies.map(compressed));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(`script of the chat page: ${total} bytes gzipped in ${sizes.length} files`);
  assert.ok(sizes.length > 0);
  assert.ok(total <= SCRIPT_BUDGET, `${total} bytes`);
  assert.deepEqual([...origins], [on.server.url]);
  const foreign = bodies.filter((it) => /\p{Script=Han}/u.test(new TextDecoder().decode(it)));
  assert.equal(foreign.length, 0, "no other language's words");
});

Deno.test("the chat speaks the reader's language, before its script and with it", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada", { locale: "zh-CN" });
  const words = () => ada.page.getAttribute("#composer", "placeholder");
  // As the server sent it, its script having come to nothing.
  await ada.page.route("**/*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "export {}" }));
  await ada.page.goto(`/u/${await idOf(ada)}`);
  assert.match(await words() ?? "", /\p{Script=Han}/u);
  ada.complaints.length = 0;
  await ada.page.unroute("**/*.js");
  await ada.page.reload();
  await live(ada.page);
  assert.match(await words() ?? "", /\p{Script=Han}/u);
  assertQuiet(ada);
});

async function compressed(body: Uint8Array): Promise<number> {
  const stream = new Blob([Uint8Array.from(body)]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}
