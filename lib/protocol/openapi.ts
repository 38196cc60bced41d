// The REST reference for programs: an OpenAPI 3.1 document (https://spec.openapis.org/oas/v3.1.1), made from the table of
// operations and the very schemas by which requests are judged.

import type * as z from "zod";
import { ERROR_STATUS, type ErrorCode } from "./errors.ts";
import { PROTOCOL_VERSION } from "./limits.ts";
import { OPERATIONS } from "./operations/index.ts";
import { type Answer, errorsOf, isMedia, type Operation, TAGS, WHO } from "./operations/operation.ts";
import { type JsonSchema, jsonSchemas, NAMED, nameOf } from "./schemas.ts";

const AT = "#/components/schemas/";
const ref = (schema: z.ZodType): JsonSchema => ({ $ref: `${AT}${nameOf(schema)}` });
const STATUS: Readonly<Record<number, string>> = { 200: "done", 201: "made" };

/** @returns the document, as JSON */
export function openapi(): JsonSchema {
  const told = jsonSchemas(NAMED, "output", AT);
  const asked = jsonSchemas(NAMED, "input", AT);
  const paths: Record<string, Record<string, JsonSchema>> = {};
  for (const operation of OPERATIONS) {
    const { method, path } = operation;
    (paths[path] ??= {})[method.toLowerCase()] = described(operation, told, asked);
  }
  const isShown = (name: string) => !name.endsWith("Query");
  return {
    openapi: "3.1.0",
    info: {
      title: "Parley",
      version: PROTOCOL_VERSION,
      summary: "The REST interface of a Parley chat server",
      description: "To be read by people at /docs/api. The frames of the socket are at /api/v1/frames.json.",
    },
    servers: [{ url: "/api/v1" }],
    tags: TAGS.map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: Object.fromEntries(
        [...NAMED.keys()].filter(isShown).map((name) => [name, name.endsWith("Body") ? asked[name] : told[name]]),
      ),
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "the token of a sign-in" },
      },
      headers: {
        RetryAfter: { description: "seconds until a repeat makes sense", schema: { type: "integer", minimum: 0 } },
      },
    },
  };
}

type Schemas = Record<string, JsonSchema>;

function described(operation: Operation, told: Schemas, asked: Schemas): JsonSchema {
  const { tag, summary, notes, who, body, form, example } = operation;
  return {
    operationId: operationId(operation),
    tags: [tag],
    summary,
    description: [notes, `For ${WHO[who]}.`].filter((it) => it !== undefined).join(" "),
    security: who === "everybody" ? [] : [{ token: [] }],
    parameters: [...pathParameters(operation), ...queryParameters(operation, told, asked)],
    ...(body === undefined ? {} : {
      requestBody: { required: true, content: { "application/json": { schema: ref(body), example: example.body } } },
    }),
    ...(form === undefined ? {} : {
      requestBody: { required: true, content: { "multipart/form-data": { schema: formOf(form, asked) } } },
    }),
    responses: responsesOf(operation),
  };
}

/** A form's file beside its fields. */
const formOf = (form: z.ZodType, asked: Schemas): JsonSchema => ({
  type: "object",
  properties: { file: { type: "string", format: "binary" }, ...Object(asked[nameOf(form)]?.properties) },
  required: ["file"],
});

/** `GET /users/{id}` is `getUsersById`. */
export const operationId = ({ method, path }: Operation): string =>
  method.toLowerCase() +
  path.split(/[/.-]/).filter((part) => part !== "").map((part) => {
    const name = part.replace(/^\{(.+)\}$/, "by_$1").replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase());
    return `${name[0]!.toUpperCase()}${name.slice(1)}`;
  }).join("");

const pathParameters = ({ params }: Operation): JsonSchema[] =>
  Object.entries(params).map(([name, schema]) => ({
    name,
    in: "path",
    required: true,
    description: schema.description,
    // What is no id is answered like one that is not there, so that the form is no promise of an error.
    schema: { type: "string" },
  }));

function queryParameters({ query }: Operation, told: Schemas, asked: Schemas): JsonSchema[] {
  if (query === undefined) return [];
  const name = nameOf(query);
  const required = asked[name]?.required;
  return Object.entries(told[name]?.properties ?? {}).map(([field, { description, ...schema }]) => ({
    name: field,
    in: "query",
    required: Array.isArray(required) && required.includes(field),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function responsesOf(operation: Operation): Record<string, JsonSchema> {
  const errors = Map.groupBy(errorsOf(operation), (code) => ERROR_STATUS[code]);
  return {
    ...Object.fromEntries(Object.entries(operation.answers).map(([status, it]) => [status, answerOf(status, it)])),
    ...Object.fromEntries([...errors].map(([status, codes]) => [status, refusalOf(status, codes)])),
    default: { description: "The server is in trouble, or busy.", content: json({ $ref: `${AT}ErrorAnswer` }) },
  };
}

const json = (schema: JsonSchema): JsonSchema => ({ "application/json": { schema } });

function answerOf(status: string, answer: Answer): JsonSchema {
  if (!isMedia(answer)) return { description: STATUS[Number(status)] ?? "", content: json(ref(answer)) };
  const { media, description } = answer;
  return { description, ...(media === "" ? {} : { content: { [media]: {} } }) };
}

const refusalOf = (status: number, codes: ErrorCode[]): JsonSchema => ({
  description: codes.map((code) => `\`${code}\``).join(", "),
  ...(status === 429 ? { headers: { "retry-after": { $ref: "#/components/headers/RetryAfter" } } } : {}),
  content: json({ allOf: [{ $ref: `${AT}ErrorAnswer` }, { properties: { code: { enum: codes } } }] }),
});
