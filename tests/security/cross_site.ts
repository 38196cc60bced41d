// Other sites' forms and scripts against every form and every operation of ours.

import { strict as assert } from "node:assert";
import { OPERATIONS } from "./access_table.ts";
import { ask, type Cast, cookieOf, must, PASSWORD, sessionOf, stateOf } from "./cast.ts";

/** Every form of a page, filled so that it would do something. */
export const formsOf = ({ group, pair, people: { owner, stranger } }: Cast): [string, Record<string, string>][] => [
  ["/login", { email: stranger.username, password: PASSWORD }],
  ["/register", { username: "crossed", email: "crossed@example.com", password: PASSWORD }],
  ["/logout", {}],
  ["/profile", { form: "profile", first_name: "Crossed", last_name: "", status: "busy" }],
  ["/profile", { form: "password", current_password: PASSWORD, new_password: "another horse battery" }],
  ["/sessions", { session: sessionOf(owner) }],
  ["/groups/new", { name: "Crossed" }],
  [`/u/${stranger.id}`, { content: "crossed" }],
  [`/g/${group}`, { content: "crossed" }],
  [`/c/${pair}`, { content: "crossed" }],
];

export async function crossSite(all: Cast): Promise<void> {
  const { url, people: { owner } } = all;
  const port = new URL(url).port;
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: `${url}.evil.example` },
    { origin: url.replace(port, `${Number(port) + 1}`) },
    { origin: url.replace("127.0.0.1", "localhost") },
    { origin: url.replace("http:", "https:") },
    { origin: `${url}, ${url}` },
    { origin: url, "sec-fetch-site": "cross-site" },
    { origin: url, "sec-fetch-site": "same-site" },
    { "sec-fetch-site": "none" },
    { referer: `${url}/` },
    {},
  ];
  const before = [await stateOf(all), await must(200, owner.api("GET", "/users/profile"))];
  const api = OPERATIONS.filter(({ method }) => method !== "GET").map(({ method, route, json }) => ({
    method,
    path: `/api/v1${route.replaceAll(/\[\w+\]/g, all.group)}`,
    how: { json: json?.({ ...all, member: owner.id, spare: owner.id, session: owner.id }) },
  }));
  const forms = formsOf(all).map(([path, fields]) => ({
    method: "POST",
    path,
    how: { body: new URLSearchParams(fields) },
  }));
  for (const site of foreign) {
    const isSaid = "origin" in site || "sec-fetch-site" in site;
    for (const { method, path, how } of [...forms, ...api]) {
      const seen = await ask(url, method, path, { ...how, headers: { ...site, cookie: cookieOf(owner) } });
      assert.equal(seen.status, 403, `${method} ${path} ${JSON.stringify(site)}`);
      assert.equal(seen.headers.get("set-cookie"), null);
      if (!isSaid) continue; // a program without a cookie says nothing of where it is
      const without = await ask(url, method, path, { ...how, headers: site });
      assert.equal(without.status, 403, `${method} ${path} without a cookie ${JSON.stringify(site)}`);
    }
  }
  assert.deepEqual([await stateOf(all), await must(200, owner.api("GET", "/users/profile"))], before);
  const { body } = await ask(url, "POST", "/api/v1/auth/login", {
    json: { email: "crossed@example.com", password: PASSWORD },
  });
  assert.equal(body.code, "bad_credentials", "no account was made");
  for (const path of ["/logout", "/api/v1/auth/logout", `/api/v1/groups/${all.group}/leave`]) {
    const seen = await ask(url, "GET", path, { headers: { cookie: cookieOf(owner) } });
    assert.ok([404, 405].includes(seen.status), "what changes something is no link");
  }
}

export async function ownForms(all: Cast): Promise<void> {
  const { url, people: { spare } } = all;
  const headers = { cookie: cookieOf(spare), origin: url, "sec-fetch-site": "same-origin" };
  const body = new URLSearchParams({ content: "from our own page" });
  assert.equal((await ask(url, "POST", `/u/${spare.id}`, { headers, body })).status, 303);
  const { messages } = await must(200, spare.api("GET", `/messages/private/${spare.id}`));
  assert.equal(messages.length, 1, "the form that is refused elsewhere works");
}
