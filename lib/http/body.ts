// JSON bodies: bounded while they arrive, then parsed, then judged by a schema of `lib/protocol/rest.ts`.

import type * as z from "zod";
import { invalidField, ParleyError } from "../protocol/errors.ts";
import type { Ctx } from "./define.ts";

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * @param schema a strict object
 * @returns the body as the schema has it
 * @throws ParleyError `unsupported_type`, `too_large`, `invalid_json`, `unknown_field`, `invalid_field`
 */
export async function readBody<S extends z.ZodType>(ctx: Ctx, schema: S): Promise<z.output<S>> {
  if (!JSON_TYPE.test(ctx.req.headers.get("content-type") ?? "")) {
    await ctx.req.body?.cancel();
    throw new ParleyError("unsupported_type", "The body must be application/json.");
  }
  return judge(schema, parse(await readBytes(ctx.req, ctx.state.running.deps.limits.bodyBytes)));
}

/**
 * The bytes of a body, of which no more than `max` are ever held.
 * @throws ParleyError `too_large`, `invalid_field` (it broke off, or its chunks are none)
 */
export async function readBytes(req: Request, max: number): Promise<Uint8Array> {
  const declared = Number(req.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (declared > max) {
    await req.body?.cancel();
    throw tooLarge(max);
  }
  try {
    for await (const chunk of req.body ?? []) {
      size += chunk.byteLength;
      if (size > max) throw tooLarge(max); // leaving the loop cancels the rest
      chunks.push(chunk);
    }
  } catch (error) {
    // What cannot be read is its sender's doing, and nothing to be noted as ours.
    throw error instanceof ParleyError ? error : invalidField("body", "it broke off");
  }
  return join(chunks, size);
}

/** @param size of all of them together */
export function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new ParleyError("invalid_json", "The body is not JSON in UTF-8.");
  }
}

/** @throws ParleyError `unknown_field` where fields are there that do not belong, else `invalid_field` */
export function judge<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Maps, for a key may be "__proto__".
  const unknown = new Map<string, string>();
  const invalid = new Map<string, string>();
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) unknown.set([...path, key].join("."), "unknown field");
    } else if (!invalid.has(path.join("."))) invalid.set(path.join(".") || "body", issue.message);
  }
  throw unknown.size > 0 ? refusal("unknown_field", [...unknown, ...invalid]) : refusal("invalid_field", [...invalid]);
}

/** @param reasons field and why, the first of which is told in the sentence */
function refusal(code: "unknown_field" | "invalid_field", reasons: [string, string][]): ParleyError {
  const [field, why] = reasons[0] ?? ["body", "not valid"];
  return new ParleyError(code, `${shortened(field)}: ${why}`, { fields: Object.fromEntries(reasons) });
}

/** A field's name may be the client's own text. */
const shortened = (name: string): string => name.length > 80 ? `${name.slice(0, 80)}…` : name;

const tooLarge = (max: number) => new ParleyError("too_large", `The body is larger than ${max} bytes.`);
