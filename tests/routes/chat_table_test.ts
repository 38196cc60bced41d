// What holds of every route of conversations, messages and groups: it is in the table, wants sign-in, and answers what the table
// says: also that it wants another kind of body, or that nothing of that id is there.

import { strict as assert } from "node:assert";
import { CHAT_TABLE, patternOf } from "./chat_table.ts";
import { suite } from "./served.ts";

const ROUTES = new URL("../../routes/api/v1/", import.meta.url);
const OURS = ["/conversations/", "/messages/", "/groups/", "/search/", "/invites/", "/files.ts"];

function* files(folder: string): Generator<string> {
  for (const entry of Deno.readDirSync(new URL(`.${folder}`, ROUTES))) {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory) yield* files(`${path}/`);
    else yield path;
  }
}

Deno.test("every method of every route file has a line in the table", async () => {
  const ours = [...files("/")].filter((file) => OURS.some((start) => file.startsWith(start)));
  assert.ok(ours.length > 20);
  for (const file of ours) {
    const text = await Deno.readTextFile(new URL(`.${file}`, ROUTES));
    const methods = [...text.matchAll(/\b(GET|POST|PUT|PATCH|DELETE):/g)].map((match) => match[1]);
    // A static name goes before a parameter: /groups/discover is no group.
    const lines = CHAT_TABLE.filter(({ path }) =>
      patternOf(file).test(path) && (file.includes("discover") || !path.includes("discover"))
    );
    assert.deepEqual([...new Set(lines.map(({ method }) => method))].toSorted(), methods.toSorted(), file);
  }
});

suite({}, (test) => {
  test("nothing of a conversation is answered without sign-in", async (served) => {
    for (const { method, path, json } of CHAT_TABLE) {
      const { status, body } = await served.ask(method, `/api/v1${path}`, {
        json,
        headers: { "sec-fetch-site": "same-origin" },
      });
      assert.deepEqual([status, body.code], [401, "unauthenticated"], `${method} ${path}`);
    }
  });

  test("every route answers as the table says", async (served) => {
    const { token } = await served.person();
    for (const { method, path, json, answer } of CHAT_TABLE) {
      const { status, body } = await served.ask(method, `/api/v1${path}`, { token, json });
      assert.equal(status, answer, `${method} ${path}: ${JSON.stringify(body)}`);
      if (answer === 404) assert.equal(body.code, "not_found");
      if (answer === 415) assert.equal(body.code, "unsupported_type");
    }
  });

  test("what is no id names nothing", async (served) => {
    const { token } = await served.person();
    for (const bad of ["0", "x", "%25", "_", "null", "01900000-0000-7000-8000-00000000000g", "%00", "a".repeat(500)]) {
      for (const { method, path, json, answer } of CHAT_TABLE.filter((line) => line.answer === 404)) {
        const at = path.replace(/[0-9a-f-]{36}/, bad);
        const { status, body } = await served.ask(method, `/api/v1${at}`, { token, json });
        assert.deepEqual([status, body.code], [answer, "not_found"], `${method} ${at}`);
      }
    }
  });
});
