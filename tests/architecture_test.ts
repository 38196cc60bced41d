// The arrows of ARCHITECTURE.md, as a machine: who may import whom, who may read the environment, who may hold SQL, and that
// nothing opens a connection at import.

import { strict as assert } from "node:assert";

const ROOT = new URL("../", import.meta.url);

/** The folders of our own code, most exact first, and what each may import of the others (besides itself). */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "lib/protocol/": [],
  "db/": [],
  "lib/i18n/": [],
  "lib/metrics/": ["lib/protocol/", "db/sql.ts"],
  "lib/bus/": ["lib/protocol/", "lib/metrics/counts.ts"],
  "lib/services/": [
    "lib/metrics/",
    "db/",
    "lib/bus/bus.ts",
    "lib/protocol/",
    "lib/coalesce.ts",
    "lib/together.ts",
    "lib/in_order.ts",
    "lib/turns.ts",
    "lib/clock.ts",
  ],
  "lib/realtime/": [
    "lib/metrics/",
    "db/",
    "lib/bus/bus.ts",
    "lib/protocol/",
    "lib/services/",
    "lib/coalesce.ts",
    "lib/in_order.ts",
    "lib/turns.ts",
  ],
  "lib/http/": [
    "lib/protocol/",
    "lib/services/",
    "lib/realtime/",
    "lib/running.ts",
    "lib/metrics/",
    "lib/config.ts",
    "lib/log.ts",
    "db/sql.ts",
    "lib/i18n/",
  ],
  "lib/client/": ["lib/protocol/", "lib/i18n/"],
  // What the pages show, in the same types that the islands begin with.
  "lib/pages/": ["lib/http/", "lib/services/", "lib/protocol/", "lib/i18n/", "lib/client/"],
  "lib/config/": ["lib/protocol/", "lib/config.ts"],
  "lib/process/": ["lib/", "db/sql.ts"],
  "lib/assemble.ts": ["*"],
  "lib/": ["lib/"],
  "components/": ["lib/protocol/", "lib/i18n/", "lib/client/"],
  "islands/": ["lib/protocol/", "lib/i18n/", "lib/client/", "components/"],
  "routes/": [
    "lib/http/",
    "lib/services/",
    "lib/realtime/",
    "lib/protocol/",
    "lib/i18n/",
    "lib/pages/",
    "components/",
    "islands/",
    "routes/",
  ],
};

interface Source {
  path: string;
  text: string;
}

function* walk(folder: string): Generator<Source> {
  for (const entry of Deno.readDirSync(new URL(folder, ROOT))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* walk(`${path}/`);
    else if (/\.tsx?$/.test(path)) yield { path, text: Deno.readTextFileSync(new URL(path, ROOT)) };
  }
}

const FOLDERS = ["lib/", "db/", "routes/", "islands/", "components/"];
const sources = FOLDERS.flatMap((folder) => [...walk(folder)]);
const partOf = (path: string) => Object.keys(MAY_IMPORT).find((part) => path.startsWith(part));

/** Paths of our own files that a file imports, by any form of import. */
function importsOf({ path, text }: Source): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map((match) => match[1]!);
  return specifiers.map((specifier) => new URL(specifier, new URL(path, ROOT)).href.slice(ROOT.href.length));
}

Deno.test("the sources are found", () => {
  for (const folder of FOLDERS) assert.ok(sources.some(({ path }) => path.startsWith(folder)), folder);
  assert.ok(sources.some((source) => importsOf(source).length > 3));
});

Deno.test("every import follows an arrow of ARCHITECTURE.md", () => {
  const wrong: string[] = [];
  for (const source of sources) {
    const part = partOf(source.path);
    assert.ok(part !== undefined, `${source.path} has no place in the architecture`);
    const allowed = [part, ...MAY_IMPORT[part]!];
    for (const target of importsOf(source)) {
      if (allowed.includes("*") || allowed.some((prefix) => target.startsWith(prefix))) continue;
      wrong.push(`${source.path} imports ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

Deno.test("only lib/assemble.ts names concrete adapters", () => {
  const adapters = /^(db\/(postgres|pglite)|lib\/bus\/(redis|memory))\.ts$/;
  const users = sources.filter((source) => importsOf(source).some((target) => adapters.test(target)));
  assert.deepEqual(users.map(({ path }) => path), ["lib/assemble.ts"]);
});

Deno.test("only lib/config.ts reads the environment", () => {
  const readers = sources.filter(({ text }) => /Deno\.env\b|process\.env\b/.test(text)).map(({ path }) => path);
  assert.deepEqual(readers, ["lib/config.ts"]);
});

Deno.test("only db/ holds SQL", () => {
  const statement =
    /[`"']\s*(with\s+\w+\s+as\b|select\s+[\w$*(]|insert\s+into\b|update\s+\w+\s+set\b|delete\s+from\b|create\s+table\b)/i;
  const holders = sources.filter(({ path, text }) => !path.startsWith("db/") && statement.test(text));
  assert.deepEqual(holders.map(({ path }) => path), []);
});

Deno.test("nothing of the chat rules knows HTTP or sockets", () => {
  const forbidden = /\bnew (Response|Request|WebSocket|Headers)\b|:\s*(Response|Request|WebSocket)\b/;
  const knowing = sources.filter(({ path, text }) => path.startsWith("lib/services/") && forbidden.test(text));
  assert.deepEqual(knowing.map(({ path }) => path), []);
});

Deno.test("importing every module opens no connection, file or timer", async () => {
  const modules = sources.filter(({ path }) => !path.startsWith("islands/")).map(({ path }) =>
    new URL(path, ROOT).href
  );
  const program = `for (const url of ${JSON.stringify(modules)}) await import(url); console.log("imported");`;
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--no-check", "-R", "-E", `--config=${new URL("deno.json", ROOT).pathname}`, "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  await using child = command.spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(program));
  await writer.close();
  // No permission for the network or for writing; a timer that was left running would keep it from ending.
  const { code, stdout, stderr } = await child.output();
  assert.equal(code, 0, new TextDecoder().decode(stderr));
  assert.match(new TextDecoder().decode(stdout), /imported/);
});

Deno.test("no test waits for a promise by waitForFunction, to which every promise is true", () => {
  const folder = new URL("tests/browser/", ROOT);
  const files = [...Deno.readDirSync(folder)].filter(({ name }) => name.endsWith(".ts"));
  const found = files.filter(({ name }) =>
    /waitForFunction\(\s*async\b/.test(Deno.readTextFileSync(new URL(name, folder)))
  );
  assert.deepEqual(found.map(({ name }) => name), []);
});
