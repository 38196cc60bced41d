// A page without an entry in the table of views fails: `deno task views` photographs what is there.
import assert from "node:assert/strict";
import { routeFiles } from "../support/routes.ts";
import { VIEWS, WITHOUT_VIEW } from "./views.ts";

Deno.test("every page has its views in the table", () => {
  const pages = [...routeFiles()].filter(({ file }) => !file.startsWith("api/")).map(({ route }) => route);
  const shown = new Set(VIEWS.map(({ route }) => route));
  assert.deepEqual(pages.filter((route) => !shown.has(route) && !WITHOUT_VIEW.includes(route)), []);
  assert.equal(new Set(VIEWS.map(({ name }) => name)).size, VIEWS.length, "two views of one name");
});
