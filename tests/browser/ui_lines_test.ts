// Every line of what people expect is held by a test that is there, in a file that goes through a phone and a desk. Whether the test says as
// much as the line, only its reader can tell.
import assert from "node:assert/strict";
import { UI_LINES } from "./ui_lines.ts";

/** As the two sizes are named in the files of these tests; whoever loops over none of them runs at one. */
const BOTH =
  /inBothSizes\(|of SIZES\)|\bPHONE\b[^]*\bDESK\b|\bDESK\b[^]*\bPHONE\b|width: 390[^]*width: 1440|width: 1440[^]*width: 390/;
/** What depends on no window, or on a phone alone. */
const WITHOUT_SIZE = [
  "installed > Chromium finds nothing",
  "budgets > the script is",
  "views > every page has its views",
];

const read = (file: string) => Deno.readTextFile(new URL(`./${file}_test.ts`, import.meta.url));

Deno.test("each line of the bar is held by tests that are there", async () => {
  const gone: string[] = [];
  for (const [line, tests] of Object.entries(UI_LINES)) {
    if (tests.length === 0) gone.push(`${line}: no test`);
    for (const test of tests) {
      const [file = "", name = ""] = test.split(" > ");
      if (!(await read(file)).includes(name)) gone.push(`${line}: ${test}`);
    }
  }
  assert.deepEqual(gone, []);
});

Deno.test("the tests of the bar run at both sizes, wherever there is a difference", async () => {
  const all = Object.values(UI_LINES).flat().filter((it) => !WITHOUT_SIZE.some((name) => it.startsWith(name)));
  const files = [...new Set(all.map((it) => it.split(" > ")[0] ?? ""))].sort();
  const single: string[] = [];
  for (const file of files) if (!BOTH.test(await read(file))) single.push(file);
  assert.deepEqual(single, []);
});
