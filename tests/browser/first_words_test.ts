// The reader's language from the first byte on: what the server renders, and what the script goes on with.
import assert from "node:assert/strict";
import { assertQuiet, idOf, live } from "./browser.ts";
import { inBothSizes } from "./sizes.ts";

inBothSizes("the chat speaks the reader's language, before its script and with it", async (on) => {
  const ada = await on.signUp("ada", { locale: "zh-CN" });
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
