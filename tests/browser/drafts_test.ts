// What was begun and not sent, on two devices of one person.
import type { Page } from "playwright-core";
import { assertQuiet, idOf, live, message, PASSWORD, signUp, stage, write } from "./browser.ts";
import { DESK, PHONE } from "./sizes.ts";

Deno.test("a draft is on both devices, what both wrote at once is kept, and sending ends it everywhere", async () => {
  await using on = await stage();
  const ada = await signUp(on.browser, on.server.url, "ada", DESK.options);
  const path = `/u/${await idOf(ada)}`;
  await ada.page.goto(path);
  await live(ada.page);
  await write(ada.page, "first");
  await message(ada.page, "first").waitFor();
  const phone = await on.browser.newContext({ baseURL: on.server.url, ...PHONE.options });
  const page = await phone.newPage();
  await page.goto("/login");
  await page.fill("#email", "ada");
  await page.fill("#password", PASSWORD);
  await page.click("button[type=submit]");
  await page.goto(path);
  await live(page);
  const shows = (page: Page, text: string) =>
    page.waitForFunction((text) => document.querySelector<HTMLTextAreaElement>("#composer")?.value === text, text);

  await ada.page.fill("#composer", "begun at the desk");
  await shows(page, "begun at the desk");
  await page.reload({ waitUntil: "commit" });
  await shows(page, "begun at the desk");
  await live(page);
  await Promise.all([ada.page.fill("#composer", "from the desk"), page.fill("#composer", "from the phone")]);
  await page.waitForFunction(() => {
    const { value } = document.querySelector<HTMLTextAreaElement>("#composer")!;
    return value.includes("from the desk") && value.includes("from the phone");
  });
  await ada.page.waitForFunction(() => {
    const { value } = document.querySelector<HTMLTextAreaElement>("#composer")!;
    return value.includes("from the desk") && value.includes("from the phone");
  });
  await ada.page.press("#composer", "Enter");
  await shows(page, "");
  assertQuiet(ada);
});
