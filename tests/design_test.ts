// The style sheets as a machine can judge them: layers, logical lengths, tokens that are there and used, classes that something wears, motion
// that can be switched off. How it looks is compared in `tests/browser/components_test.ts`.

import { strict as assert } from "node:assert";

const ROOT = new URL("../", import.meta.url);
const read = (path: string) => Deno.readTextFileSync(new URL(path, ROOT));

function* walk(folder: string, ending: RegExp): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    if (isDirectory) yield* walk(`${folder}${name}/`, ending);
    else if (ending.test(name)) yield `${folder}${name}`;
  }
}

const sheets = ["static/styles.css", ...walk("static/css/", /\.css$/)];
const rules = (path: string) => read(path).replaceAll(/\/\*[\s\S]*?\*\//g, "");
const css = sheets.map(rules).join("\n");
const code = ["components/", "routes/", "islands/", "lib/"].flatMap((folder) => [...walk(folder, /\.tsx?$/)]).map(read)
  .join("\n");

Deno.test("everything stands in a layer, and the first sheet gives them their order", () => {
  const order = /^@layer ([\w, ]+);/m.exec(rules("static/styles.css"))?.[1]?.split(", ") ?? [];
  assert.deepEqual(order, ["reset", "tokens", "base", "components", "pages"]);
  for (const path of sheets) {
    const outside = rules(path).replace(/^@layer [\w, ]+;/m, "").replaceAll(
      /^@layer (\w+) \{\n[\s\S]*?^\}/gm,
      (_, layer) => {
        assert.ok(order.includes(layer), `${path}: ${layer}`);
        return "";
      },
    );
    assert.equal(outside.trim(), "", path);
  }
});

Deno.test("lengths and sides are logical, so that a language from right to left needs nothing of its own", () => {
  const physical =
    /(?<=[{;]\s*)(?:(?:margin|padding|border)-(?:left|right)[\w-]*|left|right|text-align:\s*(?:left|right)|float:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius)\b[^;]*/g;
  // Code is written from left to right in every language, and says so.
  const ltr = /\{[^{}]*direction: ltr[^{}]*\}/g;
  const found = sheets.flatMap((path) =>
    [...rules(path).replaceAll(ltr, "").matchAll(physical)].map((it) => `${path}: ${it[0]}`)
  );
  assert.deepEqual(found, []);
});

Deno.test("every token that is named is set, and every token that is set is used", () => {
  const set = new Set([...`${css}${code}`.matchAll(/(--[\w-]+)(?=["']?\s*[:,])/g)].map((it) => it[1]!));
  const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((it) => it[1]!));
  assert.deepEqual([...used].filter((it) => !set.has(it)), []);
  const tokens = [...rules("static/styles.css").matchAll(/^ {4}(--[\w-]+):/gm)].map((it) => it[1]!);
  assert.ok(tokens.length > 40);
  assert.deepEqual(tokens.filter((it) => !used.has(it)), []);
});

Deno.test("every class in the sheets is worn by something", () => {
  const named = new Set([...css.matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/gi)].map((it) => it[1]!));
  // Made of a word and a number, a state, or what highlights code says.
  const made = /^(?:hue-\d+|zoom-\d|is-\w+|hl-[\w-]+)$/;
  const unworn = [...named].filter((it) =>
    !made.test(it) && !new RegExp(`(?<![\\w-])${iconOf(it) ?? it}(?![\\w-])`).test(code)
  );
  assert.deepEqual(unworn, []);
});

/** The component that wears a class of the icons' library, such as `Undo2` for `lucide-undo-2`. */
function iconOf(name: string): string | undefined {
  const words = /^lucide-(.+)$/.exec(name)?.[1]?.split("-");
  return words?.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

Deno.test("whatever moves does so by the tokens of motion, or is switched off for who wants less of it", () => {
  const timed = [...css.matchAll(/transition:\s*([^;}]+)/g)].flatMap((it) => it[1]!.split(/,(?![^(]*\))/));
  assert.ok(timed.length > 5);
  assert.deepEqual(timed.filter((it) => !/var\(--(?:quick|calm)\)|^\s*none/.test(it)), []);
});
