// What was thrown, as an answer: refusals as they are, everything else without a word of the inside.

import { strict as assert } from "node:assert";
import { HttpError } from "fresh";
import { SqlError, type SqlErrorKind } from "../../db/sql.ts";
import { errorResponse, pageError } from "../../lib/http/errors.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";

const sqlError = (kind: SqlErrorKind) => new SqlError(kind, "relation users, value canary", "users_email_key");

Deno.test("a refusal keeps its status, code, fields and time to wait", async () => {
  const detail = { fields: { name: "too long" }, retryAfter: 1.2 };
  const response = errorResponse(new ParleyError("rate_limited", "Slowly.", detail), "r1");
  assert.deepEqual([response.status, response.headers.get("retry-after")], [429, "2"]);
  assert.deepEqual(await response.json(), { error: "Slowly.", code: "rate_limited", fields: { name: "too long" } });
});

Deno.test("the database's troubles are 503 where a repeat helps, 500 where not, and never told", async () => {
  const expected: Record<SqlErrorKind, [number, string]> = {
    connection: [503, "overloaded"],
    retry: [503, "overloaded"],
    lock_timeout: [503, "overloaded"],
    busy: [503, "overloaded"],
    storage_full: [503, "storage_full"],
    unique: [500, "internal"],
    foreign_key: [500, "internal"],
    other: [500, "internal"],
  };
  for (const kind of Object.keys(expected) as SqlErrorKind[]) {
    const response = errorResponse(sqlError(kind), "r1");
    const text = await response.text();
    assert.deepEqual([response.status, JSON.parse(text).code], expected[kind], kind);
    assert.doesNotMatch(text, /canary|relation|users/);
    assert.equal(response.headers.has("retry-after"), response.status === 503);
  }
});

Deno.test("anything else is 500 with the request's id, and nothing of what it was", async () => {
  for (const thrown of [new Error("canary"), new TypeError("canary"), "canary", undefined, { canary: 1 }]) {
    const text = await errorResponse(thrown, "request-77").text();
    assert.doesNotMatch(text, /canary|Error|\bat /);
    assert.match(text, /request-77/);
  }
});

Deno.test("pages get an error that Fresh's error page understands", () => {
  assert.deepEqual(pageError(new ParleyError("not_found", "Not here."), "r").status, 404);
  assert.deepEqual(pageError(new Error("canary"), "r").status, 500);
  assert.doesNotMatch(pageError(new Error("canary"), "r").message, /canary/);
  const own = new HttpError(405);
  assert.equal(pageError(own, "r"), own);
});
