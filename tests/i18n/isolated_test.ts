// Names within sentences: one that is written the other way round turns nothing but itself.

import { strict as assert } from "node:assert";
import { isolated } from "../../lib/i18n/isolated.ts";
import { en } from "../../lib/i18n/en.ts";
import { zh } from "../../lib/i18n/zh.ts";

const apart = (text: string) => `\u2068${text}\u2069`;

Deno.test("a name from right to left is isolated in every sentence of every language, also one of several", () => {
  assert.equal(en.done.forwarded("مريم"), `Forwarded to ${apart("مريم")}.`);
  assert.equal(en.typing.some(["Ada", "דנה"]), `Ada and ${apart("דנה")} are typing`);
  assert.equal(en.thread.arrived("مريم", "Hi"), `${apart("مريم")}: Hi`);
  assert.ok(zh.done.forwarded("مريم").includes(apart("مريم")));
});

Deno.test("a text that brings marks of its own cannot turn what follows it", () => {
  assert.equal(isolated("Ada\u202e"), apart("Ada\u202e"));
});

Deno.test("what is written from left to right stays as it is, and so do numbers", () => {
  for (const text of ["Ada Lovelace", "梅", "Ωμέγα", "12:30", "🎉"]) assert.equal(isolated(text), text);
  assert.equal(en.done.forwarded("Ada"), "Forwarded to Ada.");
  assert.equal(en.list.unread(2), "2 unread messages");
});
