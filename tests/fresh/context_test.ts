// The context's answers: redirects, text, JSON, streams, sockets.
import assert from "node:assert/strict";
import { App, type Context } from "fresh";
import { fetchFrom, textOf } from "./support.ts";

const answer = (handler: (ctx: Context<unknown>) => Response) => new App().get("/", handler);

Deno.test("a redirect to a path stays on this origin", async () => {
  const location = async (to: string) => {
    const response = await fetchFrom(answer((ctx) => ctx.redirect(to)), "/");
    assert.equal(response.status, 302);
    return response.headers.get("location");
  };
  assert.equal(await location("/"), "/");
  assert.equal(await location("//evil.example/x"), "/evil.example/x");
  assert.equal(await location("/a//b?next=//c#//d"), "/a/b?next=//c#//d");
  assert.equal(await location("https://other.example//x"), "https://other.example//x");
  assert.equal((await fetchFrom(answer((ctx) => ctx.redirect("/", 307)), "/")).status, 307);
});

Deno.test("text, HTML and JSON come with their media types", async () => {
  const type = async (handler: (ctx: Context<unknown>) => Response) =>
    (await fetchFrom(answer(handler), "/")).headers.get("content-type")?.toLowerCase();
  assert.equal(await type((ctx) => ctx.text("a")), "text/plain;charset=utf-8");
  assert.equal(await type((ctx) => ctx.html("<p>")), "text/html; charset=utf-8");
  assert.equal(await type((ctx) => ctx.json({})), "application/json");
});

Deno.test("a stream sends strings and bytes of any iterable", async () => {
  const app = answer((ctx) =>
    ctx.stream(async function* () {
      yield "ä";
      await Promise.resolve();
      yield new Uint8Array([66]);
    }, { headers: { "x-a": "1" } })
  );
  assert.equal(await textOf(app, "/"), "äB");
  assert.equal(await textOf(answer((ctx) => ctx.stream(["a", "b"])), "/"), "ab");
});

Deno.test("an upgrade of what asks for no WebSocket is a 400", async () => {
  const app = answer((ctx) => ctx.upgrade({ message() {} }));
  assert.equal((await fetchFrom(app, "/")).status, 400);
});

Deno.test("a socket is wired by its handlers, or by the caller", async () => {
  const closed = Promise.withResolvers<[number, string]>();
  const app = new App()
    .ws("/managed", {
      open: (socket) => socket.send("open"),
      message: (socket, { data }) => socket.send(`managed ${data}`),
      close: (_socket, code, reason) => closed.resolve([code, reason]),
    })
    .get("/bare", (ctx) => {
      const { socket, response } = ctx.upgrade({ protocol: "chat", idleTimeout: 30 });
      socket.onmessage = ({ data }) => socket.send(`bare ${data}`);
      return response;
    });
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, app.handler());
  const talk = async (path: string, count: number, protocol?: string) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.addr.port}${path}`, protocol);
    const received: string[] = [];
    const done = Promise.withResolvers<void>();
    socket.onopen = () => socket.send("hello");
    socket.onmessage = ({ data }) => received.push(data) === count && done.resolve();
    await done.promise;
    socket.close(4001, "bye");
    await new Promise((resolve) => socket.onclose = resolve);
    return { received, protocol: socket.protocol };
  };
  assert.deepEqual((await talk("/managed", 2)).received, ["open", "managed hello"]);
  assert.deepEqual(await closed.promise, [4001, "bye"]);
  assert.deepEqual(await talk("/bare", 1, "chat"), { received: ["bare hello"], protocol: "chat" });
  await server.shutdown();
});
