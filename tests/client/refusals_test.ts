// Every refusal is a sentence for its reader, whatever language: what happened, and what to do next.
import assert from "node:assert/strict";
import { refusalText } from "../../lib/client/refusals.ts";
import { en } from "../../lib/i18n/en.ts";
import { zh } from "../../lib/i18n/zh.ts";
import { ERROR_STATUS } from "../../lib/protocol/errors.ts";

Deno.test("every code of the protocol says what happened and what to do next, in both languages", () => {
  for (const code of Object.keys(ERROR_STATUS)) {
    for (
      const [t, sentences] of [[en, /^\p{Lu}[^.]*\..*\p{Lu}[^.]*\.$/u], [
        zh,
        /^\p{Script=Han}.*。.*\p{Script=Han}.*。$/u,
      ]] as const
    ) {
      assert.match(refusalText(t, code), sentences, code);
      assert.notEqual(refusalText(t, code), t.error.generic, code);
    }
  }
  assert.deepEqual(
    Object.keys(en.refusals.of).sort(),
    Object.keys(ERROR_STATUS).sort(),
    "and no sentence is of no code",
  );
});

Deno.test("what only the server knows is told as well: how much, how long, which field", () => {
  assert.equal(
    refusalText(en, "too_large", "A message may have 9 bytes."),
    "It is too long. Shorten it and try again. (A message may have 9 bytes.)",
  );
  assert.equal(refusalText(en, "forbidden", "Only who wrote a message can do that."), refusalText(en, "forbidden"));
});

Deno.test("a code of a newer server is told in its own words", () => {
  assert.equal(refusalText(zh, "moon_is_full", "The moon is full."), "The moon is full.");
  assert.equal(refusalText(zh, "moon_is_full"), zh.error.generic);
});
