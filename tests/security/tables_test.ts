// The tables of these tests are complete: a route, an operation or a page that somebody adds without saying who may fails here.

import { strict as assert } from "node:assert";
import { OPERATIONS as DESCRIBED } from "../../lib/protocol/operations/index.ts";
import type { Who } from "../../lib/protocol/operations/operation.ts";
import { methodsOf, routeFiles } from "../support/routes.ts";
import { OPEN, PAGES } from "./access_pages.ts";
import { complete } from "./access_reach.ts";
import { type May, OPERATIONS } from "./access_table.ts";

const lines = OPERATIONS.map(({ method, route }) => `${method} ${route}`).toSorted();

Deno.test("no route is without its line in the table of who may, and no line without its route", async () => {
  const routes: string[] = [];
  for (const { file, route } of routeFiles("api/v1/")) {
    for (const method of await methodsOf(file)) routes.push(`${method} ${route}`);
  }
  assert.deepEqual(lines, routes.toSorted());
});

Deno.test("nor is an operation of the reference", () => {
  const described = DESCRIBED.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, "[$1]")}`);
  assert.deepEqual(lines, described.toSorted());
});

/** Whom the reference names is whom the table lets in; the words are finer than the ranks. */
const MEANT: Record<Who, readonly May[]> = {
  everybody: ["everybody"],
  signed: ["signed"],
  self: ["signed", "owner"],
  participant: ["member", "admin"],
  sender: ["owner", "admin"],
  member: ["member"],
  admin: ["admin", "owner"],
  owner: ["owner"],
};

Deno.test("the reference says of no operation that others may than may", () => {
  for (const { method, path, who } of DESCRIBED) {
    const route = path.replaceAll(/\{(\w+)\}/g, "[$1]");
    const line = OPERATIONS.find((it) => it.method === method && it.route === route);
    assert.ok(line !== undefined && MEANT[who].includes(line.may), `${method} ${route}: ${who}, ${line?.may}`);
  }
});

Deno.test("every operation that names a person says whether it must reach them", complete);

Deno.test("every page is in the list of those that want sign-in or of those that do not", () => {
  const pages = [...routeFiles()].filter(({ file }) => !file.startsWith("api/"));
  const signed = pages.filter(({ file }) => file.startsWith("(signed)/")).map(({ route }) => route);
  assert.deepEqual(signed.toSorted(), Object.keys(PAGES).toSorted());
  const open = pages.filter(({ file }) => !file.startsWith("(signed)/")).map(({ route }) => route);
  assert.deepEqual(open.toSorted(), OPEN.toSorted());
});
