// File routes and static files, on the fixture app.
import assert from "node:assert/strict";
import { compareIds, pathToPattern, routeFile } from "../../fresh/src/dev/crawl.ts";
import { fetchFrom, fixtureApp, textOf } from "./support.ts";

const app = await fixtureApp();

Deno.test("file names become patterns", () => {
  const patterns: Record<string, string> = {
    "index": "/",
    "about": "/about",
    "blog/index": "/blog",
    "blog/[slug]": "/blog/:slug",
    "blog/[slug]/comments": "/blog/:slug/comments",
    "old/[...path]": "/old/:path*",
    "docs/[[version]]/index": "/docs{/:version}?",
    "[[name]]": "/{:name}?",
    "(group)/x/(other)/y": "/x/y",
    "(group)/index": "/",
    "[id]@[bar]": "/:id@:bar",
  };
  for (const [path, pattern] of Object.entries(patterns)) assert.equal(pathToPattern(path, false), pattern);
  assert.equal(pathToPattern("(group)/x", true), "/(group)/x");
  for (const path of ["[a][b]", "x-[[a]]", "[[a]]-x", "a]"]) {
    assert.throws(() => pathToPattern(path, false), SyntaxError);
  }
});

Deno.test("in a folder middlewares come first, then layouts, errors, the index, literals, parameters", () => {
  const order = [
    "/_app",
    "/_middleware",
    "/_layout",
    "/_error",
    "/index",
    "/a/_middleware",
    "/a/index",
    "/a/b/c",
    "/a/b",
    "/a/[id]/edit",
    "/a/[id]",
    "/a/[...rest]",
    "/foobar",
    "/foo",
    "/(group)/_layout",
    "/(group)/x",
    "/[slug]",
  ];
  assert.deepEqual(order.toReversed().sort(compareIds), order);
});

Deno.test("a route file is loaded lazily unless it overrides its pattern", () => {
  assert.equal(routeFile("/a", "", "export default () => null").lazy, true);
  assert.equal(routeFile("/a", "", 'export const config = { routeOverride: "/b" }').lazy, false);
  assert.equal(routeFile("/a/_error", "", "").pattern, "/a");
});

Deno.test("every kind of route file answers its paths", async () => {
  assert.match(await textOf(app, "/"), /<main>.*<h1>Hello<\/h1>/);
  assert.match(await textOf(app, "/about"), /<main>.*<h1>about<\/h1>/);
  assert.match(await textOf(app, "/items/7"), /<h1>item 7<\/h1>/);
  assert.equal(await textOf(app, "/docs/a/b"), "a/b");
  assert.equal(await textOf(app, "/help"), "help ");
  assert.equal(await textOf(app, "/help/de"), "help de");
  assert.equal(await textOf(app, "/x/1@2"), "1 at 2");
  assert.deepEqual(JSON.parse(await textOf(app, "/api/hello")), { user: "Ada" });
});

Deno.test("a malformed escape in a parameter is text", async () => {
  assert.match(await textOf(app, "/items/%ff"), /<h1>item %ff<\/h1>/);
});

Deno.test("a folder's middleware runs for its routes; a route may leave out layouts and app", async () => {
  const raw = await fetchFrom(app, "/admin/raw");
  assert.equal(raw.headers.get("x-admin"), "Ada");
  const html = await raw.text();
  assert.match(html, /<body><p>raw<\/p>/);
  assert.doesNotMatch(html, /<main>|lang/);
  assert.equal((await fetchFrom(app, "/about")).headers.get("x-admin"), null);
});

Deno.test("errors and unknown paths show the error page with their status", async () => {
  for (const [path, status, text] of [["/items/0", 404, "error 404"], ["/items/boom", 500, "failure"]] as const) {
    const response = await fetchFrom(app, path);
    assert.equal(response.status, status);
    assert.match(await response.text(), new RegExp(`<h1>${text}</h1>`));
  }
  const unknown = await fetchFrom(app, "/nope");
  assert.equal(unknown.status, 404);
  assert.match(await unknown.text(), /<h1>error 404<\/h1>/);
});

Deno.test("a wrong method on a file route is 404, and 405 only where the route overrides its pattern", async () => {
  assert.equal((await fetchFrom(app, "/items/1", { method: "POST" })).status, 404);
  assert.equal((await fetchFrom(app, "/x/1@2", { method: "POST" })).status, 405);
  const head = await fetchFrom(app, "/items/1", { method: "HEAD" });
  assert.equal(head.status, 200);
  assert.equal(head.body, null);
});

Deno.test("static files come with type and ETag, and 304 for those who have them", async () => {
  const response = await fetchFrom(app, "/style.css");
  assert.equal(response.headers.get("content-type"), "text/css; charset=UTF-8");
  assert.match(response.headers.get("cache-control")!, /no-cache/);
  const etag = response.headers.get("etag")!;
  assert.match(etag, /^W\/"[0-9a-f]{64}"$/);
  const text = await response.text();
  assert.equal(response.headers.get("content-length"), String(text.length));
  const again = await fetchFrom(app, "/style.css", { headers: { "if-none-match": etag } });
  assert.equal(again.status, 304);
  assert.equal(again.body, null);
  const head = await fetchFrom(app, "/style.css", { method: "HEAD" });
  assert.equal(head.headers.get("content-length"), String(text.length));
  assert.equal((await fetchFrom(app, "/style.css", { method: "POST" })).status, 405);
});

Deno.test("what asset() names and the chunks are immutable; another build's name leads to this one's", async () => {
  const html = await textOf(app, "/");
  const css = /href="(\/style\.css\?[^"]+)"/.exec(html)![1];
  const chunk = /import{boot}from"([^"]+)"/.exec(html)![1];
  for (const url of [css, chunk]) {
    const response = await fetchFrom(app, url);
    assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
    assert.equal(response.status, 200);
    await response.body?.cancel();
  }
  const old = await fetchFrom(app, "/style.css?__frsh_c=old&x=1");
  assert.equal(old.status, 307);
  assert.equal(old.headers.get("location"), "/style.css?x=1");
});

Deno.test("nothing but the files of the static folder is served, however it is asked for", async () => {
  assert.equal(await textOf(app, "/.well-known/x.txt"), "ok\n");
  assert.equal(await textOf(app, "/a%20b/c%20d.txt"), "space\n");
  for (
    const path of [
      "/.secret",
      "/..%2fmain.ts",
      "/%2e%2e/main.ts",
      "/..%5cmain.ts",
      "/a b/..%2f..%2fmain.ts",
      "/style.css%00",
      "/style.css/x",
      "/%ff",
      "/static/style.css",
    ]
  ) assert.equal((await fetchFrom(app, path)).status, 404, path);
  const icon = await fetchFrom(app, "/favicon.ico");
  assert.equal(icon.status, 404);
  assert.equal(icon.body, null);
});
