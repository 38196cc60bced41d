// A JSON schema as a type that people read: `{ messages: Message[], has_more: boolean }`, what has a name linked to its table.

import { type ComponentChildren, Fragment, h, type JSX } from "preact";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";
import type { JsonSchema } from "../../lib/protocol/schemas.ts";

/** Where a named part is described on this page. */
export const anchorOf = (name: string): string => `type-${name}`;

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const listOf = (value: unknown): JsonSchema[] => Array.isArray(value) ? value.filter(isSchema) : [];
export const propertiesOf = ({ properties }: JsonSchema): [string, JsonSchema][] =>
  isSchema(properties) ? Object.entries(properties).filter((it): it is [string, JsonSchema] => isSchema(it[1])) : [];
export const isRequired = ({ required }: JsonSchema, name: string): boolean =>
  Array.isArray(required) && required.includes(name);

const joined = (parts: ComponentChildren[], by: string): ComponentChildren =>
  inOrder(...parts.flatMap((part, i) => i === 0 ? [part] : [by, part]));

/** By `h`: Deno's JSX escapes the text of a list when it is compiled, and again when it is rendered. */
const inOrder = (...parts: ComponentChildren[]): JSX.Element => h(Fragment, null, ...parts);

export const Type = ({ schema }: { schema: JsonSchema }): JSX.Element => inOrder(textOf(schema));

function textOf(schema: JsonSchema): ComponentChildren {
  if (typeof schema.$ref === "string") return linkTo(schema.$ref.split("/").at(-1) ?? "");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((it) => JSON.stringify(it)).join(" | ");
  const choices = [...listOf(schema.anyOf), ...listOf(schema.oneOf)];
  if (choices.length > 0) return joined(choices.map(textOf), " | ");
  if (Array.isArray(schema.type)) return schema.type.join(" | ");
  if (Array.isArray(schema.prefixItems)) return inOrder("[", joined(listOf(schema.prefixItems).map(textOf), ", "), "]");
  if (schema.type === "array") return inOrder(textOf(isSchema(schema.items) ? schema.items : {}), "[]");
  if (schema.type === "object") return objectOf(schema);
  return typeof schema.type === "string" ? schema.type : "anything";
}

function objectOf(schema: JsonSchema): ComponentChildren {
  const fields = propertiesOf(schema);
  if (fields.length === 0) {
    const { propertyNames, additionalProperties } = schema;
    if (!isSchema(additionalProperties)) return "object";
    const key = textOf(isSchema(propertyNames) ? propertyNames : {});
    return inOrder("{ [", key, "]: ", textOf(additionalProperties), " }");
  }
  const parts = fields.map(([name, it]) => inOrder(name, isRequired(schema, name) ? ": " : "?: ", textOf(it)));
  return inOrder("{ ", joined(parts, ", "), " }");
}

const linkTo = (name: string) => <a href={`#${anchorOf(name)}`}>{name}</a>;

/** What of a schema its type does not say: bounds and defaults. */
export function boundsOf(schema: JsonSchema): string {
  const { minLength, maxLength, minimum, maximum, maxItems, pattern, default: preset } = schema;
  const parts = [
    typeof minLength === "number" && minLength > 0 ? "not empty" : "",
    // The largest are only the bounds of what carries it: see the limits.
    typeof maxLength === "number" && maxLength < DEFAULT_LIMITS.frameBytes
      ? `at most ${maxLength.toLocaleString("en")} characters`
      : "",
    typeof minimum === "number" && minimum > 0 ? `from ${minimum}` : "",
    typeof maximum === "number" ? `up to ${maximum.toLocaleString("en")}` : "",
    typeof maxItems === "number" ? `at most ${maxItems.toLocaleString("en")}` : "",
    typeof pattern === "string" && schema.format === undefined ? `matches ${pattern}` : "",
    preset === undefined ? "" : `${JSON.stringify(preset)} if left out`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
