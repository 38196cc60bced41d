// What the documents name is there: files and folders, places within a page, and the verbs of `deno task`.

import { strict as assert } from "node:assert";

const ROOT = new URL("../", import.meta.url);
const PAGES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "bench/README.md"].concat(
  Array.from(Deno.readDirSync(new URL("docs/", ROOT)), ({ name }) => `docs/${name}`).filter((it) => it.endsWith(".md")),
);
const pages = PAGES.map((path) => ({ path, text: Deno.readTextFileSync(new URL(path, ROOT)) }));
const named = (text: string, pattern: RegExp): string[] => Array.from(text.matchAll(pattern), ([, name]) => name!);

function isThere(url: URL): boolean {
  try {
    Deno.statSync(url);
    return true;
  } catch {
    return false;
  }
}

/** As GitHub makes them of headings. */
const anchors = (text: string): string[] =>
  named(text, /^#+ (.+)$/gm).map((it) => it.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-"));

Deno.test("every link of a document leads somewhere", () => {
  const wrong = pages.flatMap(({ path, text }) =>
    named(text, /\]\(((?!https?:)[^)\s]+)\)/g).filter((link) => {
      const [file = "", anchor] = link.split("#");
      const target = file === "" ? path : new URL(file, new URL(path, ROOT)).href.slice(ROOT.href.length);
      if (!isThere(new URL(target, ROOT))) return true;
      return anchor !== undefined && !anchors(Deno.readTextFileSync(new URL(target, ROOT))).includes(anchor);
    }).map((link) => `${path}: ${link}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("every file and folder of ours that a document names is there", () => {
  const ours = /`((?:bench|components|db|deploy|docs|fresh|islands|lib|routes|scripts|static|tests)\/[\w./[\]()-]*)`/g;
  const wrong = pages.flatMap(({ path, text }) =>
    named(text, ours).filter((it) => !it.includes("NNNN") && !isThere(new URL(it, ROOT))).map((it) => `${path}: ${it}`)
  );
  assert.deepEqual(wrong, []);
});

Deno.test("every verb that a document names is a task, and CONTRIBUTING lists them all", () => {
  const { tasks }: { tasks: Record<string, string> } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
  const wrong = pages.flatMap(({ path, text }) =>
    named(text, /deno task ([a-z][a-z-]*)/g).filter((it) => !(it in tasks)).map((it) => `${path}: ${it}`)
  );
  assert.deepEqual(wrong, []);
  const contributing = pages.find(({ path }) => path === "CONTRIBUTING.md")!.text;
  const listed = new Set(named(contributing, /^\| `deno task ([a-z-]+)/gm));
  assert.deepEqual(Object.keys(tasks).filter((it) => !listed.has(it)), []);
});
