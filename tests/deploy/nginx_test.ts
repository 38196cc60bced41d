// The shipped deploy/nginx.conf, run by a real nginx before two small servers that stand for instances.
import assert from "node:assert/strict";
import { ensure } from "../support/ensure.ts";
import { startNginx, testNginxConf } from "../support/nginx.ts";
import { freePort } from "../support/port.ts";
import { waitUntil } from "../support/wait.ts";
import { startCrashing, startFlooding, startUpstreams } from "./upstreams.ts";

const shipped = (name: string): string => Deno.readTextFileSync(new URL(`../../deploy/${name}`, import.meta.url));

Deno.test("nginx accepts the configuration with the files that it includes as they are shipped", async () => {
  const { ok, output } = await testNginxConf();
  assert.ok(ok, output);
});

Deno.test("both instances get their share, and a WebSocket reaches one of them", async () => {
  await using upstreams = startUpstreams(2);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const names = await Promise.all(Array.from({ length: 8 }, () => fetch(nginx.url).then((it) => it.json())));
  assert.deepEqual(new Set(names.map(({ instance }) => instance)), new Set([0, 1]));

  const socket = new WebSocket(`${nginx.url.replace("http", "ws")}/ws`, ["parley.v1"]);
  const answer = new Promise((resolve) => socket.onmessage = ({ data }) => resolve(data));
  await new Promise((resolve) => socket.onopen = resolve);
  assert.equal(socket.protocol, "parley.v1");
  socket.send("hello");
  assert.equal(await answer, "hello");
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
});

Deno.test("an instance that crashes is not noticed by who only reads, and a write is not repeated", async () => {
  await using upstreams = startUpstreams(1);
  using crashing = startCrashing();
  await using nginx = await startNginx({ upstreams: [crashing.address, ...upstreams.addresses] });
  const read = await fetch(nginx.url).then((it) => it.json());
  assert.equal(read.instance, 0);

  using first = startCrashing();
  using second = startCrashing();
  await using edge = await startNginx({ upstreams: [first.address, second.address] });
  const response = await fetch(edge.url, { method: "POST", body: "once" });
  await response.body?.cancel();
  assert.equal(response.status, 502);
  assert.equal(first.requests() + second.requests(), 1);
});

Deno.test("what a client claims about where it comes from does not reach an instance", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const claims = {
    "x-forwarded-for": "6.6.6.6",
    "x-real-ip": "6.6.6.6",
    forwarded: "for=6.6.6.6",
    "x-forwarded-proto": "https",
  };
  const { headers } = await fetch(nginx.url, { headers: { ...claims, upgrade: "h2c" } }).then((it) => it.json());
  assert.equal(headers["x-forwarded-for"], "127.0.0.1");
  assert.equal(headers["x-real-ip"], "127.0.0.1");
  assert.equal(headers["x-forwarded-proto"], "http");
  assert.equal(headers.forwarded, undefined);
  assert.equal(headers.upgrade, undefined);
  assert.equal(headers.host, `127.0.0.1:${nginx.port}`);
});

Deno.test("what a proxy before nginx says counts once its address is in proxies.conf, and only as far as proxies are believed", async () => {
  await using upstreams = startUpstreams(1);
  const lines = shipped("proxies.conf").replaceAll(/^#(?=\w)/gm, "");
  await using nginx = await startNginx({
    upstreams: upstreams.addresses,
    files: { "proxies.conf": lines.replace("10.0.0.0/8", "127.0.0.1") },
  });
  const asked = async ({ url }: { url: string }, claim: string) =>
    (await fetch(url, { headers: { "x-forwarded-for": claim } }).then((it) => it.json())).headers["x-forwarded-for"];
  assert.equal(await asked(nginx, "203.0.113.7"), "203.0.113.7");
  assert.equal(await asked(nginx, "6.6.6.6, 203.0.113.7"), "203.0.113.7", "the nearest that is no proxy");
  await using other = await startNginx({ upstreams: upstreams.addresses, files: { "proxies.conf": lines } });
  assert.equal(await asked(other, "203.0.113.7"), "127.0.0.1", "this one comes from somewhere else");
});

Deno.test("with TLS people are sent to it, and the health check from inside is answered without", async () => {
  await using upstreams = startUpstreams(1);
  const tls = freePort();
  const { key, certificate } = await selfSigned();
  await using nginx = await startNginx({
    upstreams: upstreams.addresses,
    listen: (plain) =>
      shipped("listen.tls.conf").replace(" 8080 ", ` ${plain} `).replace(" 8443 ", ` 127.0.0.1:${tls} `),
    files: { "tls/privkey.pem": key, "tls/fullchain.pem": certificate },
  });
  using client = Deno.createHttpClient({ caCerts: [certificate] });
  const { headers } = await fetch(`https://localhost:${tls}/page`, { client }).then((it) => it.json());
  assert.equal(headers["x-forwarded-proto"], "https");
  for (const path of ["/c/x?q=1", "/healthz/", "/ws", "//healthz/x"]) {
    const plain = await fetch(nginx.url + path, { redirect: "manual" });
    await plain.body?.cancel();
    assert.deepEqual([plain.status, plain.headers.get("location")], [308, `https://127.0.0.1${path}`]);
  }
  assert.equal(upstreams.requests("GET"), 1, "nothing without TLS reached the instance");
  assert.equal((await fetch(`${nginx.url}/healthz`).then((it) => it.json())).instance, 0);
});

/** For the name `localhost`. */
async function selfSigned(): Promise<{ key: string; certificate: string }> {
  const args = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout - -days 2 -subj /CN=localhost " +
    "-addext subjectAltName=DNS:localhost -addext basicConstraints=CA:FALSE";
  const openssl = new Deno.Command(await ensure("openssl"), { args: args.split(" "), stderr: "null" });
  const text = new TextDecoder().decode((await openssl.output()).stdout);
  const [key = "", certificate = ""] = text.split(/(?=-----BEGIN CERTIFICATE)/);
  return { key, certificate };
}

Deno.test("a token in a URL reaches the instance and no log, not even when the request fails", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const { url } = await fetch(`${nginx.url}/ws?token=hush`).then((it) => it.json());
  assert.match(url, /token=hush/);
  await upstreams[Symbol.asyncDispose]();
  const failed = await fetch(`${nginx.url}/gone?token=hush`, { headers: { referer: `${nginx.url}/?token=hush` } });
  await failed.body?.cancel();
  assert.equal(failed.status, 502);
  const file = await fetch(`${nginx.url}/uploads/019a/hush%20list.pdf`);
  await file.body?.cancel();
  await waitUntil("a file to be logged without its name", () => nginx.output().includes(`"path":"/uploads/019a/..."`));
  await waitUntil("both requests to be logged", () => /"path":"\/ws"[^]*"path":"\/gone"/.test(nginx.output()));
  assert.doesNotMatch(nginx.output(), /hush/);
});

Deno.test("a body over the limit is refused, before an instance sees it", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const post = (path: string, bytes: number) =>
    fetch(nginx.url + path, { method: "POST", body: new Uint8Array(bytes) }).then(async (
      it,
    ) => (await it.body?.cancel(), it.status));
  assert.equal(await post("/api/v1/groups", 1024 * 1024), 200);
  assert.equal(await post("/api/v1/groups", 1024 * 1024 + 1), 413);
  assert.equal(await post("/api/v1/files", 2 * 1024 * 1024), 200);
  assert.equal(await post("/api/v1/files", 40 * 1024 * 1024), 200); // how large a file may be, the app decides
  for (const page of ["/c/x", "/u/x", "/g/x"]) assert.equal(await post(page, 2 * 1024 * 1024), 200, page);
  assert.equal(await post("/g/x/about", 2 * 1024 * 1024), 413);
  assert.equal(upstreams.requests("POST"), 6);
});

Deno.test("an upload reaches an instance while it is sent: nothing of it waits here", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>>();
  const writer = writable.getWriter();
  const answer = fetch(`${nginx.url}/api/v1/messages/private/x/files`, { method: "POST", body: readable });
  await writer.write(new Uint8Array(100_000));
  await waitUntil("the instance to hear of it", () => upstreams.requests("POST") === 1);
  await writer.close().catch(() => {}); // the instance has answered already, without reading it
  await (await answer).body?.cancel();
});

Deno.test("a built file is asked for once; a page, even one that calls itself public, every time", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  for (const path of ["/_fresh/js/1/a.js", "/_fresh/js/1/a.js", "/page", "/page"]) {
    const response = await fetch(nginx.url + path);
    assert.equal(response.headers.get("cache-control"), "public, max-age=31536000, immutable");
    await response.body?.cancel();
  }
  assert.equal(upstreams.requests("GET"), 3);
});

Deno.test("metrics are not for the world", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const response = await fetch(`${nginx.url}/metrics`);
  await response.body?.cancel();
  assert.equal(response.status, 404);
  assert.equal(upstreams.requests("GET"), 0);
});

Deno.test("whoever sends a header byte by byte is cut, however busy they look", async () => {
  await using upstreams = startUpstreams(1);
  await using nginx = await startNginx({ upstreams: upstreams.addresses });
  const connection = await Deno.connect({ hostname: "127.0.0.1", port: nginx.port });
  await connection.write(new TextEncoder().encode("GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "));
  const drip = setInterval(() => connection.write(new TextEncoder().encode("a")).catch(() => {}), 500);
  const started = Date.now();
  // A cut connection ends the reading, with or without an error (`reset_timedout_connection`).
  await connection.read(new Uint8Array(1024)).catch(() => null);
  clearInterval(drip);
  connection.close();
  const seconds = (Date.now() - started) / 1000;
  assert.ok(seconds > 5 && seconds < 20, `cut after ${seconds} s`);
  assert.equal(upstreams.requests("GET"), 0);
});

Deno.test("whoever opens a socket and does not read is cut, and the instance learns of it", async () => {
  await using flooding = startFlooding();
  await using nginx = await startNginx({ upstreams: [flooding.address] });
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: nginx.port });
  await connection.write(new TextEncoder().encode(
    "GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  ));
  const started = Date.now();
  await flooding.cut;
  const seconds = (Date.now() - started) / 1000;
  assert.ok(seconds > 5 && seconds < 20, `cut after ${seconds} s`);
});
