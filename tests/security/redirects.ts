// Links that would lead away from our origin, by `next` and by the path itself.

import { strict as assert } from "node:assert";
import { ask, type Cast, cookieOf, PASSWORD } from "./cast.ts";
import { raw } from "./raw_http.ts";

/** Ways to write another origin so that something might take it for a path. */
const ELSEWHERE = [
  "https://evil.example",
  "//evil.example",
  "///evil.example",
  "////evil.example/",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "\u00a0//evil.example",
  "/.//evil.example",
  "/..//evil.example",
  "/x/..//evil.example",
  "/x/..\\\\evil.example",
  "/%2e/%2e//evil.example",
  "/.%2F/evil.example",
  "/%2F/evil.example",
  "/%5Cevil.example",
  "/%09/evil.example",
  "%2F%2Fevil.example",
  "https:evil.example",
  "https:/evil.example",
  "http:\\\\evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "@evil.example",
  "/@evil.example",
  "//127.0.0.1:1@evil.example",
  ".evil.example",
  ":80",
  "?//evil.example",
  "/\u2044evil.example",
  "／／evil.example",
  "/\r\nlocation: https://evil.example",
  "/\r\nset-cookie: parley=x",
  "x".repeat(5_000),
];

export async function redirects(all: Cast): Promise<void> {
  const { url, people: { stranger } } = all;
  const stays = (location: string, next: string) => {
    assert.match(location, /^\/(?![\\/])/, JSON.stringify(next));
    assert.equal(new URL(location, url).origin, url, JSON.stringify(next));
    assert.doesNotMatch(location, /[\r\n\t\\]/, JSON.stringify(next));
  };
  for (const next of ELSEWHERE) {
    for (
      const encoded of new Set([
        encodeURIComponent(next),
        encodeURIComponent(encodeURIComponent(next)),
        encodeURI(next),
      ])
    ) {
      for (const page of ["/login", "/register"]) {
        const seen = await ask(url, "GET", `${page}?next=${encoded}`, { headers: { cookie: cookieOf(stranger) } });
        assert.equal(seen.status, 303);
        stays(seen.headers.get("location") ?? "", next);
        assert.equal(seen.headers.get("set-cookie"), null);
        const form = await ask(url, "GET", `${page}?next=${encoded}`);
        assert.equal(form.status, 200);
        const value = /name="next" value="([^"]*)"/.exec(form.text)?.[1];
        stays((value ?? "none").replaceAll("&amp;", "&"), next);
      }
    }
  }
  // A sign-in costs a password's work: each way once.
  for (const next of ELSEWHERE.slice(0, 8)) {
    const body = new URLSearchParams({ email: stranger.username, password: PASSWORD, next });
    const seen = await ask(url, "POST", "/login", { body, headers: { origin: url } });
    assert.equal(seen.status, 303);
    stays(seen.headers.get("location") ?? "", next);
  }
  for (
    const path of [
      "//evil.example",
      "//evil.example/%2e%2e",
      "/\\evil.example",
      "/c//evil.example",
      "//evil.example/c/x",
    ]
  ) {
    const seen = await raw(url, `GET ${path} HTTP/1.1\r\nhost: ${new URL(url).host}\r\nconnection: close\r\n\r\n`);
    assert.doesNotMatch(seen, /^location: (?!\/(?![\\/]))/im, path);
  }
}
