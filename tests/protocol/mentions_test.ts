// Whom a text speaks to: what counts as a name in it, and what only looks like one.

import { strict as assert } from "node:assert";
import fc from "fast-check";
import { mentionedNames, MENTIONS_MAX } from "../../lib/protocol/mentions.ts";
import { nameKey } from "../../lib/protocol/names.ts";

const finds = (table: Record<string, string[]>): void => {
  for (const [text, names] of Object.entries(table)) assert.deepEqual(mentionedNames(text), names, text);
};

Deno.test("a name after an @ is found, folded as user names are, each once", () => {
  finds({
    "@anna hi": ["anna"],
    "(@Anna), @ANNA!": ["anna"],
    "@ＡＮＮＡ and ＠ben": ["anna", "ben"],
    "@straße @Σίσυφος": ["strasse", nameKey("Σίσυφος")],
    "@all": ["all"],
    "@anna_b+c-d.e": ["anna_b+c-d.e"],
    "nothing here": [],
    "@ @! @": [],
  });
});

Deno.test("a name may end like a sentence", () => {
  finds({ "ask @anna.": ["anna.", "anna"], "@anna...": ["anna...", "anna"], "@ben-, @c": ["ben-", "ben", "c"] });
});

Deno.test("addresses mention nobody, also where words have no spaces between them", () => {
  finds({
    "mail anna@example.com or a.b+c@example.com": [],
    "https://example.com/@anna see": [],
    "你好@小明 请看": ["小明"],
    "こんにちは@anna": ["anna"],
    "привет@anna": [],
  });
});

Deno.test("code mentions nobody", () => {
  finds({
    "`@a` and @b": ["b"],
    "``@a ` @b`` @c": ["c"],
    "a ` alone, @b": ["b"],
    "```\n@a\n```\n@b": ["b"],
    "```ts\n@a\n~~~\n@b\n````\n@c": ["c"],
    "~~~\n@a": [],
    "    ```\n@a": ["a"],
  });
});

Deno.test("no text mentions more than fifty names, and none takes long", () => {
  assert.equal(mentionedNames(Array.from({ length: 200 }, (_, i) => `@name${i}`).join(" ")).length, MENTIONS_MAX);
  const lengths = Array.from({ length: 175 }, (_, i) => "`".repeat(i + 1)).join(" ");
  for (const odd of ["@a".repeat(8_000), "`".repeat(16_000) + "@", `${lengths} @`, "http://".repeat(2_300) + "@"]) {
    mentionedNames(odd); // one that takes long would never end
  }
});

Deno.test("whatever a name is, it is found between spaces", () => {
  const name = fc.stringMatching(/^[\p{L}\p{Nd}][\p{L}\p{Nd}._+-]{0,20}[\p{L}\p{Nd}]$/u);
  fc.assert(fc.property(name, fc.string(), (name, rest) => {
    const texts = mentionedNames(`@${name} ${rest.replaceAll(/[`~]/g, "")}`);
    assert.ok(texts.includes(nameKey(name)), `${name} in ${texts}`);
  }));
});
