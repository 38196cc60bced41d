// The refusals that operations have in common, made from the table: nobody writes them one by one, and none is forgotten.

import { strict as assert } from "node:assert";
import type { ErrorCode } from "../../../lib/protocol/errors.ts";
import { OPERATIONS } from "../../../lib/protocol/operations/index.ts";
import { errorsOf, type Operation } from "../../../lib/protocol/operations/operation.ts";
import { DEFAULT_LIMITS } from "../../../lib/protocol/limits.ts";
import { fileForm, PNG } from "../../support/upload.ts";
import { PASSWORD } from "../served.ts";
import { type Driver, NOBODY, THUMB } from "./driver.ts";

const FILLED: Readonly<Record<string, string>> = { emoji: THUMB, code: "x" };
/** Names something that is not there. */
export const pathOf = ({ path }: Operation) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => FILLED[name] ?? NOBODY);

export async function general(driver: Driver): Promise<void> {
  const ann = await driver.person();
  const ended = await tokenOfAnEndedSession(driver);
  for (const operation of OPERATIONS) {
    const { method, body, form, query, example } = operation;
    const path = pathOf(operation);
    const has = (code: ErrorCode) => errorsOf(operation).includes(code);
    const json = body === undefined ? undefined : example.body ?? {};
    const refused = async (code: ErrorCode, at: string, how: Parameters<Driver["ask"]>[2]) => {
      const answer = await driver.ask(method, at, how);
      assert.equal(answer.body?.code, code, `${method} ${at}: ${answer.text}`);
    };
    const token = operation.who === "everybody" ? undefined : ann.token;
    if (has("unauthenticated")) await refused("unauthenticated", path, { json });
    if (has("session_ended")) await refused("session_ended", path, { json, token: ended });
    if (has("cross_site")) await crossSite(operation, refused, path, json);
    if (body !== undefined) {
      const raw = (text: string, type = "application/json") => ({
        token,
        raw: text,
        headers: { "content-type": type },
      });
      await refused("invalid_json", path, raw("{"));
      await refused("unsupported_type", path, raw("{}", "text/plain"));
      await refused("too_large", path, raw(`{"x":"${"x".repeat(DEFAULT_LIMITS.bodyBytes)}"}`));
      await refused("unknown_field", path, { token, json: { ...Object(json), nobody_knows: 1 } });
      await refused("invalid_field", path, { token, json: [] });
    }
    if (query !== undefined) await refused("invalid_field", `${path}?limit=x&q=${"x".repeat(600)}`, { token });
    if (form !== undefined) {
      await refused("unsupported_type", path, { token, json: {} });
      await refused("invalid_field", path, { token, raw: new FormData() });
      await refused("unknown_field", path, { token, raw: fileForm(PNG, "x", { fields: { nobody_knows: "1" } }) });
    }
    const raw = form && fileForm();
    if (has("not_found") && path.includes(NOBODY)) await refused("not_found", path, { token, json, raw });
  }
}

async function crossSite(
  operation: Operation,
  refused: (code: ErrorCode, at: string, how: Parameters<Driver["ask"]>[2]) => Promise<void>,
  path: string,
  json: unknown,
): Promise<void> {
  if (operation.method === "GET") return; // the socket's own, judged by its cookie
  await refused("cross_site", path, { json, headers: { "sec-fetch-site": "cross-site" } });
}

async function tokenOfAnEndedSession(driver: Driver): Promise<string> {
  const { email } = await driver.person();
  const { token } = await driver.got(200, undefined, "POST", "/auth/login", { email, password: PASSWORD });
  await driver.got(200, { token }, "POST", "/auth/logout");
  return token;
}
