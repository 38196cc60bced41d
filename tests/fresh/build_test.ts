// Builds on disk: what is written, when nothing is, and what the result needs to run.
import assert from "node:assert/strict";
import { cp } from "node:fs/promises";
import { basename, join } from "node:path";
import { Builder } from "fresh/dev";
import { builtId } from "../../fresh/src/dev/publish.ts";
import { freePort } from "../support/port.ts";
import { FIXTURE } from "./support.ts";

/** The part of a build's id that tells its inputs. */
const madeOf = (id: string | null | undefined): string | undefined => id?.slice(0, 20);

/** A copy of the fixture that a test may change, below the project as its packages are there. */
async function withCopy(test: (root: string, build: () => Promise<unknown>) => Promise<void>): Promise<void> {
  const root = join(FIXTURE, `../_fresh.${crypto.randomUUID()}`);
  await cp(FIXTURE, root, { recursive: true, filter: (path) => !basename(path).startsWith("_fresh") });
  try {
    await test(root, () => new Builder({ root }).build());
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("a build is made once, and again only after a change", async () => {
  await withCopy(async (root, build) => {
    const state = async () => {
      const { mtime } = await Deno.stat(`${root}/_fresh/snapshot.js`);
      return { id: await builtId(`${root}/_fresh`), at: mtime!.getTime() };
    };
    await build();
    const first = await state();
    await build();
    assert.deepEqual(await state(), first);
    for (const path of ["static/style.css", "components/Button.tsx", "components/tests/data.ts"]) {
      await Deno.mkdir(`${root}/components/tests`, { recursive: true });
      const before = await state();
      await Deno.writeTextFile(`${root}/${path}`, "\n", { append: true });
      await build();
      assert.notEqual((await state()).id, before.id);
    }
    const last = await state();
    await Deno.mkdir(`${root}/data`);
    await Deno.writeTextFile(`${root}/data/upload.ts`, "");
    await build();
    assert.deepEqual(await state(), last);
  });
});

Deno.test("equal code gives names that begin alike, wherever it is built", async () => {
  const ids: (string | null)[] = [];
  const build = () =>
    withCopy(async (root, build) => {
      await build();
      ids.push(await builtId(`${root}/_fresh`));
    });
  await build();
  await build();
  assert.match(ids[0]!, /^\w{28}$/);
  assert.equal(madeOf(ids[0]), madeOf(ids[1]));
});

Deno.test("a failed build leaves the last one, and nothing in the scratch folder", async () => {
  await withCopy(async (root, build) => {
    await build();
    await Deno.writeTextFile(`${root}/islands/Bad.tsx`, "export default () => <div>;");
    await assert.rejects(build());
    assert.ok((await Deno.stat(`${root}/_fresh/server.js`)).isFile);
    assert.deepEqual([...Deno.readDirSync(`${root}/_fresh.tmp`)], []);
  });
});

Deno.test("a server that runs on the last build keeps its chunks, and its old ones go after a day", async () => {
  await withCopy(async (root, build) => {
    const ids: string[] = [];
    const chunks = () => [...Deno.readDirSync(`${root}/_fresh/static/_fresh/js`)].map(({ name }) => name).sort();
    const buildAnew = async () => {
      await Deno.writeTextFile(`${root}/static/style.css`, "\n", { append: true });
      await build();
      ids.push((await builtId(`${root}/_fresh`))!);
    };
    await buildAnew();
    await buildAnew();
    await buildAnew();
    assert.deepEqual(chunks(), ids.toSorted());
    const twoDaysAgo = new Date(Date.now() - 48 * 3600 * 1000);
    for (const id of ids) await Deno.utime(`${root}/_fresh/static/_fresh/js/${id}`, twoDaysAgo, twoDaysAgo);
    await buildAnew();
    assert.deepEqual(chunks(), ids.slice(2).sort(), "this build's and the last one's");
    const text = await Deno.readTextFile(`${root}/static/style.css`);
    await Deno.writeTextFile(`${root}/static/style.css`, "");
    await build();
    await Deno.writeTextFile(`${root}/static/style.css`, text);
    await build();
    assert.equal(madeOf(await builtId(`${root}/_fresh`)), madeOf(ids[3]), "what was built before may be built again");
  });
});

Deno.test("several builds at once, of one state or of two, leave one that is whole", async () => {
  await withCopy(async (root, build) => {
    // What islands share is a chunk of its own, which each build may name in another way.
    await Deno.writeTextFile(`${root}/components/shared.ts`, "export const shared = new Map();\n");
    for (const island of ["Counter", "Props"]) {
      const use = `import { shared } from "../components/shared.ts";\nshared.set("${island}", 1);\n`;
      await Deno.writeTextFile(`${root}/islands/${island}.tsx`, use, { append: true });
    }
    for (let round = 0; round < 3; round++) {
      await Deno.writeTextFile(`${root}/static/style.css`, "\n", { append: true });
      const first = [build(), build()];
      await Deno.writeTextFile(`${root}/islands/Counter.tsx`, "\n", { append: true });
      await Promise.all([...first, build(), build()]);
      const id = await builtId(`${root}/_fresh`);
      const { runtime, files } = await import(`${root}/_fresh/snapshot.js#${round}`);
      assert.equal(runtime.file, `/_fresh/js/${id}/fresh-runtime.js`);
      const chunks = [...files.keys()].filter((it) => it.startsWith("/_fresh/"));
      assert.ok(chunks.length > 3);
      for (const it of chunks) assert.ok((await Deno.stat(`${root}/_fresh/static${it}`)).isFile, it);
    }
  });
});

Deno.test("server.js runs with no permission but to read the project", async () => {
  await withCopy(async (root, build) => {
    await build();
    const { stdout, stderr, success } = await run(`
      const { default: { fetch } } = await import("${root}/_fresh/server.js");
      const get = async (path) => (await fetch(new Request("http://localhost" + path))).text();
      const html = await get("/");
      const chunk = await get(/import{boot}from"([^"]+)"/.exec(html)[1]);
      console.log(html.length > 1000, chunk.length > 1000, await get("/style.css"));
    `);
    assert.ok(success, stderr);
    assert.match(stdout, /^true true h1/);
  });
});

Deno.test("in development a change builds islands again and reloads the page", async () => {
  await withCopy(async (root) => {
    const port = freePort();
    await using _server = start(["run", "--quiet", "--allow-all", `${root}/dev.ts`, String(port)]);
    const page = () => fetch(`http://127.0.0.1:${port}/`).then((it) => it.text());
    let html = await until(page);
    const chunk = () => /from"([^"]+Counter.js)"/.exec(html)![1];
    const first = chunk();
    const script = await fetch(`http://127.0.0.1:${port}${first}`);
    assert.match(script.headers.get("cache-control")!, /no-cache/);
    assert.doesNotMatch(await script.text(), /changed/);
    assert.match(html, /_frsh\/alive/);

    const socket = new WebSocket(`ws://127.0.0.1:${port}/_frsh/alive`);
    const next = () => new Promise((resolve) => socket.onmessage = ({ data }) => resolve(data));
    const revision = await next();
    const reload = next();
    await Deno.writeTextFile(`${root}/islands/Counter.tsx`, "globalThis.name = 'changed';", { append: true });
    assert.notEqual(await reload, revision);
    html = await page();
    assert.notEqual(chunk(), first);
    assert.match(await (await fetch(`http://127.0.0.1:${port}${chunk()}`)).text(), /changed/);
    socket.close();
    await new Promise((resolve) => socket.onclose = resolve);
  });
});

function start(args: string[]): AsyncDisposable {
  const child = new Deno.Command(Deno.execPath(), { args, stdout: "null", stderr: "inherit" }).spawn();
  return {
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.status;
    },
  };
}

async function until<T>(attempt: () => Promise<T>): Promise<T> {
  for (let i = 0; i < 200; i++) {
    try {
      return await attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return await attempt();
}

async function run(code: string): Promise<{ success: boolean; stdout: string; stderr: string }> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--quiet", "--no-prompt", "--cached-only", "--allow-read=.", "-"],
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const stdin = child.stdin.getWriter();
  await stdin.write(new TextEncoder().encode(code));
  await stdin.close();
  const { success, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { success, stdout: text(stdout), stderr: text(stderr) };
}
