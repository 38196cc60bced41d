// Scripts in every text that people can write, looked at in a real browser: first as everybody sees it, where the policy must have
// nothing to complain about; then by a browser that ignores the policy, where nothing may run either.

import { strict as assert } from "node:assert";
import type { BrowserContext, Page } from "playwright-core";
import { launch } from "../support/chromium.ts";
import { startInstance } from "../support/instance.ts";
import { type Person, person } from "../support/person.ts";
import { ask, must, PASSWORD } from "./cast.ts";

const RUN = "window.ran=1";
/** Short ones fit a name of 80 characters. */
const SHORT = [
  `<img src=x onerror="${RUN};alert(1)">`,
  `"><svg/onload=${RUN}>`,
  `</script><script>${RUN}</script>`,
  `</title><script>${RUN}</script>`,
  `<!--<script>${RUN}</script>`,
  `' onmouseover='${RUN}' x='`,
  `" autofocus onfocus="${RUN}`,
  `\${${RUN}} {{constructor.constructor('${RUN}')()}}`,
];
const LONG = [
  ...SHORT,
  `</textarea></style></template></noscript><script>${RUN}</script>`,
  `<iframe srcdoc="<script>parent.ran=1</script>"></iframe>`,
  `<a href="javascript:${RUN}">click</a> javascript:${RUN} JAVASCRIPT:${RUN}`,
  `https://evil.example/"onmouseover="${RUN}"x="`,
  `https://evil.example/'><script>${RUN}</script>`,
  `http://evil.example/\u0000`.replace("\u0000", "<img src=x onerror=" + RUN + ">"),
  "`<img src=x onerror=" + RUN + ">`",
  "```\n</code></pre><script>" + RUN + "</script>\n```",
  `\u2028${RUN}\u2029//]]>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${RUN}>`,
  `<link rel=stylesheet href=//evil.example/x.css><base href=//evil.example/><meta http-equiv=refresh content="0;//evil.example">`,
  `{"props":"</script><script>${RUN}</script>"}`,
];
const AVATAR = 'https://evil.example/picture.png?who="><script>' + RUN + "</script>";

interface Scene {
  url: string;
  ada: Person;
  eve: Person;
  group: string;
  paths: string[];
}

/** Eve writes into everything that Ada will look at. */
async function scene(url: string): Promise<Scene> {
  const [ada, eve] = [await person(url, "ada"), await person(url, "eve")];
  await must(200, eve.api("PUT", "/users/profile", { avatar: AVATAR }));
  const paths = ["/", "/people", "/groups/new", "/profile", `/u/${eve.id}`];
  let group = "";
  for (const [n, text] of SHORT.entries()) {
    const who = await must(201, eve.api("POST", "/groups", { name: text, description: LONG[n], members: [ada.id] }));
    group = who.group.id;
    await must(201, eve.api("POST", `/messages/group/${group}`, { content: text }));
    if (n % 3 === 1) paths.push(`/g/${group}`); // the list shows the others
  }
  for (const content of LONG) {
    await must(201, eve.api("POST", `/messages/private/${ada.id}`, { content }));
    await must(201, eve.api("POST", `/messages/group/${group}`, { content }));
  }
  for (const [n, text] of SHORT.slice(0, 4).entries()) {
    const friend = await person(url, `friend${n}`);
    await must(
      200,
      friend.api("PUT", "/users/profile", { first_name: text, last_name: SHORT.at(-1 - n), avatar: AVATAR }),
    );
    await must(201, friend.api("POST", `/messages/private/${ada.id}`, { content: text }));
    await must(200, eve.api("POST", `/groups/${group}/members`, { user_id: friend.id }));
    await must(201, friend.api("POST", `/messages/group/${group}`, { content: text }));
  }
  await must(200, ada.api("PUT", "/users/profile", { first_name: SHORT[2], last_name: SHORT[6] }));
  for (const agent of [SHORT[0]!, SHORT[2]!]) { // who has the password shows in the list what they call themselves
    const json = { email: ada.username, password: PASSWORD };
    await ask(url, "POST", "/api/v1/auth/login", { json, headers: { "user-agent": agent } });
  }
  paths.push("/sessions");
  for (const text of [SHORT[0]!, SHORT[2]!, SHORT[6]!]) {
    const value = encodeURIComponent(text);
    paths.push(`/people?q=${value}`, `/nothing/${value}`, `/c/${value}`, `/profile?done=${value}`, `/?before=${value}`);
  }
  return { url, ada, eve, group, paths };
}

/** What a page did that it should not have. */
function watch(page: Page, url: string): string[] {
  const seen: string[] = [];
  page.on("dialog", (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  page.on("pageerror", (error) => seen.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) seen.push(`console: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && new URL(request.url()).origin !== url) {
      seen.push(`request: ${request.url()}`);
    }
  });
  return seen;
}

async function assertInert(page: Page, seen: string[], where: string): Promise<void> {
  const found = await page.evaluate(() => ({
    ran: Reflect.get(globalThis, "ran"),
    handlers: [...document.querySelectorAll("*")].filter((it) =>
      it.getAttributeNames().some((name) => name.startsWith("on") || name === "srcdoc")
    ).map((it) => it.outerHTML),
    foreign: [...document.querySelectorAll("img, iframe, object, embed, base, meta[http-equiv], mglyph, form[action]")]
      .filter((it) => !it.matches("img[src^='/icon.svg'], form[action^='/'], form[action='']")).map((it) =>
        it.outerHTML
      ),
    links: [...document.querySelectorAll("a")].map((it) => it.protocol).filter((it) => !/^https?:$/.test(it)),
  }));
  assert.deepEqual(found, { ran: undefined, handlers: [], foreign: [], links: [] }, where);
  assert.deepEqual(seen, [], where);
}

async function look(context: BrowserContext, { url, ada, eve, group, paths }: Scene): Promise<void> {
  await context.addCookies([{ name: "parley", value: ada.token, url }]);
  const page = await context.newPage();
  const seen = watch(page, url);
  let texts = 0;
  for (const path of paths) {
    await page.goto(`${url}${path}`);
    if (/^\/(?:$|[ug]\/)/.test(path)) await page.waitForSelector("[data-live=true]");
    await assertInert(page, seen, path);
    texts += await page.evaluate(() => document.body.innerText.split("window.ran").length - 1);
  }
  assert.ok(texts > 100, `they were shown as text, ${texts} of them`);

  // What arrives while one looks is drawn by the script, not by the server.
  await page.goto(`${url}/g/${group}`);
  await page.waitForSelector("[data-live=true]");
  const socket = await eve.connect();
  await socket.ask({ type: "typing", group_id: group });
  for (const [n, content] of LONG.entries()) {
    await socket.ask({ type: "group", group_id: group, content: `${content} ${n}` });
    await socket.ask({ type: "private", to: ada.id, content });
  }
  await page.waitForFunction(
    (text) => [...document.querySelectorAll(".message")].at(-1)?.textContent?.includes(text),
    LONG.at(-1)!,
  );
  await socket.close();
  await assertInert(page, seen, "messages that arrive");
  await page.click("[aria-label='Group details']");
  await page.waitForSelector("dialog .person");
  await assertInert(page, seen, "details");
  await page.keyboard.press("Escape");
  await page.fill("#composer", LONG[8]!);
  await page.press("#composer", "Enter");
  await page.fill("#composer", LONG[2]!);
  await page.waitForFunction(() => document.querySelectorAll(".pending").length === 0);
  await page.reload();
  await page.waitForSelector("[data-live=true]");
  await assertInert(page, seen, "one's own message and draft");
  await page.close();
}

/** Where the words are put into a page as they are, they run: otherwise this file would prove nothing. */
async function assertTheyWould(context: BrowserContext): Promise<void> {
  for (const text of [SHORT[0]!, SHORT[1]!]) {
    const page = await context.newPage();
    page.on("dialog", (dialog) => dialog.dismiss());
    await page.setContent(`<p title="${text}">${text}</p>`);
    await page.waitForFunction(() => Reflect.get(globalThis, "ran") === 1);
    await page.close();
  }
}

/** What a refused form repeats of what was entered. */
async function reflected(context: BrowserContext, url: string): Promise<void> {
  const page = await context.newPage();
  const seen = watch(page, url);
  for (const text of SHORT.slice(0, 3)) {
    for (const path of ["/login", "/register"]) {
      await page.goto(`${url}${path}?next=${encodeURIComponent(`/${text}`)}`);
      await page.$eval("form", (form, value) => {
        (form as HTMLFormElement).noValidate = true;
        for (const input of form.querySelectorAll<HTMLInputElement>("input")) {
          input.type = "text";
          input.value = value;
        }
      }, text);
      await Promise.all([page.waitForEvent("load"), page.click("button[type=submit]")]);
      await assertInert(page, seen, `${path} with ${text}`);
    }
  }
  await page.close();
}

Deno.test("nothing that people write is run, loaded or followed by anybody's browser", async (t) => {
  await using instance = await startInstance({ LIMITS: "off" });
  const browser = await launch();
  try {
    const made = await scene(instance.url);
    for (const bypassCSP of [false, true]) {
      const where = bypassCSP ? "and no policy is needed for that" : "and the policy has nothing to complain about";
      await t.step(where, async () => {
        const context = await browser.newContext({ bypassCSP });
        await look(context, made);
        await context.close();
        const outside = await browser.newContext({ bypassCSP });
        await reflected(outside, instance.url);
        if (bypassCSP) await assertTheyWould(outside);
        await outside.close();
      });
    }
  } finally {
    await browser.close();
  }
  assert.ok(!/"level":"ERROR"/.test(instance.output()), instance.output().slice(-3_000));
});
