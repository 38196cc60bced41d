// The headers that keep browsers from helping an attacker.

import { strict as assert } from "node:assert";
import { OPERATIONS } from "./access_table.ts";
import { ask, type Cast, cookieOf } from "./cast.ts";

/** The same for everybody, so that it may be kept, and names nobody. */
const PUBLIC = ["/styles.css", "/api/v1/openapi.json", "/api/v1/frames.json"];

export async function headers(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const cookie = cookieOf(owner);
  const origin = "https://evil.example";
  const signed = [
    "/",
    "/people",
    "/groups/new",
    "/profile",
    "/sessions",
    "/privacy",
    "/search",
    "/groups/discover",
    "/docs/api",
    `/c/${all.pair}`,
    `/g/${all.group}`,
    "/nothing",
  ];
  for (const path of [...signed, "/login", "/register", "/?before=x"]) {
    const { headers, text } = await ask(url, "GET", path, { headers: { cookie, origin } });
    const policy = headers.get("content-security-policy") ?? "";
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.match(policy, /base-uri 'none'/, path);
    assert.match(policy, /(form-action|default-src) '(self|none)'/, path);
    const scripts = /script-src([^;]*)/.exec(policy)?.[1] ?? /default-src([^;]*)/.exec(policy)?.[1] ?? "";
    assert.doesNotMatch(scripts, /unsafe|\*|https?:|data:/, `${path}: ${policy}`);
    for (const [tag] of text.matchAll(/<script\b[^>]*>/g)) assert.match(tag, /nonce="\w{16,}"/, `${path}: ${tag}`);
    assert.doesNotMatch(text, /\son\w+="|javascript:/i, path);
    assert.match(headers.get("cache-control") ?? "", /\bno-store\b/, path);
  }
  const nonces = await Promise.all([1, 2].map(() => ask(url, "GET", "/", { headers: { cookie } })));
  assert.notEqual(...nonces.map(({ text }) => /nonce="(\w+)"/.exec(text)?.[1]) as [string, string]);
  const everywhere = [
    ...signed,
    "/login",
    "/styles.css",
    "/healthz",
    ...OPERATIONS.filter(({ method }) => method === "GET").map(({ route }) => `/api/v1${route}`),
  ];
  for (const path of everywhere) {
    for (const method of ["GET", "OPTIONS"]) {
      const asks = {
        cookie,
        origin,
        "access-control-request-method": "PUT",
        "access-control-request-headers": "authorization",
      };
      const { headers } = await ask(url, method, path, { headers: asks });
      for (const name of ["origin", "credentials", "headers", "methods"]) {
        assert.equal(headers.get(`access-control-allow-${name}`), null, `${method} ${path}`);
      }
      assert.equal(headers.get("x-content-type-options"), "nosniff", `${method} ${path}`);
      assert.equal(headers.get("x-frame-options"), "DENY", `${method} ${path}`);
      assert.equal(headers.get("server"), null);
      assert.equal(headers.get("x-powered-by"), null);
      if (PUBLIC.includes(path)) assert.equal(headers.get("set-cookie"), null);
      else assert.match(headers.get("cache-control") ?? "", /\bno-store\b/, `${method} ${path}`);
    }
  }
}
