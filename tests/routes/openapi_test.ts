// The OpenAPI document: valid, complete against the routes that there are, and true: every answer that it promises is given once
// by a real instance and held to its schema. An answer that nothing here brings about fails the last test.

import { strict as assert } from "node:assert";
import { Validator } from "@seriousme/openapi-schema-validator";
import { openapi } from "../../lib/protocol/openapi.ts";
import { OPERATIONS } from "../../lib/protocol/operations/index.ts";
import { methodsOf, routeFiles } from "../support/routes.ts";
import { auth } from "./openapi/auth.ts";
import { Contract } from "./openapi/contract.ts";
import { conversations } from "./openapi/conversations.ts";
import { Driver } from "./openapi/driver.ts";
import { general } from "./openapi/general.ts";
import { groups, invites, members } from "./openapi/groups.ts";
import { limits, SMALL } from "./openapi/limits.ts";
import { messages } from "./openapi/messages.ts";
import { files } from "./openapi/files.ts";
import { meta, search, socket } from "./openapi/meta.ts";
import { people } from "./openapi/people.ts";
import { rates, STRICT } from "./openapi/rates.ts";
import { type Kind, serve } from "./served.ts";

Deno.test("the document is valid OpenAPI 3.1", async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(openapi()));
  assert.ok(valid, JSON.stringify(errors, null, 2));
});

Deno.test("every method of every route is in the document, and nothing else", async () => {
  const there: string[] = [];
  for (const { file, route } of routeFiles("api/v1/")) {
    for (const method of await methodsOf(file)) there.push(`${method} ${route.replaceAll(/\[(\w+)\]/g, "{$1}")}`);
  }
  assert.ok(there.length > 60);
  assert.deepEqual(OPERATIONS.map(({ method, path }) => `${method} ${path}`).toSorted(), there.toSorted());
});

Deno.test("parameters of paths are described, names of operations are unique, examples pass", () => {
  const ids = new Set<string>();
  for (const { method, path, params, body, example } of OPERATIONS) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!);
    assert.deepEqual(Object.keys(params).toSorted(), named.toSorted(), path);
    if (body !== undefined) assert.ok(body.safeParse(example.body ?? {}).success, `the example of ${method} ${path}`);
    ids.add(`${method} ${path}`);
  }
  assert.equal(ids.size, OPERATIONS.length);
});

const SCENARIOS = {
  auth,
  people,
  conversations,
  messages,
  groups,
  members,
  invites,
  search,
  files,
  meta,
  socket,
  general,
};

for (const kind of ["PGlite", "Postgres"] satisfies Kind[]) {
  Deno.test(`every answer that the document promises is given, and as it says (${kind})`, async (t) => {
    const contract = new Contract(JSON.parse(JSON.stringify(openapi())));
    {
      await using served = await serve(kind);
      const driver = new Driver(served, contract);
      assert.deepEqual((await driver.ask("GET", "/openapi.json")).body, contract.document, "it is what is served");
      for (const [name, work] of Object.entries(SCENARIOS)) await t.step(name, () => work(driver));
    }
    {
      await using served = await serve(kind, SMALL);
      await t.step("limits", () => limits(new Driver(served, contract)));
    }
    {
      await using served = await serve(kind, STRICT);
      await t.step("rates", () => rates(new Driver(served, contract)));
    }
    await t.step("nothing is promised that was not seen", () => assert.deepEqual(contract.unseen(), []));
  });
}
