// csrf() and csp().
import assert from "node:assert/strict";
import { App, csp, type CSPOptions, csrf, type CsrfOptions } from "fresh";
import { fetchFrom } from "./support.ts";

Deno.test("csrf lets pass what a browser sends from here, what no browser sends, and every GET", async () => {
  const status = async (headers: Record<string, string>, method = "POST", options?: CsrfOptions) =>
    (await fetchFrom(new App().use(csrf(options)).all("/", () => new Response("ok")), "/", { method, headers })).status;
  const other = "https://evil.example";
  assert.equal(await status({}), 200);
  assert.equal(await status({ "sec-fetch-site": "same-origin" }), 200);
  assert.equal(await status({ "sec-fetch-site": "none" }), 200);
  assert.equal(await status({ origin: "http://localhost" }), 200);
  assert.equal(await status({ "sec-fetch-site": "cross-site", origin: other }), 403);
  assert.equal(await status({ "sec-fetch-site": "same-site", origin: "null" }), 403);
  assert.equal(await status({ "sec-fetch-site": "cross-site" }), 403);
  assert.equal(await status({ origin: other }), 403);
  assert.equal(await status({ origin: other }, "GET"), 200);
  assert.equal(await status({ origin: other, upgrade: "websocket" }, "GET"), 200);
  assert.equal(await status({ origin: other }, "POST", { origin: other }), 200);
  assert.equal(await status({ origin: other }, "POST", { origin: ["https://a.example", other] }), 200);
  assert.equal(await status({ origin: other }, "POST", { origin: (it) => it === other }), 200);
  assert.equal(await status({ origin: "http://localhost" }, "POST", { origin: other }), 403);
});

Deno.test("csp has strict defaults, of which own directives replace the one of their name", async () => {
  const policy = async (options?: CSPOptions, header = "content-security-policy") => {
    const response = await fetchFrom(new App().use(csp(options)).get("/", () => new Response()), "/");
    return [response.headers.get(header)!, response.headers.get("reporting-endpoints")] as const;
  };
  const [defaults] = await policy();
  assert.match(defaults, /^default-src 'self'; script-src 'self' 'unsafe-inline'; .*; upgrade-insecure-requests$/);
  const [own] = await policy({ csp: ["img-src 'self' blob:", "worker-src 'none'"] });
  assert.equal(own.match(/img-src/g)?.length, 1);
  assert.match(own, /; img-src 'self' blob:; worker-src 'none'$/);
  const [report, endpoint] = await policy({ reportOnly: true, reportTo: "/r" }, "content-security-policy-report-only");
  assert.match(report, /; report-to csp-endpoint; report-uri \/r$/);
  assert.equal(endpoint, 'csp-endpoint="/r"');
});
