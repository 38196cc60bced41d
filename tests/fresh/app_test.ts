// Routing: order, methods, prefixes, errors.
import assert from "node:assert/strict";
import { App, HttpError, type Middleware } from "fresh";
import { fetchFrom, textOf } from "./support.ts";

const say = (text: string) => () => new Response(text);

/** A middleware that leaves its name in a header. */
const mark = (name: string): Middleware<unknown> => async (ctx) => {
  const response = await ctx.next();
  response.headers.append("x-seen", name);
  return response;
};

Deno.test("each method reaches its own handler, and `all` the rest", async () => {
  const app = new App().get("/", say("get")).post("/", say("post")).put("/", say("put")).patch("/", say("patch"))
    .delete("/", say("delete")).head("/head", say("")).all("/all", (ctx) => ctx.text(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    assert.equal(await textOf(app, "/", { method }), method.toLowerCase());
    assert.equal(await textOf(app, "/all", { method }), method);
  }
  assert.equal((await fetchFrom(app, "/head", { method: "HEAD" })).status, 200);
});

Deno.test("HEAD is answered by GET without a body", async () => {
  const response = await fetchFrom(new App().get("/", () => new Response("body", { headers: { "x-a": "1" } })), "/", {
    method: "HEAD",
  });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("x-a"), "1");
  assert.equal(response.body, null);
});

Deno.test("another method than a path has gets 405, OPTIONS the list of them", async () => {
  const app = new App().get("/a", say("a")).post("/a", say("a"));
  assert.equal((await fetchFrom(app, "/a", { method: "DELETE" })).status, 405);
  const options = await fetchFrom(app, "/a", { method: "OPTIONS" });
  assert.equal(options.status, 204);
  assert.equal(options.headers.get("allow"), "GET, POST");
});

Deno.test("the first handler of a path and method stays", async () => {
  assert.equal(await textOf(new App().get("/", say("1")).get("/", say("2")), "/"), "1");
});

Deno.test("a static path wins over a pattern, then the pattern that came first", async () => {
  const app = new App().get("/:x", say("pattern")).get("/a", say("static")).get("/:y*", say("late"));
  assert.equal(await textOf(app, "/a"), "static");
  assert.equal(await textOf(app, "/b"), "pattern");
  assert.equal(await textOf(app, "/b/c"), "late");
});

Deno.test("parameters are decoded, and empty where optional", async () => {
  const app = new App<unknown>()
    .get("/u/:id/:rest*", (ctx) => ctx.json([ctx.route, ctx.params.id, ctx.params.rest]))
    .get("/o{/:opt}?", (ctx) => ctx.json([ctx.params.opt]))
    .get("/v/:a@:b", (ctx) => ctx.json([ctx.params.a, ctx.params.b]));
  const json = async (path: string) => JSON.parse(await textOf(app, path));
  assert.deepEqual(await json("/u/%C3%A4%20b/c/d"), ["/u/:id/:rest*", "ä b", "c/d"]);
  assert.deepEqual(await json("/u/1"), ["/u/:id/:rest*", "1", ""]);
  assert.deepEqual(await json("/o"), [""]);
  assert.deepEqual(await json("/o/x"), ["x"]);
  assert.deepEqual(await json("/v/1@2"), ["1", "2"]);
  assert.equal((await fetchFrom(app, "/u/1/")).status, 404);
});

Deno.test("a static path answers with and without a slash at its end", async () => {
  const app = new App().get("/a", say("a"));
  assert.equal(await textOf(app, "/a/"), "a");
  assert.equal(await textOf(app, "//a"), "a");
});

Deno.test("a middleware sees what was registered after it, at and below its path", async () => {
  const app = new App().get("/early", say("")).use(mark("root")).use("/a", mark("a")).get("/a", say(""))
    .get("/a/b/c", say("")).get("/ab", say("")).use("/a", mark("late"));
  const seen = async (path: string) => (await fetchFrom(app, path)).headers.get("x-seen");
  assert.equal(await seen("/early"), null);
  assert.equal(await seen("/a"), "a, root");
  assert.equal(await seen("/a/b/c"), "a, root");
  assert.equal(await seen("/ab"), "root");
});

Deno.test("where no route matches, only middlewares of the root run", async () => {
  const ran: string[] = [];
  const note = (name: string): Middleware<unknown> => (ctx) => {
    ran.push(name);
    return ctx.next();
  };
  const app = new App().use(note("root")).use("/a", note("a")).get("/a/b", say(""));
  assert.equal((await fetchFrom(app, "/a/other")).status, 404);
  assert.deepEqual(ran, ["root"]);
});

Deno.test("handlers of one path run in their order, and share the state", async () => {
  const app = new App<{ n: number }>().get("/", (ctx) => {
    ctx.state.n = 1;
    return ctx.next();
  }, (ctx) => ctx.text(String(ctx.state.n)));
  assert.equal(await textOf(app, "/"), "1");
});

Deno.test("lazy routes and middlewares are loaded once, at the first request", async () => {
  let loads = 0;
  const handler = new App<unknown>().route("/", () => {
    loads++;
    return Promise.resolve({ handler: { GET: say("lazy") } });
  }).get("/m", () => Promise.resolve(say("lazy middleware"))).handler();
  const ask = (path: string, method = "GET") => handler(new Request("http://localhost" + path, { method }));
  assert.equal(loads, 0);
  for (let i = 0; i < 2; i++) {
    assert.equal(await (await ask("/")).text(), "lazy");
    assert.equal(await (await ask("/m")).text(), "lazy middleware");
  }
  assert.equal(loads, 1);
  assert.equal((await ask("/", "POST")).status, 404);
});

Deno.test("an uncaught HttpError is sent with its message or the status text, any other as 500", async () => {
  const fail = (error: Error) => () => {
    throw error;
  };
  const app = new App().get("/403", fail(new HttpError(403))).get("/418", fail(new HttpError(418, "tea")))
    .get("/secret", fail(new Error("secret")));
  const log = console.error;
  console.error = () => {};
  try {
    assert.equal(await textOf(app, "/403"), "Forbidden");
    assert.equal(await textOf(app, "/418"), "tea");
    const response = await fetchFrom(app, "/secret");
    assert.equal(response.status, 500);
    assert.equal(await response.text(), "Internal server error");
  } finally {
    console.error = log;
  }
});

Deno.test("the nearest error page answers, and sees the error", async () => {
  const page = (name: string) => ({
    handler: (ctx: { error: unknown }) => new Response(`${name}: ${(ctx.error as Error).message}`, { status: 500 }),
  });
  const app = new App().onError("*", page("outer")).onError("/a", page("inner"))
    .get("/a/b", () => Promise.reject(new Error("b"))).get("/c", () => Promise.reject(new Error("c")));
  assert.equal(await textOf(app, "/a/b"), "inner: b");
  assert.equal(await textOf(app, "/c"), "outer: c");
});

Deno.test("notFound answers unknown paths and thrown 404s", async () => {
  const app = new App().notFound((ctx) => new Response(`no ${ctx.url.pathname}`, { status: 404 }))
    .get("/a", () => Promise.reject(new HttpError(404)));
  assert.equal(await textOf(app, "/a"), "no /a");
  assert.equal(await textOf(app, "/b"), "no /b");
});

Deno.test("an error page skips what root middlewares do after next()", async () => {
  const app = new App().onError("*", say("oops")).use(mark("root")).get("/", () => Promise.reject(new Error()));
  const response = await fetchFrom(app, "/");
  assert.equal(await response.text(), "oops");
  assert.equal(response.headers.get("x-seen"), null);
});

Deno.test("what is no Response is an error", async () => {
  const log = console.error;
  console.error = () => {};
  const app = new App().get("/", (() => "text") as unknown as () => Response);
  assert.equal((await fetchFrom(app, "/")).status, 500);
  console.error = log;
});

Deno.test("a base path is in front of every route", async () => {
  const app = new App({ basePath: "/base" }).get("/", say("index")).get("/a", say("a"));
  assert.equal(await textOf(app, "/base"), "index");
  assert.equal(await textOf(app, "/base/a"), "a");
  assert.equal((await fetchFrom(app, "/a")).status, 404);
});

Deno.test("forwarded headers count only where the proxy is trusted", async () => {
  const headers = { "x-forwarded-proto": "https", "x-forwarded-host": "chat.example" };
  const origin = (trustProxy: boolean) =>
    textOf(new App({ trustProxy }).get("/", (ctx) => ctx.text(ctx.url.origin)), "/", { headers });
  assert.equal(await origin(true), "https://chat.example");
  assert.equal(await origin(false), "http://localhost");
});
