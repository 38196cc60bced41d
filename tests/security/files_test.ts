// Attacks by files: what is in one, what it is called, how it comes, and whose it is. Each refusal leaves nothing behind.

import { strict as assert } from "node:assert";
import { expect, type Served, suite } from "../routes/served.ts";
import { fileForm, noise, PNG } from "../support/upload.ts";
import { waitUntil } from "../support/wait.ts";
import { raw } from "./raw_http.ts";

type Person = { token: string; id: string };

const count = async ({ running }: Served): Promise<number> =>
  (await running.deps.db.query<{ n: number }>(
    "select (select count(*) from files) + (select count(*) from file_chunks) as n",
  ))[0]!
    .n;

const post = (served: Served, { token }: Person, body: BodyInit, type?: string, path = "/files") =>
  served.ask("POST", `/api/v1${path}`, {
    token,
    raw: body,
    headers: type === undefined ? {} : { "content-type": type },
  });

const uploaded = async (served: Served, who: Person, form: FormData) =>
  (await expect(post(served, who, form), 201)).file;

/** A form by hand, with these parts. */
const form = (...parts: [headers: string, body: string][]): string =>
  parts.map(([headers, body]) => `--b\r\n${headers}\r\n\r\n${body}\r\n`).join("") + "--b--\r\n";
const FORM = "multipart/form-data; boundary=b";
const named = (name: string): string => `Content-Disposition: form-data; name="file"; filename="${name}"`;

const text = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const SCRIPT = `<script>document.title = "run"</script>`;
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`;
/** A GIF that is a script, too: `GIF89a=…` */
const GIF_SCRIPT = "GIF89a/*\x02\x00\x02\x00\x00\x00\x00,\x00\x00\x00\x00\x02\x00\x02\x00\x00\x02*/=1;alert(1)";
/** what it is called, what its sender says it is, what it is; whether browsers may show it, as what */
const HOSTILE: [name: string, type: string, content: string, shown?: string][] = [
  ["x.svg", "image/svg+xml", SVG],
  ["x.png", "image/png", SVG],
  ["x.svg", "image/svg+xml", `<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${SVG}`],
  ["x.html", "text/html", `<!doctype html>${SCRIPT}`],
  ["x.png", "image/png", `<!doctype html>${SCRIPT}`],
  ["x.xhtml", "application/xhtml+xml", `<html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`],
  ["x.xsl", "text/xsl", `<?xml version="1.0"?><xsl:stylesheet/>`],
  ["x.js", "text/javascript", "alert(1)"],
  ["x.pdf", "application/pdf", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>"],
  ["x.swf", "application/x-shockwave-flash", "CWS\x0b\x00\x00\x00\x00"],
  ["x.mht", "message/rfc822", `MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${SCRIPT}`],
  ["x.tiff", "image/tiff", "II*\x00\x08\x00\x00\x00"],
  ["x.html", "text/html", GIF_SCRIPT, "image/gif"],
  ["x.html", "text/html", `${text(PNG)}${SCRIPT}`, "image/png"],
  ["x.png", "image/png", text(PNG).slice(0, 12)],
  ["x.jpg", "image/jpeg", `\xff\xd8\xff\xe0${SCRIPT}`],
  ["x.webp", "image/webp", "RIFF\x00\x00\x00\x00WEBPVP8 "],
  ["x.avif", "image/avif", "\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1miaf"],
];

const NAMES: [sent: string, kept: string][] = [
  ["../../etc/passwd", "passwd"],
  ["..\\..\\boot.ini", "boot.ini"],
  ["C:\\fakepath\\photo.png", "photo.png"],
  ["/etc/passwd", "passwd"],
  ["..", "file"],
  [".", "file"],
  ["...", "file"],
  ["   ", "file"],
  ["a/", "file"],
  ["..%2f..%2fx", "..%2f..%2fx"],
  ["..%c0%afx", "..%c0%afx"],
  ["x%0D%0Aset-cookie: a=b", "xset-cookie: a=b"],
  ["x%22; filename=%22evil.exe", `x"; filename="evil.exe`],
  ["x\u202Egpj.exe", "xgpj.exe"],
  ["\u200Bx\u2066.png\u2069", "\u200Bx.png"],
  ["中文 名字.png", "中文 名字.png"],
  ["e\u0301.png", "\u00e9.png"],
  ["👩‍👩‍👧.png", "👩‍👩‍👧.png"],
  ["<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
  [`${"x".repeat(5_000)}.png`, `${"x".repeat(196)}.png`],
];

suite({}, (test) => {
  test("whatever a file is, says it is or is called, no browser runs it", async (served) => {
    const anna = await served.person();
    for (const [name, type, content, shown] of HOSTILE) {
      const bytes = Uint8Array.from(content, (it) => it.charCodeAt(0));
      const file = await uploaded(served, anna, fileForm(bytes, name, { type }));
      const response = await fetch(`${served.url}${file.url}`, { headers: { authorization: `Bearer ${anna.token}` } });
      assert.equal((await response.bytes()).toHex(), bytes.toHex());
      const header = (name: string) => response.headers.get(name) ?? "";
      const what = `${name} ${type} ${content.slice(0, 40)}`;
      assert.equal(header("content-type"), shown ?? "application/octet-stream", what);
      assert.match(header("content-disposition"), shown === undefined ? /^attachment; / : /^inline; /, what);
      assert.equal(header("x-content-type-options"), "nosniff");
      assert.match(header("content-security-policy"), /default-src 'none';.*; sandbox$/);
      assert.match(header("cross-origin-resource-policy"), /^same-origin$/);
      assert.match(header("cache-control"), shown === undefined ? /^no-store/ : /^private, no-cache/);
    }
  });

  test("a name is a name: no folder, no header, nothing hidden, and it is found at its address", async (served) => {
    const anna = await served.person();
    for (const [sent, kept] of NAMES) {
      const answer = await post(served, anna, form([named(sent), "x"]), FORM);
      assert.equal(answer.status, 201, `${sent}: ${answer.text}`);
      const { file } = answer.body;
      assert.equal(file.name, kept);
      assert.match(file.url, /^\/uploads\/[0-9a-f-]{36}\/[\w%.!~*'()-]+$/);
      const response = await served.ask("GET", file.url, { token: anna.token });
      assert.equal(response.status, 200, sent);
      assert.equal(response.headers.get("set-cookie"), null);
      assert.match(response.headers.get("content-disposition") ?? "", /^attachment; filename=/);
    }
  });

  test("addresses of files lead nowhere else, whatever is in them", async (served) => {
    const anna = await served.person();
    const { id } = await uploaded(served, anna, fileForm());
    const odd = [
      "/uploads/../deno.json",
      "/uploads/%2e%2e/%2e%2e/deno.json",
      "/uploads/..%2f..%2fdeno.json",
      `/uploads/${id}`,
      `/uploads/${id}/`,
      `/uploads/${id}/../../deno.json`,
      `/uploads/${id}/a/b`,
      `/uploads/${id}%00/x`,
      "/uploads/01900000-0000-7000-8000-00000000000f/x",
      "/uploads/'%20or%201=1/x",
    ];
    for (const path of odd) {
      const said = await raw(
        served.url,
        `GET ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${anna.token}\r\nconnection: close\r\n\r\n`,
      );
      assert.match(said, /^HTTP\/1\.1 404 /, path);
      assert.doesNotMatch(said, /nodeModulesDir/);
    }
  });

  test("a form that is none, or holds more than one file and its fields, is refused, and leaves nothing", async (served) => {
    const anna = await served.person();
    const before = await count(served);
    const file: [string, string] = [named("x"), "x"];
    const field = (
      name: string,
      value = "x",
    ): [string, string] => [`Content-Disposition: form-data; name="${name}"`, value];
    const many = Array.from({ length: 10_000 }, (_, i) => field(`f${i}`));
    const cases: [what: string, body: string, status: number, type?: string][] = [
      ["no boundary", form(file), 415, "multipart/form-data"],
      ["another type", form(file), 415, "multipart/mixed; boundary=b"],
      ["JSON", "{}", 415, "application/json"],
      ["nothing", "", 400],
      ["only an end", "--b--\r\n", 400],
      ["not a form", "x".repeat(100_000), 400],
      ["no end", form(file).slice(0, -8), 400],
      ["no file", form(field("content")), 400],
      ["no name of a file", form([named(""), ""]), 400],
      ["a file that is called otherwise", form([named("x").replace(`"file"`, `"other"`), "x"]), 400],
      ["two files", form(file, file), 400],
      ["an unknown field", form(file, field("owner_id")), 400],
      ["an unknown field before", form(field("sender_id"), file), 400],
      ["a field twice", form(field("a"), field("a"), file), 400],
      ["__proto__", form(file, field("__proto__")), 400],
      ["10,000 parts before", form(...many, file), 400],
      ["10,000 parts after", form(file, ...many), 400],
      ["10,000 headers", form([`${"x: y\r\n".repeat(10_000)}${named("x")}`, "x"]), 400],
      ["a header of a megabyte", form([`x: ${"y".repeat(1e6)}\r\n${named("x")}`, "x"]), 400],
      ["a broken name", form([`Content-Disposition: form-data; name="file"; filename*=UTF-8''%ff%`, "x"]), 400],
      ["a name with a zero", form([named("zero\u0000.png"), "x"]), 400],
      ["two dispositions", form([`${named("x")}\r\n${named("y")}`, "x"]), 400],
    ];
    for (const [what, body, status, type = FORM] of cases) {
      const answer = await post(served, anna, body, type);
      assert.equal(answer.status, status, `${what}: ${answer.text}`);
      assert.ok(
        ["invalid_field", "unknown_field", "unsupported_type"].includes(answer.body.code),
        `${what}: ${answer.text}`,
      );
    }
    const invalid = new Uint8Array([...new TextEncoder().encode(form(file).slice(0, -7)), 0xff]);
    assert.equal((await post(served, anna, invalid, FORM)).status, 400);
    assert.equal(await count(served), before);
  });

  test("an upload that ends early, or before it was said to, leaves nothing", async (served) => {
    const anna = await served.person();
    const before = await count(served);
    const body = `--b\r\n${named("x")}\r\n\r\n${"x".repeat(600_000)}\r\n--b--\r\n`;
    const head = (length: string) =>
      `POST /api/v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${anna.token}\r\ncontent-type: ${FORM}\r\n${length}\r\n\r\n`;
    // Longer than declared: what is beyond is no part of it, and the form has no end.
    const longer = await raw(served.url, head("content-length: 300000\r\nconnection: close") + body);
    assert.match(longer, /^HTTP\/1\.1 400 /);
    assert.equal(await count(served), before);
    for (const length of [`content-length: ${body.length}`, "transfer-encoding: chunked"]) {
      const { hostname, port } = new URL(served.url);
      const connection = await Deno.connect({ hostname, port: Number(port) });
      const sent = length.startsWith("content")
        ? body.slice(0, 400_000)
        : `${(400_000).toString(16)}\r\n${body.slice(0, 400_000)}\r\n`;
      const bytes = new TextEncoder().encode(head(length) + sent);
      for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
      await waitUntil("the upload to be under way", async () => await count(served) > before);
      connection.close();
      await waitUntil("nothing of it to be left", async () => await count(served) === before);
    }
  });

  test("an upload is whole wherever the network cuts it", async (served) => {
    const anna = await served.person();
    const { hostname, port } = new URL(served.url);
    const whole = form([named("cut"), "\r\n--"]);
    const send = async (before: string, after: string) => {
      using connection = await Deno.connect({ hostname, port: Number(port) });
      connection.setNoDelay();
      const write = (said: string) => connection.write(new TextEncoder().encode(said));
      const head = `POST /api/v1/files HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${anna.token}`;
      const length = (before + after).length;
      await write(`${head}\r\ncontent-type: ${FORM}\r\ncontent-length: ${length}\r\n\r\n${before}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
      await write(after);
      const answer = new Uint8Array(4_096);
      const said = text(answer.subarray(0, await connection.read(answer) ?? 0));
      assert.match(said, /^HTTP\/1\.1 201 [^]*"size":4,/, `${JSON.stringify(after)}: ${said}`);
    };
    // As many at once as one person may upload.
    for (const [body, last] of [[whole, 8], [whole.trimEnd(), 4], [`${whole}behind it`, 15]] as const) {
      const cuts = Array.from({ length: 8 }, (_, i) => last - i).filter((n) => n > 0);
      await Promise.all(cuts.map((n) => send(body.slice(0, -n), body.slice(-n))));
    }
  });

  test("another conversation's file is not there: to read, to send, to forward, as a picture; like one that is missing", async (served) => {
    const [anna, bert, eve] = [await served.person(), await served.person(), await served.person()];
    const raw = fileForm(PNG, "secret.png");
    const sent = await expect(
      served.ask("POST", `/api/v1/messages/private/${bert.id}/files`, { token: anna.token, raw }),
      201,
    );
    const { id, url } = sent.message.attachments[0];
    const missing = crypto.randomUUID();
    const seen = (status: number, body: { code: string; error: string }) => [status, body.code, body.error];
    const asEve = async (method: string, path: string, json?: unknown) => {
      const { status, body } = await served.ask(method, path, { token: eve.token, json });
      return seen(status, body);
    };
    for (const method of ["GET"]) {
      const [there, not] = [await asEve(method, url), await asEve(method, url.replace(id, missing))];
      assert.deepEqual([there, there[0]], [not, 404]);
    }
    const { group } = await expect(
      served.ask("POST", "/api/v1/groups", { token: eve.token, json: { name: "g" } }),
      201,
    );
    for (const path of [`/messages/group/${group.id}`, `/messages/private/${bert.id}`, `/messages/private/${eve.id}`]) {
      const send = (file: string) => asEve("POST", `/api/v1${path}`, { content: "x", attachments: [file] });
      assert.deepEqual(await send(id), await send(missing), path);
      assert.equal((await send(id))[0], 404);
    }
    const forward = await asEve("POST", `/api/v1/messages/${sent.message.id}/forward`, { group_id: group.id });
    assert.equal(forward[0], 404);
    const picture = (avatar: string) => asEve("PUT", "/api/v1/users/profile", { avatar });
    assert.deepEqual(await picture(url), await picture(url.replace(id, missing)));
    const ofGroup = await asEve("PATCH", `/api/v1/groups/${group.id}`, { avatar: url });
    assert.equal(ofGroup[0], 400);
    assert.equal((await served.ask("GET", url, { token: eve.token })).status, 404);
    assert.equal((await served.ask("GET", url)).status, 401);
    await expect(served.ask("DELETE", `/api/v1/messages/${sent.message.id}`, { token: anna.token }), 200);
    assert.equal((await served.ask("GET", url, { token: bert.token })).status, 404, "it was deleted");
  });

  test("a form of another site uploads nothing, with the cookie and without", async (served) => {
    const anna = await served.person();
    const before = await count(served);
    const cookie = `parley=${anna.token}`;
    const foreign: Record<string, string>[] = [{ cookie, origin: "https://evil.example" }, { cookie }];
    for (const headers of foreign) {
      const answer = await served.ask("POST", "/api/v1/files", { raw: fileForm(), headers });
      assert.deepEqual([answer.status, answer.body.code], [403, "cross_site"]);
    }
    assert.equal(await count(served), before);
  });
});

suite({ LIMIT_FILE_BYTES: "300000" }, (test) => {
  test("a file that is too large is refused when it is known to be, and leaves nothing", async (served) => {
    const anna = await served.person();
    const before = await count(served);
    for (const size of [300_001, 700_000, 3_000_000]) {
      const answer = await post(served, anna, fileForm(noise(size), "x")).catch(() => undefined);
      // Who goes on sending after the answer may find the connection closed before they have read it.
      if (answer !== undefined) assert.deepEqual([answer.status, answer.body.code], [413, "too_large"]);
      assert.equal(await count(served), before);
    }
    await uploaded(served, anna, fileForm(noise(300_000), "x"));
  });
});
