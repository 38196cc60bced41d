// The app runs unchanged on upstream Fresh 2.3.3 (`deno unlink ./fresh`): it imports only what upstream exports, our stand-in
// offers it nothing that upstream lacks, and its files are named and export what upstream's conventions know.

import assert from "node:assert/strict";
import { relative } from "node:path";
import { type Arity, type Export, type Member, type Outline, outlineOf } from "./api_outline.ts";
import facts from "./upstream_api.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url).pathname;
const VERSION = "2.3.3";
const upstream: Record<string, Outline> = facts as unknown as Record<string, Outline>;
const ENTRIES: Record<string, string> = { "fresh": "", "fresh/runtime": "/runtime", "fresh/dev": "/dev" };
const config = JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`));
const own = JSON.parse(Deno.readTextFileSync(`${ROOT}fresh/deno.json`));

/** What is not the app: made, foreign, the stand-in itself and its tests. */
const NOT_THE_APP = /^(node_modules|_fresh.*|data|scratch|fresh|tests\/fresh|\..*)$/;

function* sources(folder = ""): Generator<string> {
  for (const { name, isDirectory } of Deno.readDirSync(ROOT + folder)) {
    const path = folder + name;
    if (NOT_THE_APP.test(path)) continue;
    if (isDirectory) yield* sources(`${path}/`);
    else if (/\.tsx?$/.test(name)) yield path;
  }
}

const IMPORT = /\b(?:(?:import|export)\b([^;"'`()]*?)\bfrom\s*|import\s*\(?\s*)["'`]([^"'`]+)["'`]/g;

/** What of Fresh a file imports that upstream does not export, or not from there. */
function wrongImports(path: string, text: string): string[] {
  return [...text.matchAll(IMPORT)].flatMap(([, clause = "", specifier = ""]) => {
    if (specifier.startsWith(".")) {
      const target = relative(ROOT, new URL(specifier, `file://${ROOT}${path}`).pathname);
      return target.startsWith("fresh/") ? [`${path}: ${target}`] : [];
    }
    if (!/^fresh(\/|$)|@fresh\//.test(specifier)) return [];
    const exported = upstream[specifier];
    const names = /\{([^}]*)\}/.exec(clause)?.[1]?.split(",").map((it) =>
      it.replace(/^\s*type\s|\sas\s.*/g, "").trim()
    );
    if (exported === undefined || names === undefined) return [`${path}: ${clause.trim()} from ${specifier}`];
    return names.filter((it) => it !== "" && !(it in exported)).map((it) => `${path}: ${it} from ${specifier}`);
  });
}

const within = ([min, max]: Arity, [fewest, most]: Arity): boolean =>
  min >= fewest && (most === null || (max !== null && max <= most));

/** What is wrong with a member of ours: whoever uses it as we declare it uses upstream's as upstream declares it. */
function beyond(what: string, ours: Member | Export, theirs: Member | Export | undefined): string[] {
  if (theirs === undefined) return [`${what} is ours alone`];
  if ("kind" in ours && "kind" in theirs && ours.kind !== theirs.kind) return [`${what} is a ${theirs.kind}`];
  if ((ours.arity === undefined) !== (theirs.arity === undefined)) return [`${what} is a function in one of them only`];
  if (ours.arity && theirs.arity && !within(ours.arity, theirs.arity)) {
    return [`${what} takes ${theirs.arity} arguments`];
  }
  if ("optional" in ours !== "optional" in theirs) return [`${what} may be left out in one of them only`];
  const members = "members" in ours ? Object.entries(ours.members ?? {}) : [];
  const known = "members" in theirs ? theirs.members ?? {} : {};
  return members.flatMap(([name, member]) => beyond(`${what}.${name}`, member, known[name]));
}

function allBeyond(ours: Record<string, Outline>): string[] {
  return Object.entries(ours).flatMap(([entry, outline]) =>
    Object.entries(outline).flatMap(([name, it]) => beyond(`${entry} ${name}`, it, upstream[entry]?.[name]))
  );
}

Deno.test("deno.json names upstream's package, of the version that the stand-in claims, and the entries that the app uses", () => {
  assert.equal(own.name, "@fresh/core");
  assert.equal(own.version, VERSION);
  const named = Object.entries<string>(config.imports).filter(([, target]) => target.includes("@fresh/"));
  assert.deepEqual(
    named,
    Object.entries(ENTRIES).map(([name, path]) => [name, `jsr:@fresh/core@${VERSION}${path}`]),
  );
  assert.deepEqual(config.links, ["./fresh"], "what `deno unlink ./fresh` takes away");
});

Deno.test("the app imports from Fresh only what upstream exports, and nothing of the stand-in by path", () => {
  const all = [...sources()];
  assert.ok(all.filter((path) => /from "fresh/.test(Deno.readTextFileSync(ROOT + path))).length > 10);
  assert.deepEqual(all.flatMap((path) => wrongImports(path, Deno.readTextFileSync(ROOT + path))), []);
});

Deno.test("an import that upstream could not serve is found, in any form", () => {
  const wrong = [
    `import { App, type Island, notThere } from "fresh";`,
    `import {\n  page,\n  restore,\n} from "fresh";`,
    `export { notThere as page } from "fresh/runtime";`,
    `import * as everything from "fresh";`,
    `import { restore } from "fresh/internal";`,
    `const it = await import("fresh/internal");`,
    `import { Router } from "../fresh/src/router.ts";`,
    `import { App } from "jsr:@fresh/core@2.0.0";`,
  ];
  for (const text of wrong) assert.equal(wrongImports("lib/made_up.ts", text).length, 1, text);
  const right = `import { App as TheApp, type Context } from "fresh"; import { Head } from "fresh/runtime";`;
  assert.deepEqual(wrongImports("lib/made_up.ts", right), []);
});

Deno.test("what the stand-in offers, upstream offers too: exports, members, arguments, what may be left out", async () => {
  const modules = Object.entries(ENTRIES).map(([name, path]) => [name, `${ROOT}fresh/${own.exports[`.${path}`]}`]);
  const ours = await outlineOf(Object.fromEntries(modules));
  for (const name of Object.keys(ENTRIES)) assert.ok(Object.keys(ours[name]!).length > 2, name);
  assert.ok(ours.fresh!.Context!.members!.req, "a parameter that is a property counts");
  assert.deepEqual(allBeyond(ours), []);
});

Deno.test("what the stand-in would offer alone is found", () => {
  const app = (members: Record<string, Member>, arity: Arity = [0, 1]) => ({
    fresh: { App: { kind: "class", arity, members } },
  });
  const alone: Record<string, Outline>[] = [
    { fresh: { notThere: { kind: "function", arity: [0, 0] } } },
    { fresh: { page: { kind: "variable" } } },
    app({}, [0, 2]),
    app({ notThere: {} }),
    app({ config: { optional: true } }),
    app({ handler: { arity: [0, 1] } }),
    app({ route: { arity: [1, 3] } }),
    app({ mountApp: {} }),
  ];
  for (const ours of alone) assert.equal(allBeyond(ours).length, 1, JSON.stringify(ours));
  assert.deepEqual(allBeyond(app({ use: { arity: [1, 2] }, get: { arity: [2, null] } })), []);
});

Deno.test("files of routes/ and islands/ are named and export as upstream's conventions are", () => {
  const SPECIAL = /^_(app|layout|middleware|error|404)$/;
  const FOLDER = /^(\(?[\w-]+\)?|\[\w+\])$/;
  const FILE = /^([\w.-]+|\[\w+\]|\[\[\w+\]\]|\[\.\.\.\w+\])$/;
  for (const path of sources()) {
    if (!/^(routes|islands)\//.test(path)) continue;
    const [top, ...folders] = path.replace(/\.tsx?$/, "").split("/");
    const name = folders.pop()!;
    for (const folder of folders) assert.match(folder, FOLDER, path);
    assert.match(name, name.startsWith("_") && top === "routes" ? SPECIAL : FILE, path);
    // Folders such as `(_components)` hold no routes.
    if (top !== "routes" || folders.some((folder) => folder.startsWith("(_"))) continue;
    const text = Deno.readTextFileSync(ROOT + path);
    const exported = [...text.matchAll(/^export (?:(default)|(?:async )?(?:const|function) (\w+)|\{ (\w+) \})/gm)];
    assert.equal(exported.length, [...text.matchAll(/^export (?!type|interface)/gm)].length, path);
    for (const [, ...names] of exported) assert.match(names.find(Boolean)!, /^(default|handlers?|config)$/, path);
  }
});

Deno.test("JSX is compiled as upstream's builder demands", () => {
  const { jsx, jsxImportSource, jsxPrecompileSkipElements } = config.compilerOptions;
  assert.deepEqual([jsx, jsxImportSource], ["precompile", "preact"]);
  const demanded = "a img source body html head title meta script link style base noscript template".split(" ");
  assert.deepEqual(demanded.filter((it) => !jsxPrecompileSkipElements.includes(it)), []);
});
