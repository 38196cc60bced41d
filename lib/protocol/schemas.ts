// From the schemas that the server judges with to JSON Schema (draft 2020-12), for the references. What has a name is described
// once and referred to.

import * as z from "zod";
import * as answers from "./answers.ts";
import { id, time } from "./fields.ts";
import * as requests from "./rest.ts";
import * as views from "./views.ts";

export type JsonSchema = { [key: string]: unknown };

/** `messageView` is `Message`, `sendBody` is `SendBody`. */
const named = (exported: Record<string, unknown>): [string, z.ZodType][] =>
  Object.entries(exported)
    .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)
    .map(([name, schema]) => [`${name[0]!.toUpperCase()}${name.slice(1).replace(/View$/, "")}`, schema]);

/** What answers and frames alike are made of. */
export const VIEWS: ReadonlyMap<string, z.ZodType> = new Map(named({ id, time, ...views }));
/** Every named part of what REST takes and gives. */
export const NAMED: ReadonlyMap<string, z.ZodType> = new Map([...VIEWS, ...named({ ...answers, ...requests })]);

const names = new Map([...NAMED].map(([name, schema]) => [schema, name]));

/** @throws Error for one that is exported by none of the files above: it would have no name in the references */
export function nameOf(schema: z.ZodType): string {
  const name = names.get(schema);
  if (name === undefined) throw new Error("a schema of the references has no name");
  return name;
}

/**
 * @param schemas by name
 * @param io `input`: as a client may write it; `output`: as the server has it
 * @param at where the named ones will stand: `#/$defs/`
 */
export function jsonSchemas(
  schemas: ReadonlyMap<string, z.ZodType>,
  io: "input" | "output",
  at: string,
): Record<string, JsonSchema> {
  const metadata = z.registry<{ id: string }>();
  for (const [name, schema] of schemas) metadata.add(schema, { id: name });
  const made = z.toJSONSchema(metadata, { io, uri: (name) => `${at}${name}`, metadata, override: plainer });
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

type Made = Parameters<NonNullable<z.core.ToJSONSchemaParams["override"]>>[0];

/** Leaves out patterns that only repeat a format, and what holds of every number. */
function plainer({ zodSchema, jsonSchema }: Made): void {
  const description = z.globalRegistry.get(zodSchema)?.description;
  if (description !== undefined) jsonSchema.description ??= description;
  if (jsonSchema.format === "uuid") delete jsonSchema.pattern;
  if (jsonSchema.format === "date-time") jsonSchema.pattern = shorter(jsonSchema.pattern);
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  const { def } = zodSchema._zod;
  // Only bodies are closed: of what the server says, a later version may say more.
  if (def.type === "object" && def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** A format says already what a time is; ours have milliseconds and are in UTC. */
const shorter = (pattern = ""): string | undefined => pattern.includes("\\.\\d{3}") ? "\\.\\d{3}Z$" : undefined;
