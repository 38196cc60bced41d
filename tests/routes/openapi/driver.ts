// Asks a served instance, expects an answer, and holds it to the contract.

import { strict as assert } from "node:assert";
import type { ErrorCode } from "../../../lib/protocol/errors.ts";
import type { Answer, Ask, Served } from "../served.ts";
import { Contract } from "./contract.ts";

/** An id like the server's, of nothing. */
export const NOBODY = "01900000-0000-7000-8000-00000000000f";
export const THUMB = encodeURIComponent("👍");

export interface Someone {
  id: string;
  username: string;
  email: string;
  token: string;
}

/** A status, or the code of a refusal. */
type Expected = number | ErrorCode;

export class Driver {
  constructor(readonly served: Served, readonly contract: Contract) {}

  static async start(served: Served): Promise<Driver> {
    const { body } = await served.ask("GET", "/api/v1/openapi.json");
    return new Driver(served, new Contract(body));
  }

  /** @returns the answer, held to the contract */
  async ask(method: string, path: string, how: Ask = {}): Promise<Answer> {
    const answer = await this.served.ask(method, `/api/v1${path}`, how);
    this.contract.check(method, path, answer);
    return answer;
  }

  /** @returns the body of an answer that is as expected */
  async got(expected: Expected, who: { token: string } | undefined, method: string, path: string, json?: unknown) {
    const { status, body, text } = await this.ask(method, path, { token: who?.token, json });
    const got = typeof expected === "number" ? status : body?.code;
    assert.equal(got, expected, `${method} ${path}: ${status} ${text.slice(0, 500)}`);
    return body;
  }

  person = (name?: string): Promise<Someone> => this.served.person(name);

  /** A group of `owner` with these members. */
  async group(owner: Someone, members: Someone[] = [], rest: object = {}): Promise<string> {
    const body = { name: "Builds", members: members.map(({ id }) => id), ...rest };
    return (await this.got(201, owner, "POST", "/groups", body)).group.id;
  }

  /** A message of `from` in a group, or to a person. */
  async said(
    from: Someone,
    where: { group: string } | { to: string },
    content = "Build 1138 is green",
  ): Promise<string> {
    const path = "group" in where ? `/messages/group/${where.group}` : `/messages/private/${where.to}`;
    return (await this.got(201, from, "POST", path, { content })).message.id;
  }
}
