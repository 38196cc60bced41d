// Pages: who is not signed in is sent away, and what is not one's own is not there.

import { strict as assert } from "node:assert";
import { face } from "./access_operations.ts";
import { ask, type Cast, cookieOf, NOWHERE, OUTSIDERS, type Role, stateOf } from "./cast.ts";

/** Pages that show or change something of one conversation; the others are the same for everybody who is signed in. */
const CONVERSATION_PAGES = ["/c/[id]", "/g/[id]"];
/** The pages for people who are signed in, and what each answers. */
export const PAGES: Record<string, string[]> = {
  ...Object.fromEntries([...CONVERSATION_PAGES, "/u/[id]"].map((page) => [page, ["GET", "POST"]])),
  "/": ["GET"],
  "/m/[id]": ["GET"],
  "/g/[id]/about": ["GET", "POST"],
  "/notifications": ["GET"],
  "/people": ["GET"],
  "/search": ["GET"],
  "/groups/discover": ["GET", "POST"],
  "/invite/[code]": ["GET", "POST"],
  "/groups/new": ["GET", "POST"],
  "/privacy": ["GET", "POST"],
  "/profile": ["GET", "POST"],
  "/sessions": ["GET", "POST"],
};
/** Outside of the folder for people who are signed in, each for a reason of its own. */
export const OPEN = [
  "/login",
  "/register",
  "/logout",
  "/healthz",
  "/readyz",
  "/metrics", // `tests/routes/metrics_test.ts` has who may read it
  "/ws",
  "/ws/online-users",
  "/docs/api",
  "/uploads/[id]/[name]", // no page: `files_test.ts` has who may read what is there
  "/dev/components",
  "/emoji/[language]",
  "/manifest.webmanifest", // nothing of anybody's is in these two
  "/offline", // the device alone knows what it shows
];

const fill = (page: string, id: string) => page.replace(/\[(?:id|code)\]/, id);
const formOf = (method: string) => method === "POST" ? { body: new URLSearchParams({ content: "x" }) } : {};

/** Nobody, and somebody whose account is closed. */
export async function sentAway(all: Cast): Promise<void> {
  const { url, group, people: { disabled } } = all;
  const before = await stateOf(all);
  for (const [page, methods] of Object.entries(PAGES)) {
    for (const method of methods) {
      for (const cookie of ["", cookieOf(disabled)]) {
        const headers = { cookie, origin: url };
        const seen = await ask(url, method, fill(page, group), { ...formOf(method), headers });
        assert.equal(seen.status, 303, `${method} ${page}`);
        assert.match(seen.headers.get("location") ?? "", /^\/login(\?(ended=1&?)?(next=%2F[\w%-]*)?)?$/);
        assert.equal(seen.text, "");
      }
    }
  }
  assert.deepEqual(await stateOf(all), before);
}

export async function notThere(all: Cast): Promise<void> {
  const { group, pair } = all;
  const before = await stateOf(all);
  for (const role of [...OUTSIDERS, "member", "muted"] as const) await hidden(all, "/c/[id]", pair, role);
  for (const role of [...OUTSIDERS, "owner"] as const) await hidden(all, "/g/[id]", pair, role);
  for (const role of [...OUTSIDERS, "owner"] as const) await hidden(all, "/u/[id]", group, role);
  for (const role of [...OUTSIDERS, "member", "muted"] as const) await hidden(all, "/m/[id]", all.pairMessage, role);
  for (const role of OUTSIDERS) await hidden(all, "/m/[id]", all.groupMessage, role);
  for (const role of OUTSIDERS) await hidden(all, "/g/[id]/about", group, role);
  for (const page of CONVERSATION_PAGES) for (const role of OUTSIDERS) await hidden(all, page, group, role);
  assert.deepEqual(await stateOf(all), before);
}

async function hidden(
  { url, people }: Cast,
  page: string,
  id: string,
  role: Exclude<Role, "anonymous">,
): Promise<void> {
  for (const method of PAGES[page] ?? []) {
    const how = { headers: { cookie: cookieOf(people[role]), origin: url }, ...formOf(method) };
    const seen = await ask(url, method, fill(page, id), how);
    const none = await ask(url, method, fill(page, NOWHERE), how);
    assert.equal(seen.status, 404, `${role} ${method} ${page}`);
    assert.deepEqual(face(seen), face(none), `${role} ${method} ${page}`);
  }
}
