// Holds real answers to the OpenAPI document, and notes which of the answers that it promises have been seen.

import { strict as assert } from "node:assert";
import { Ajv2020, type ValidateFunction } from "ajv/2020";
import formats from "ajv-formats";
import { ERROR_STATUS } from "../../../lib/protocol/errors.ts";
import { OPERATIONS } from "../../../lib/protocol/operations/index.ts";
import { errorsOf, type Operation } from "../../../lib/protocol/operations/operation.ts";

// deno-lint-ignore no-explicit-any -- a document, looked into as its readers do
export type Document = any;

export interface Seen {
  status: number;
  text: string;
  headers: Headers;
}

/**
 * The document as it is for today's server: clients ignore fields that they do not know, but one that the document does not know
 * is a hole in it.
 */
export function closed(document: Document): Document {
  const copy = structuredClone(document);
  const close = (schema: Document): void => {
    if (typeof schema !== "object" || schema === null) return;
    Object.values(schema).forEach(close);
    if (schema.type === "object" && schema.properties !== undefined) schema.additionalProperties ??= false;
  };
  close(copy.components?.schemas ?? copy.$defs);
  return copy;
}

/** Knows the formats, and what an OpenAPI document says beyond JSON Schema. */
export function validator(name: string, document: Document): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addSchema(document, name);
  return (pointer) => ajv.getSchema(`${name}#${pointer}`) ?? assert.fail(`nothing at ${pointer}`);
}

const escaped = (part: string) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"));
const patternOf = ({ path }: Operation) =>
  new RegExp(`^${path.replaceAll(".", "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`);
/** A static name goes before a parameter. */
const bySpecificity = OPERATIONS.toSorted((a, b) => a.path.split("{").length - b.path.split("{").length);

export class Contract {
  readonly #seen = new Set<string>();
  readonly #at: ReturnType<typeof validator>;

  constructor(readonly document: Document) {
    this.#at = validator("openapi.json", closed(document));
  }

  /** @param path below /api/v1, with its query */
  check(method: string, path: string, answer: Seen): void {
    const operation = bySpecificity.find((it) => it.method === method && patternOf(it).test(path.split("?")[0]!));
    assert.ok(operation, `${method} ${path} is no operation of the table`);
    const what = `${method} ${operation.path} ${answer.status}: ${answer.text.slice(0, 500)}`;
    const place = ["paths", operation.path, method.toLowerCase(), "responses", `${answer.status}`];
    const response = place.reduce((at, part) => at?.[part], this.document);
    assert.ok(response, `the document knows no such answer of ${what}`);
    const types = Object.keys(response.content ?? {});
    const type = answer.headers.get("content-type")?.split(";")[0];
    if (types.length > 0) assert.ok(type !== undefined && types.includes(type), `${type} of ${what}`);
    else assert.equal(answer.text, "", what);
    if (type === "application/json") {
      const valid = this.#at(`/${[...place, "content", type, "schema"].map(escaped).join("/")}`);
      assert.ok(valid(JSON.parse(answer.text)), `${JSON.stringify(valid.errors)} of ${what}`);
    }
    for (const header of Object.keys(response.headers ?? {})) {
      assert.ok(answer.headers.has(header), `${header} of ${what}`);
    }
    const code = answer.status >= 400 ? JSON.parse(answer.text).code : answer.status;
    this.#seen.add(`${method} ${operation.path} ${code}`);
  }

  /** What the document promises and nothing has shown: `POST /groups group_full`. */
  unseen(): string[] {
    const promised = OPERATIONS.flatMap((operation) =>
      [...Object.keys(operation.answers), ...errorsOf(operation)].map((it) =>
        `${operation.method} ${operation.path} ${it}`
      )
    );
    return promised.filter((it) => !this.#seen.has(it));
  }
}

export const statusOf = (code: keyof typeof ERROR_STATUS): number => ERROR_STATUS[code];
