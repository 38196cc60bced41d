// Files over HTTP: uploading, sending, reading, by the contract and as browsers ask.

import { strict as assert } from "node:assert";
import { fileAnswer, fileMessageAnswer } from "../../lib/protocol/answers.ts";
import { person as socketPerson } from "../support/person.ts";
import { fileForm, noise, PNG, pngOf } from "../support/upload.ts";
import { expect, type Served, suite } from "./served.ts";

type Person = { token: string; id: string };

const upload = async (served: Served, who: Person, form = fileForm()) =>
  (await expect(served.ask("POST", "/api/v1/files", { token: who.token, raw: form }), 201)).file;

const get = (
  served: Served,
  who: Person | undefined,
  url: string,
  headers: Record<string, string> = {},
  method = "GET",
) =>
  fetch(`${served.url}${url}`, {
    method,
    headers: { ...headers, ...who === undefined ? {} : { authorization: `Bearer ${who.token}` } },
  });

suite({}, (test) => {
  test("a file is uploaded, sent, and read by its receiver as it was", async (served) => {
    const [anna, bert] = [await served.person("anna"), await served.person("bert")];
    const bytes = noise(700_000);
    const form = fileForm(bytes, "Bericht – 报告 1.bin");
    const answer = await expect(served.ask("POST", "/api/v1/files", { token: anna.token, raw: form }), 201);
    const { file } = fileAnswer.strict().parse(answer);
    assert.deepEqual([file.name, file.size, file.width], ["Bericht – 报告 1.bin", bytes.length, undefined]);
    const json = { content: "here", message_type: "file", attachments: [file.id] };
    const { message } = await expect(
      served.ask("POST", `/api/v1/messages/private/${bert.id}`, { token: anna.token, json }),
      201,
    );
    assert.deepEqual(message.attachments, [file]);
    const response = await get(served, bert, file.url);
    assert.equal(response.headers.get("content-length"), String(bytes.length));
    assert.match(
      response.headers.get("content-disposition") ?? "",
      /^attachment; filename=".*"; filename\*=UTF-8''Bericht/,
    );
    assert.equal((await response.bytes()).toHex(), bytes.toHex());
  });

  test("uploading and sending in one go is answered as the seed's clients read it, and is a frame for the others", async (served) => {
    const [anna, bert] = [await socketPerson(served.url), await socketPerson(served.url)];
    const socket = await bert.connect();
    const { group } = await expect(
      served.ask("POST", "/api/v1/groups", { token: anna.token, json: { name: "g", members: [bert.id] } }),
      201,
    );
    for (const path of [`/messages/private/${bert.id}/files`, `/messages/group/${group.id}/files`]) {
      const raw = fileForm(PNG, "dot.png", { fields: { content: "look" } });
      const body = await expect(served.ask("POST", `/api/v1${path}`, { token: anna.token, raw }), 201);
      const { message, file_url, file_name } = fileMessageAnswer.parse(body);
      assert.deepEqual([message.attachments[0]!.url, file_name], [file_url, "dot.png"]);
      assert.deepEqual([message.content, message.message_type], ["look", "image"]);
      const frame = await socket.until("the frame", (it) => it.id === message.id);
      assert.deepEqual([frame.attachments, frame.message_type], [message.attachments, "image"]);
      assert.equal((await get(served, bert, file_url)).status, 200);
    }
    await socket.close();
  });

  test("a socket sends files by their ids, without a word", async (served) => {
    const [anna, bert] = [await socketPerson(served.url), await socketPerson(served.url)];
    const [there, here] = [await bert.connect(), await anna.connect()];
    const file = await upload(served, anna);
    const frame = { type: "private", to: bert.id, content: "", attachments: [file.id], client_id: "one" };
    const ack = await here.ask(frame);
    assert.equal(ack.type, "ack");
    const heard = await there.until("the frame", (it) => it.id === ack.id);
    assert.deepEqual([heard.attachments, heard.content, heard.message_type], [[file], "", "image"]);
    assert.equal((await here.ask(frame)).duplicate, true);
    assert.equal((await here.ask({ ...frame, attachments: [file.id, file.id] })).code, "invalid_field");
    assert.equal((await here.ask({ ...frame, attachments: [], client_id: "two" })).code, "invalid_field");
    await Promise.all([there.close(), here.close()]);
  });

  test("pictures, sound and films are shown where they stand and asked for again each time; 304 spares their bytes", async (served) => {
    const anna = await served.person();
    const file = await upload(served, anna, fileForm(PNG, "x.html", { type: "text/html" }));
    assert.deepEqual([file.content_type, file.width, file.height], ["image/png", 1, 1]);
    const first = await get(served, anna, file.url);
    assert.equal((await first.bytes()).toHex(), PNG.toHex());
    const shown = ["content-type", "content-disposition", "cache-control"].map((name) => first.headers.get(name));
    assert.deepEqual(shown, ["image/png", "inline; filename=x.html", "private, no-cache, no-transform"]);
    const etag = first.headers.get("etag") ?? "";
    for (const held of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const again = await get(served, anna, file.url, { "if-none-match": held });
      assert.deepEqual([again.status, await again.text()], [304, ""]);
    }
    assert.equal((await get(served, await served.person(), file.url, { "if-none-match": etag })).status, 404);
    assert.equal((await get(served, undefined, file.url, { "if-none-match": etag })).status, 401);
  });

  test("any part of a file is read by itself, and HEAD tells of the whole", async (served) => {
    const anna = await served.person();
    const bytes = noise(300_000);
    const { url } = await upload(served, anna, fileForm(bytes, "x"));
    const cases: [range: string, from: number, to: number][] = [
      ["bytes=0-0", 0, 1],
      ["bytes=131071-131072", 131_071, 131_073],
      ["bytes=5-", 5, 300_000],
      ["bytes=-7", 299_993, 300_000],
      ["bytes=-999999", 0, 300_000],
      ["bytes=299999-400000", 299_999, 300_000],
    ];
    for (const [range, from, to] of cases) {
      const part = await get(served, anna, url, { range });
      const isPart = to - from < bytes.length;
      assert.equal(part.status, isPart ? 206 : 200, range);
      assert.equal(part.headers.get("content-range"), isPart ? `bytes ${from}-${to - 1}/300000` : null);
      assert.equal((await part.bytes()).toHex(), bytes.subarray(from, to).toHex(), range);
    }
    for (const range of ["bytes=300000-", "bytes=-0"]) {
      const beyond = await get(served, anna, url, { range });
      assert.deepEqual([beyond.status, beyond.headers.get("content-range")], [416, "bytes */300000"]);
      await beyond.body?.cancel();
    }
    for (const range of ["bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=x-y", "bytes=-"]) {
      const whole = await get(served, anna, url, { range });
      assert.equal((await whole.bytes()).length, bytes.length, range);
    }
    const changed = await get(served, anna, url, { range: "bytes=0-0", "if-range": '"another"' });
    assert.equal((await changed.bytes()).length, bytes.length);
    const head = await get(served, anna, url, {}, "HEAD");
    assert.deepEqual([head.status, head.headers.get("content-length"), await head.text()], [200, "300000", ""]);
  });

  test("has:image and has:file find what messages hold", async (served) => {
    const [anna, bert] = [await served.person("anna"), await served.person("bert")];
    const say = (attachments: string[]) => {
      const json = { content: "", attachments };
      return expect(served.ask("POST", `/api/v1/messages/private/${bert.id}`, { token: anna.token, json }), 201);
    };
    const [picture, other] = [await upload(served, anna), await upload(served, anna, fileForm("text", "x.txt"))];
    const image = (await say([picture.id])).message.id;
    const text = (await say([other.id])).message.id;
    const both = (await say([other.id, picture.id])).message.id;
    const found = async (has: string) => {
      const path = `/api/v1/search/messages?q=has:${has}`;
      const { results } = (await served.ask("GET", path, { token: bert.token })).body;
      return results.map((it: { message: { id: string } }) => it.message.id).toSorted();
    };
    for (let tries = 0; (await found("file")).length < 3; tries++) assert.ok(tries < 200);
    assert.deepEqual(await found("file"), [image, text, both].toSorted());
    assert.deepEqual(await found("image"), [image, both].toSorted());
  });

  test("one's picture is an image of one's own, and everybody sees it; closing the account takes it away", async (served) => {
    const [anna, bert] = [await served.person(), await served.person()];
    const [mine, text] = [await upload(served, anna), await upload(served, anna, fileForm("x", "x.txt"))];
    const theirs = await upload(served, bert);
    const set = (avatar: string) => served.ask("PUT", "/api/v1/users/profile", { token: anna.token, json: { avatar } });
    for (
      const avatar of [text.url, theirs.url, `${mine.url}x`, "/uploads/x", "javascript:alert(1)", "data:image/png,x"]
    ) {
      assert.equal((await set(avatar)).body.code, "invalid_field", avatar);
    }
    assert.equal((await get(served, bert, mine.url)).status, 404);
    assert.equal((await expect(set(mine.url), 200)).user.avatar, mine.url);
    assert.equal((await get(served, bert, mine.url)).status, 200);
    assert.equal((await get(served, undefined, mine.url)).status, 401);
    await expect(set(""), 200);
    assert.equal((await get(served, bert, mine.url)).status, 404);
    await expect(set(mine.url), 200);
    const json = { password: "correct horse battery" };
    await expect(served.ask("POST", "/api/v1/users/profile/deactivate", { token: anna.token, json }), 200);
    assert.equal((await get(served, bert, mine.url)).status, 404);
  });

  test("a full disk is told as one, and leaves nothing", async (served) => {
    const anna = await served.person();
    const { db } = served.running.deps;
    // As Postgres says it (53100), for every second piece.
    await db.query(
      `create function no_space() returns trigger language plpgsql as
       $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`,
    );
    await db.query(
      "create trigger no_space before insert on file_chunks for each row when (new.n = 1) execute function no_space()",
    );
    try {
      const raw = fileForm(noise(400_000), "x");
      const answer = await served.ask("POST", "/api/v1/files", { token: anna.token, raw });
      assert.deepEqual([answer.status, answer.body.code], [503, "storage_full"]);
      assert.doesNotMatch(answer.text, /extend/);
      const [left] = await db.query("select 1 from files where owner_id = $1", [anna.id]);
      assert.equal(left, undefined);
      await upload(served, anna); // a small one still fits
    } finally {
      await db.query("drop trigger no_space on file_chunks");
      await db.query("drop function no_space");
    }
  });

  test("a picture larger than browsers should have to show is a file like any other", async (served) => {
    const anna = await served.person();
    const fits = await upload(served, anna, fileForm(pngOf(10_000, 5_000)));
    assert.deepEqual([fits.content_type, fits.width], ["image/png", 10_000]);
    const huge = await upload(served, anna, fileForm(pngOf(50_000, 50_000)));
    assert.deepEqual([huge.content_type, huge.width], ["application/octet-stream", undefined]);
    const { headers, body } = await get(served, anna, huge.url);
    await body?.cancel();
    assert.match(headers.get("content-disposition") ?? "", /^attachment/);
  });
});

suite({ LIMITS: "on", LIMIT_UPLOADS_PER_MINUTE: "2" }, (test) => {
  test("nobody uploads more often than so many times a minute, and is told when to come back", async (served) => {
    const anna = await served.person();
    for (let i = 0; i < 2; i++) await upload(served, anna);
    const refused = await served.ask("POST", "/api/v1/files", { token: anna.token, raw: fileForm() });
    assert.deepEqual([refused.status, refused.body.code], [429, "rate_limited"]);
    assert.ok(Number(refused.headers.get("retry-after")) > 0);
    await upload(served, await served.person());
  });
});
