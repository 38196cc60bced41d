// What the tests of routes stand on: an instance put together by lib/assemble.ts, served over real HTTP on a port of its own, on
// either database. Only the work of a password hash is less than in production.

import { Builder } from "fresh/dev";
import { assemble } from "../../lib/assemble.ts";
import { readConfig } from "../../lib/config.ts";
import { createApp } from "../../lib/http/app.ts";
import { withHeaders } from "../../lib/http/headers.ts";
import { measured } from "../../lib/http/measured.ts";
import type { Running } from "../../lib/running.ts";
import { scryptPasswords } from "../../lib/services/passwords.ts";
import { dataFolder, emptyDataFolder } from "../support/instance.ts";
import { freshDatabase } from "../support/shared.ts";
import { removeFolder } from "../support/temp.ts";

/** An answer; tests look into the body as clients do, without our types. */
export interface Answer {
  status: number;
  // deno-lint-ignore no-explicit-any -- what the server says is judged by assertions, not by its own types
  body: any;
  text: string;
  headers: Headers;
}

export interface Ask {
  token?: string;
  /** sent as JSON */
  json?: unknown;
  /** sent as it is */
  raw?: BodyInit;
  headers?: Record<string, string>;
}

export interface Served extends AsyncDisposable {
  url: string;
  running: Running;
  ask(method: string, path: string, how?: Ask): Promise<Answer>;
  /** A new account of a name that nobody has. */
  person(name?: string): Promise<{ id: string; username: string; email: string; token: string }>;
}

export type Kind = "PGlite" | "Postgres";
export const PASSWORD = "correct horse battery";
const SECRET = "only-for-tests-0123456789-0123456789";

const apply = new Builder({ root: new URL("../../", import.meta.url).pathname }).build({ snapshot: "memory" });
let people = 0;

/** @param env settings on top of what a test needs; rates are unlimited unless `LIMITS` says otherwise */
export async function serve(kind: Kind, env: Record<string, string> = {}): Promise<Served> {
  const database = kind === "Postgres" ? await freshDatabase() : undefined;
  const folder = await (database === undefined ? dataFolder() : emptyDataFolder());
  const where = database === undefined ? {} : { DATABASE_URL: database.url, JWT_SECRET: SECRET };
  const config = readConfig({ LIMITS: "off", DATA_DIR: folder, ...where, ...env });
  const running = await assemble(config);
  Object.assign(running.deps, { passwords: scryptPasswords({ ln: 8, r: 8, p: 1 }) });
  const app = createApp(() => running);
  (await apply)(app);
  const handler = measured(withHeaders(app.handler(), config), running.deps.metrics);
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, handler);
  const url = `http://127.0.0.1:${server.addr.port}`;
  return {
    url,
    running,
    ask: (method, path, how) => ask(url, method, path, how),
    person: (name) => register(url, name),
    async [Symbol.asyncDispose]() {
      await running.drain();
      await server.shutdown();
      await running.close();
      await database?.drop();
      await removeFolder(folder);
    },
  };
}

/**
 * Every test of a file on both databases, one server for each: `suite({}, (test) => test("a sentence", async (served) => …))`.
 */
export function suite(
  env: Record<string, string>,
  declare: (test: (name: string, work: (served: Served) => Promise<void>) => void) => void,
): void {
  for (const kind of ["PGlite", "Postgres"] as const) {
    let served: Promise<Served> | undefined;
    declare((name, work) =>
      Deno.test(`${name} (${kind})`, async () => await work(await (served ??= serve(kind, env))))
    );
    Deno.test.afterAll(async () => await (await served)?.[Symbol.asyncDispose]());
  }
}

/** @returns the body of an answer that must have this status */
export async function expect(answer: Promise<Answer>, status: number): Promise<Answer["body"]> {
  const { status: got, body, text } = await answer;
  if (got !== status) throw new Error(`expected ${status}, got ${got}: ${text}`);
  return body;
}

async function ask(url: string, method: string, path: string, how: Ask = {}): Promise<Answer> {
  const headers = new Headers(how.headers);
  if (how.token !== undefined) headers.set("authorization", `Bearer ${how.token}`);
  if (how.json !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  const body = how.json === undefined ? how.raw : JSON.stringify(how.json);
  const response = await fetch(`${url}${path}`, { method, headers, body, redirect: "manual" });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json") ?? false;
  return {
    status: response.status,
    text,
    headers: response.headers,
    body: isJson && text !== "" ? JSON.parse(text) : undefined,
  };
}

async function register(url: string, name = "person") {
  const username = `${name}${Date.now().toString(36)}${(people++).toString(36)}`;
  const email = `${username}@example.com`;
  const answer = await ask(url, "POST", "/api/v1/auth/register", { json: { username, email, password: PASSWORD } });
  if (answer.status !== 201) throw new Error(answer.text);
  return { id: answer.body.user.id, username, email, token: answer.body.token };
}
