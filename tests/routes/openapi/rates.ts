// What an instance refuses to who asks too often, as the contract has it.

import { strict as assert } from "node:assert";
import { OPERATIONS } from "../../../lib/protocol/operations/index.ts";
import { errorsOf, type Operation } from "../../../lib/protocol/operations/operation.ts";
import { handshake } from "../../support/raw_socket.ts";
import type { Answer } from "../served.ts";
import { bound } from "./auth.ts";
import type { Driver, Someone } from "./driver.ts";
import { pathOf } from "./general.ts";

/** An instance that takes one of each at a time. */
export const STRICT = {
  LIMITS: "on",
  LIMIT_SIGN_INS_PER_MINUTE: "10",
  LIMIT_STRANGERS_PER_HOUR: "1",
  LIMIT_SOCKETS_PER_PERSON: "1",
  LIMIT_MESSAGES_PER_SECOND: "1",
  LIMIT_MESSAGES_BURST: "1",
  LIMIT_SEARCHES_PER_SECOND: "1",
  LIMIT_SEARCHES_BURST: "1",
  LIMIT_EXPORTS_PER_HOUR: "1",
};

const TRIES = 15;

/** Asks until it is too often. */
async function tooOften(what: string, tell: () => Promise<Answer>): Promise<void> {
  for (let i = 0; i < TRIES; i++) if ((await tell()).body?.code === "rate_limited") return;
  assert.fail(`${what} can be repeated without an end`);
}

export async function rates(driver: Driver): Promise<void> {
  const ann = await driver.person("ann");
  for (const operation of OPERATIONS.filter((it) => errorsOf(it).includes("rate_limited") && it.path !== "/ws")) {
    const { method, who, body, example } = operation;
    const json = body === undefined ? undefined : example.body;
    if (method !== "GET" && who !== "everybody") await write(driver, operation, json);
    else {
      const path = `${pathOf(operation)}?${example.query ?? ""}`;
      await tooOften(`${method} ${path}`, () => driver.ask(method, path, { token: ann.token, json }));
    }
  }
  await sockets(driver, ann);
}

/** Some can be done once only, so that the rate is spent by another one before. */
async function write(driver: Driver, operation: Operation, json: unknown): Promise<void> {
  const { method } = operation;
  await tooOften(`${method} ${operation.path}`, async () => {
    const { token } = await driver.person();
    const { got } = bound(driver);
    await tooOften("a profile", () => driver.ask("PUT", "/users/profile", { token, json: {} }));
    await got(200, { token }, "GET", "/users/profile");
    return await driver.ask(method, pathOf(operation), { token, json });
  });
}

async function sockets({ served, contract }: Driver, { token }: Someone): Promise<void> {
  const open = () => handshake(served.url, "/api/v1/ws", { authorization: `Bearer ${token}` });
  const first = await open();
  const { status, headers, body, connection } = await open();
  connection.close();
  first.connection.close();
  assert.equal(status, 429);
  contract.check("GET", "/ws", { status, headers, text: body.slice(body.indexOf("{"), body.lastIndexOf("}") + 1) });
}
