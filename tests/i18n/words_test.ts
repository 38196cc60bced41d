/// <reference lib="deno.unstable" />
// No word that people read stands outside of the dictionaries, no entry of them is there for nothing, and numbers, dates and plurals are
// told by Intl alone. The reference of the API (`components/docs/`, English as the API itself) and the developers' gallery are apart.

import { strict as assert } from "node:assert";
import { en } from "../../lib/i18n/en.ts";

const ROOT = new URL("../../", import.meta.url);
const APART = /^(?:components|routes)\/(?:docs|dev)\//;
/** What is read aloud or shown of an element besides its text. */
const SPOKEN =
  /^(?:aria-label|aria-description|aria-roledescription|aria-placeholder|aria-valuetext|title|placeholder|alt|label|text)$/;
const WORD = /\p{L}{2}/u;

interface Source {
  path: string;
  text: string;
}

function* sources(folder: string): Generator<Source> {
  for (const { name, isDirectory } of Deno.readDirSync(new URL(folder, ROOT))) {
    const path = `${folder}${name}`;
    if (isDirectory) yield* sources(`${path}/`);
    else if (/\.tsx?$/.test(path)) yield { path, text: Deno.readTextFileSync(new URL(path, ROOT)) };
  }
}

const views = ["components/", "routes/", "islands/"].flatMap((folder) => [...sources(folder)])
  .filter(({ path }) => !APART.test(path) && !path.startsWith("routes/api/"));
const all = [...views, ...["lib/client/", "lib/pages/", "lib/i18n/"].flatMap((folder) => [...sources(folder)])];

/** The words that an expression says by itself. */
function literal(node: Deno.lint.Node | null): string {
  switch (node?.type) {
    case "Literal":
      return typeof node.value === "string" ? node.value : "";
    case "TemplateLiteral":
      return node.quasis.map((it) => it.cooked).join(" ");
    case "ConditionalExpression":
      return `${literal(node.consequent)} ${literal(node.alternate)}`;
    case "LogicalExpression":
      return `${literal(node.left)} ${literal(node.right)}`;
    case "JSXExpressionContainer":
      return literal(node.expression);
    default:
      return "";
  }
}

const outside: Deno.lint.Plugin = {
  name: "words",
  rules: {
    outside: {
      create(context) {
        const judge = (node: Deno.lint.Node, words: string) => {
          if (WORD.test(words)) context.report({ node, message: words.trim() });
        };
        return {
          JSXText: (node) => judge(node, node.value),
          JSXAttribute(node) {
            if (node.name.type === "JSXIdentifier" && SPOKEN.test(node.name.name)) judge(node, literal(node.value));
          },
          JSXElement: (node) =>
            node.children.forEach((it) => it.type === "JSXExpressionContainer" && judge(it, literal(it))),
          JSXFragment: (node) =>
            node.children.forEach((it) => it.type === "JSXExpressionContainer" && judge(it, literal(it))),
          // A toast.
          "CallExpression[callee.property.name='say']": (node: Deno.lint.CallExpression) =>
            judge(node, literal(node.arguments[0] ?? null)),
        };
      },
    },
  },
};

const found = (path: string, text: string): string[] =>
  Deno.lint.runPlugin(outside, path, text).map(({ message }) => `${path}: ${message}`);

Deno.test("no text that people read stands outside of the dictionaries", () => {
  assert.ok(views.length > 60);
  assert.deepEqual(views.flatMap(({ path, text }) => found(path, text)), []);
});

Deno.test("a text outside would be found, in whatever way it is written", () => {
  const ways = [
    "<p>Hello</p>",
    `<p>{"Hello"}</p>`,
    `<p>{it && \`Hello \${it}\`}</p>`,
    `<>{it ? "Hello" : null}</>`,
    `<img alt="Hello" />`,
    `<button aria-label={it ? t.a : "Hello"} />`,
    `<Notice text={\`Hello \${it}\`} />`,
    `notices.say("Hello")`,
  ];
  for (const way of ways) assert.equal(found("a.tsx", `const x = ${way};`).length, 1, way);
  for (const way of [`<p class="bad">{t.hello} · {1}</p>`, `<a href="/" aria-current="page">⌘ ({n})</a>`]) {
    assert.deepEqual(found("a.tsx", `const x = ${way};`), [], way);
  }
});

/** Paths of all entries, such as `list.empty`. */
function* entries(of: object, path = ""): Generator<string> {
  for (const [key, value] of Object.entries(of)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "object" && value !== null) yield* entries(value, here);
    else yield here;
  }
}

const code = all.filter(({ path }) => !/^lib\/i18n\/(?:en|zh)/.test(path)).map(({ text }) => text).join("\n");

const root = "(?:\\bt|\\bwords|useText\\(\\))";

/** Read by its whole name; or what it is a part of is handed on whole, or read by a key that is computed. */
function isRead(path: string): boolean {
  const parts = path.split(".");
  const read = (of: readonly string[], then: string) =>
    new RegExp(`${root}\\s*\\.${of.join("\\s*\\.")}\\b${then}`).test(code);
  const takenApart = new RegExp(`\\{[^}]*\\b${parts[0]}\\b[^}]*\\}(?:: Dictionary| = useText\\(\\))`);
  return read(parts, "") || takenApart.test(code) ||
    parts.slice(1).some((_, i) => read(parts.slice(0, i + 1), "(?!\\s*\\.\\s*[\\w$])"));
}

Deno.test("no entry of the dictionaries is there for nothing", () => {
  assert.ok(isRead("list.empty") && !isRead("list.nobodyReadsThis"));
  assert.deepEqual([...entries(en)].filter((path) => !isRead(path)), []);
});

Deno.test("numbers, dates, lists and plurals are told by Intl, in one place", () => {
  const byHand =
    /\.toLocale(?:Date|Time)?String\(|\.toFixed\(|\.get(?:UTC)?(?:Hours|Minutes|Date|Day|Month|FullYear)\(|new Intl\./;
  const wrong = all.filter(({ path, text }) => !path.startsWith("lib/i18n/") && byHand.test(text));
  assert.deepEqual(wrong.map(({ path }) => path), []);
  const countedByHand = all.filter(({ path, text }) => /^lib\/i18n\/en/.test(path) && /[=!]== ?1\b|> 1\b/.test(text));
  assert.deepEqual(countedByHand.map(({ path }) => path), []);
});
