// Pages: layouts, app, <Head>, nonces, links.
import assert from "node:assert/strict";
import { App, csp, HttpError, page, type PageProps } from "fresh";
import { asset, assetSrcSet, Head } from "fresh/runtime";
import type { FunctionComponent } from "preact";
import { fetchFrom, textOf } from "./support.ts";

type Props = PageProps<unknown, unknown>;

const Shell = ({ Component }: Props) => (
  <html lang="en">
    <head>
      <title>default</title>
      <meta name="description" content="default" />
    </head>
    <body>
      <Component />
    </body>
  </html>
);
const frame = (name: string) => ({ Component }: Props) => <div class={name}>{<Component />}</div>;
const bodyOf = (html: string) => /<body[^>]*>(.*)<\/body>/s.exec(html)?.[1];

Deno.test("a page is a document even where nothing says so", async () => {
  const response = await fetchFrom(new App().get("/", (ctx) => ctx.render(<p>a &lt; {"<b>"}</p>)), "/");
  assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
  assert.equal(
    await response.text(),
    '<!DOCTYPE html><html><head><meta charset="utf-8"/></head><body><p>a &lt; &lt;b&gt;</p></body></html>',
  );
});

Deno.test("layouts nest from the root inwards, the app is around them", async () => {
  const app = new App().appWrapper(Shell).layout("*", frame("outer")).layout("/a", frame("inner"))
    .get("/a/b", (ctx) => ctx.render(<p />))
    .get("/a/alone", (ctx) => ctx.render(<p />, {}, { skipInheritedLayouts: true }));
  assert.equal(bodyOf(await textOf(app, "/a/b")), '<div class="outer"><div class="inner"><p></p></div></div>');
  assert.equal(bodyOf(await textOf(app, "/a/alone")), "<p></p>");
});

Deno.test("a layout may leave out what is around it", async () => {
  const app = new App().appWrapper(Shell).layout("*", frame("outer"))
    .layout("/a", frame("inner"), { skipInheritedLayouts: true, skipAppWrapper: true })
    .get("/a", (ctx) => ctx.render(<p />));
  const html = await textOf(app, "/a");
  assert.equal(bodyOf(html), '<div class="inner"><p></p></div>');
  assert.doesNotMatch(html, /default/);
});

Deno.test("async components are awaited, and may answer themselves", async () => {
  const Async = async ({ Component }: Props) => {
    await Promise.resolve();
    return <section>{<Component />}</section>;
  };
  const app = new App().appWrapper(async (props: Props) => {
    await Promise.resolve();
    return <Shell {...props} />;
  }).layout("*", Async as unknown as FunctionComponent<Props>)
    .get("/", (ctx) => ctx.render(<p />))
    .route("/self", { component: async () => await Promise.resolve(new Response("self")) });
  assert.equal(bodyOf(await textOf(app, "/")), "<section><p></p></section>");
  assert.equal(await textOf(app, "/self"), "self");
});

Deno.test("a handler's data, status and headers reach the page", async () => {
  const app = new App<unknown>().route("/", {
    handler: { POST: () => page({ n: 1 }, { status: 201, headers: { "x-a": "1" } }) },
    component: ({ data }) => <b>{JSON.stringify(data)}</b>,
  });
  const response = await fetchFrom(app, "/", { method: "POST" });
  assert.equal(response.status, 201);
  assert.equal(response.headers.get("x-a"), "1");
  assert.match(await response.text(), /<b>{&quot;n&quot;:1}<\/b>/);
  assert.match(await textOf(app, "/"), /<b>{}<\/b>/);
});

Deno.test("an error page renders with the status of the error", async () => {
  const app = new App<unknown>().appWrapper(Shell)
    .onError("*", { component: ({ error }) => <b>{String(error)}</b> })
    .get("/", () => Promise.reject(new HttpError(403, "no")));
  const response = await fetchFrom(app, "/");
  assert.equal(response.status, 403);
  assert.match(await response.text(), /<html lang="en">.*<b>HttpError: no<\/b>/);
});

Deno.test("a component-only notFound page answers 200", async () => {
  const app = new App<unknown>().notFound({ component: () => <b>none</b> });
  assert.equal((await fetchFrom(app, "/")).status, 200);
});

Deno.test("<Head> replaces what is alike in <head> and adds the rest", async () => {
  const app = new App().appWrapper(Shell).get("/", (ctx) =>
    ctx.render(
      <p>
        <Head>
          <title>own</title>
          <meta name="description" content="own" />
          <link rel="canonical" href="/x" />
        </Head>
        text
      </p>,
    ));
  const html = await textOf(app, "/");
  assert.match(html, /<head><title>own<\/title><meta name="description" content="own"\/><link rel="canonical"/);
  assert.doesNotMatch(html, /default/);
  assert.equal(bodyOf(html)?.trim(), "<p>text</p>");
});

Deno.test("scripts and styles carry the nonce of the policy, one a response", async () => {
  const app = new App().use(csp({ useNonce: true })).get("/", (ctx) =>
    ctx.render(
      <div>
        <script>1</script>
        <style>{"a{}"}</style>
        <script nonce="own">2</script>
      </div>,
    )).get("/json", (ctx) => ctx.json({}));
  const nonces = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const response = await fetchFrom(app, "/");
    const nonce = /script-src 'self' 'nonce-(\w+)'/.exec(response.headers.get("content-security-policy")!)![1];
    const html = await response.text();
    assert.ok(html.includes(`<script nonce="${nonce}">1`) && html.includes(`<style nonce="${nonce}">a`), html);
    assert.match(html, /<script nonce="own">2/);
    nonces.add(nonce);
  }
  assert.equal(nonces.size, 2);
  assert.match((await fetchFrom(app, "/json")).headers.get("content-security-policy")!, /script-src 'self' 'unsafe-/);
});

Deno.test("links to this page and to those above it are marked", async () => {
  const Nav = () => (
    <nav>
      <a href="/a/b">1</a>
      <a href="/a">2</a>
      <a href="/x">3</a>
    </nav>
  );
  assert.equal(
    bodyOf(await textOf(new App().get("/a/b", (ctx) => ctx.render(<Nav />)), "/a/b")),
    '<nav><a href="/a/b" data-current="true" aria-current="page">1</a>' +
      '<a href="/a" data-ancestor="true" aria-current="true">2</a><a href="/x">3</a></nav>',
  );
});

Deno.test("an element that is a constant of a module is rendered afresh for every request", async () => {
  const constant = (
    <div>
      <script>1</script>
      <img src="/x.png" />
    </div>
  );
  const app = new App().get("/", (ctx) => ctx.render(constant));
  const [first, second] = [await textOf(app, "/"), await textOf(app, "/")];
  const nonce = (html: string) => /<script nonce="(\w+)">1/.exec(html)![1];
  assert.notEqual(nonce(first), nonce(second));
  assert.equal(second.match(/__frsh_c/g)?.length, 1);
});

Deno.test("asset() adds the build to paths of this origin only", () => {
  assert.match(asset("/a.png?x=1#y"), /^\/a\.png\?x=1&__frsh_c=[^#]+#y$/);
  for (const other of ["https://x.example/a", "//x.example/a", "a.png", asset("/a.png")]) {
    assert.equal(asset(other), other);
  }
  assert.match(assetSrcSet("/a.png 1x, /b.png 2x"), /^\/a\.png\?__frsh_c=\S+ 1x, \/b\.png\?__frsh_c=\S+ 2x$/);
});
