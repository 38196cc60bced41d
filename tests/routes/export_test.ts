// Everything of oneself as an archive: what is in it, whose it is, how it ends, and how often it may be asked for.

import { strict as assert } from "node:assert";
import { unzipSync } from "fflate";
import { exportOf } from "../../lib/services/export.ts";
import { fileForm, noise, PNG } from "../support/upload.ts";
import { expect, PASSWORD, serve, type Served, suite } from "./served.ts";

type Person = Awaited<ReturnType<Served["person"]>>;
const PATH = "/api/v1/users/profile/export";

const request = (served: Served, { token }: { token: string }): Promise<Response> =>
  fetch(`${served.url}${PATH}`, { headers: { authorization: `Bearer ${token}` } });

/** The archive's files, parsed. */
// deno-lint-ignore no-explicit-any -- what the server says is judged by assertions, not by its own types
async function exported(served: Served, who: Person): Promise<Record<string, any>> {
  const response = await request(served, who);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "application/zip");
  assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename="[\w.-]+\.zip"$/);
  const files = unzipSync(await response.bytes());
  return Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => {
      const text = new TextDecoder().decode(bytes);
      return [name, name.endsWith(".json") ? JSON.parse(text) : text];
    }),
  );
}

async function must(served: Served, who: Person, method: string, path: string, json?: unknown) {
  const { status, body, text } = await served.ask(method, `/api/v1${path}`, { token: who.token, json });
  assert.ok(status < 300, `${method} ${path}: ${text}`);
  return body;
}

const ids = (list: { id: string }[]) => list.map((it) => it.id).toSorted();
const contents = (list: { content: string; message_type: string }[]) =>
  list.flatMap((it) => it.message_type === "text" ? [it.content] : []);

suite({}, (test) => {
  test("an archive holds oneself, one's people, groups and conversations, and every message in order", async (served) => {
    const [me, friend, foe] = [await served.person("me"), await served.person("friend"), await served.person("foe")];
    const { group } = await must(served, friend, "POST", "/groups", { name: "Team", members: [me.id] });
    const said = Array.from({ length: 230 }, (_, i) => `number ${i} – ünï "quoted" 🙂`);
    for (const content of said) await must(served, friend, "POST", `/messages/group/${group.id}`, { content });
    const { message } = await must(served, me, "POST", `/messages/private/${friend.id}`, { content: "hello" });
    await must(served, me, "PUT", `/users/${foe.id}/block`);
    await must(served, me, "PUT", "/users/profile", { language: "zh" });
    const files = await exported(served, me);
    assert.match(files["README.txt"], /profile\.json/);
    assert.deepEqual([files["profile.json"].user.id, files["profile.json"].user.email], [me.id, me.email]);
    assert.equal(files["profile.json"].settings.language, "zh");
    assert.equal(files["sessions.json"].sessions.length, 1);
    assert.deepEqual(ids(files["contacts.json"].contacts), [friend.id]);
    assert.deepEqual(ids(files["blocks.json"].blocks), [foe.id]);
    assert.deepEqual(ids(files["conversations.json"].conversations), [message.conversation_id]);
    assert.deepEqual(ids(files["groups.json"].groups), [group.id]);
    assert.deepEqual(contents(files[`messages/${group.id}.json`].messages), said);
    assert.deepEqual(contents(files[`messages/${message.conversation_id}.json`].messages), ["hello"]);
    assert.deepEqual(files["files.json"], { files: [] });
    assert.equal(Object.keys(files).length, 10);
  });

  test("an archive holds the files that one has uploaded, byte for byte, and nobody else's", async (served) => {
    const [me, friend] = [await served.person("me"), await served.person("friend")];
    const bytes = noise(300_000);
    const post = (who: Person, path: string, form: FormData) =>
      expect(served.ask("POST", `/api/v1${path}`, { token: who.token, raw: form }), 201);
    const { file } = await post(me, "/files", fileForm(bytes, "höhe.bin"));
    const { file: picture } = await post(me, "/files", fileForm());
    await post(friend, `/messages/private/${me.id}/files`, fileForm(PNG, "theirs.png"));
    const files = unzipSync(await (await request(served, me)).bytes());
    assert.deepEqual(JSON.parse(new TextDecoder().decode(files["files.json"])).files, [file, picture]);
    assert.equal(files[`files/${file.id}/höhe.bin`]!.toHex(), bytes.toHex());
    assert.equal(files[`files/${picture.id}/dot.png`]!.toHex(), PNG.toHex());
    assert.equal(Object.keys(files).filter((name) => name.startsWith("files/")).length, 2);
  });

  test("a file that goes while an archive is written is left out of it, and the rest comes whole", async (served) => {
    const me = await served.person();
    const post = async (bytes: Uint8Array<ArrayBuffer>, name: string) =>
      (await expect(served.ask("POST", "/api/v1/files", { token: me.token, raw: fileForm(bytes, name) }), 201)).file;
    const [stays, goes] = [await post(noise(300_000), "stays.bin"), await post(noise(200_000), "goes.bin")];
    const { db } = served.running.deps;
    const [session] = await db.query<{ id: string }>("select id from sessions where user_id = $1", [me.id]);
    const pieces: Uint8Array[] = [];
    let size = 0;
    for await (const piece of await exportOf(served.running.deps, { userId: me.id, sessionId: session!.id })) {
      pieces.push(piece);
      size += piece.length;
      if (size > 100_000) await db.query("delete from files where id = $1", [goes.id]);
    }
    const files = unzipSync(await new Blob(pieces as BlobPart[]).bytes());
    assert.equal(files[`files/${stays.id}/stays.bin`]?.length, 300_000);
    assert.equal(files[`files/${goes.id}/goes.bin`], undefined);
  });

  test("nobody's archive has what they may not see: other people's conversations, addresses, what was deleted", async (served) => {
    const [me, friend, other] = [await served.person(), await served.person(), await served.person()];
    await must(served, friend, "POST", `/messages/private/${other.id}`, { content: "between others" });
    const { message } = await must(served, me, "POST", `/messages/private/${friend.id}`, { content: "taken back" });
    await served.running.deps.db.query("update messages set deleted_at = now() where id = $1", [message.id]);
    const { group } = await must(served, friend, "POST", "/groups", { name: "Left", members: [me.id] });
    await must(served, friend, "POST", `/messages/group/${group.id}`, { content: "in a group that was left" });
    await must(served, me, "POST", `/groups/${group.id}/leave`, {});
    const text = JSON.stringify(await exported(served, me));
    for (const hidden of ["between others", "taken back", "that was left", friend.email, PASSWORD, "password_hash"]) {
      assert.ok(!text.includes(hidden), hidden);
    }
  });

  test("who has nothing yet gets an archive all the same", async (served) => {
    const files = await exported(served, await served.person());
    assert.deepEqual(files["groups.json"], { groups: [] });
    assert.deepEqual(files["contacts.json"], { contacts: [] });
  });

  test("a reader who goes away, and a session that ends meanwhile, end an export and nothing else", async (served) => {
    const [me, friend] = [await served.person(), await served.person()];
    const { db } = served.running.deps;
    const { message } = await must(served, me, "POST", `/messages/private/${friend.id}`, { content: "hello" });
    await db.query(
      `insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, created_at, updated_at)
       select $1, i, gen_random_uuid(), i, i, $2, (select string_agg(gen_random_uuid()::text, '') from generate_series(1, 200 + i - i)),
              now(), now()
         from generate_series(2, 3000) i`,
      [message.conversation_id, me.id],
    );
    await db.query("update conversations set last_seq = 3000, rev = 3000 where id = $1", [message.conversation_id]);
    const gone = await request(served, me);
    await gone.body?.cancel();
    const cut = await request(served, me);
    const reader = cut.body!.getReader();
    await reader.read();
    await must(served, me, "POST", "/auth/logout", {});
    const remainder = async () => {
      for (let done = false; !done;) done = (await reader.read()).done;
    };
    await assert.rejects(remainder(), "it breaks off: half an archive must not look like a whole one");
    await must(served, friend, "GET", "/users/profile");
  });
});

Deno.test("an archive may be asked for a few times an hour", async () => {
  await using served = await serve("PGlite", { LIMITS: "on", LIMIT_EXPORTS_PER_HOUR: "2" });
  const [me, other] = [await served.person(), await served.person()];
  for (let i = 0; i < 2; i++) await exported(served, me);
  const { status, body, headers } = await served.ask("GET", PATH, { token: me.token });
  assert.deepEqual([status, body.code], [429, "rate_limited"]);
  assert.ok(Number(headers.get("retry-after")) > 3_000);
  await exported(served, other);
});

Deno.test("what one person changes and sends by requests is limited by one rate, and reading is not", async () => {
  await using served = await serve("PGlite", {
    LIMITS: "on",
    LIMIT_MESSAGES_PER_SECOND: "2",
    LIMIT_MESSAGES_BURST: "4",
  });
  const [me, friend] = [await served.person(), await served.person()];
  const write = (n: number) =>
    n % 2
      ? served.ask("PUT", "/api/v1/users/profile", { token: me.token, json: { first_name: `n${n}` } })
      : served.ask("POST", `/api/v1/messages/private/${friend.id}`, { token: me.token, json: { content: `${n}` } });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => write(n)));
  const refused = answers.filter(({ status }) => status === 429);
  assert.ok(refused.length >= 6 && refused.length < 12, `${refused.length}`);
  for (const { body, headers } of refused) {
    assert.equal(body.code, "rate_limited");
    assert.ok(Number(headers.get("retry-after")) >= 1);
  }
  for (let i = 0; i < 20; i++) await must(served, me, "GET", "/users/profile");
  await must(served, friend, "PUT", "/users/profile", { first_name: "Another" });
});
