// What only developers need is not there for anybody else: the gallery of components, and languages that nobody speaks.

import { strict as assert } from "node:assert";
import { suite } from "./served.ts";

const html = (language: string) => ({ headers: { "accept-language": language } });

suite({}, (test) => {
  test("in production there is no gallery, and nobody reads a made-up language", async (served) => {
    assert.equal((await served.ask("GET", "/dev/components")).status, 404);
    assert.match(
      (await served.ask("GET", "/login", html("en-XA"))).text,
      /<html lang="en" dir="ltr"[\s\S]*Welcome back/,
    );
    assert.match((await served.ask("GET", "/login", html("ar-XB,zh"))).text, /<html lang="zh-CN"/);
  });
});

suite({ DEVELOPMENT: "on" }, (test) => {
  test("in development the gallery shows every part in the language that is asked for", async (served) => {
    const { status, text } = await served.ask("GET", "/dev/components?locale=ar-XB");
    assert.equal(status, 200);
    assert.match(text, /<main class="gallery" lang="ar-XB" dir="rtl"/);
    for (const part of ["buttons", "fields", "dialogs", "menus", "toasts", "avatars", "badges", "bubbles"]) {
      assert.match(text, new RegExp(`id="${part}"`));
    }
  });

  test("the accented language is longer and the mirrored one runs from right to left", async (served) => {
    assert.match(
      (await served.ask("GET", "/login", html("en-XA"))).text,
      /<html lang="en-XA" dir="ltr"[\s\S]*\[Wélçömé báçk one/,
    );
    assert.match(
      (await served.ask("GET", "/login", html("ar-XB"))).text,
      /<html lang="ar-XB" dir="rtl"[\s\S]*\u202eWelcome\u202c/,
    );
  });
});
