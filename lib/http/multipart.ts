// One file out of a form (`multipart/form-data`), while it arrives: nothing is held but what has just come. Everything around the
// file is bounded: parts, fields, headers, silence.

import { parse } from "content-disposition";
import { make, type MultipartError, type PartInfo } from "multipasta";
import type * as z from "zod";
import { invalidField, ParleyError } from "../protocol/errors.ts";
import { judge } from "./body.ts";
import { wholeBoundaries } from "./boundaries.ts";
import type { Ctx } from "./define.ts";

/** A file on its way, and the fields beside it. */
export interface IncomingForm<Fields> {
  name: string;
  /** bytes of the whole form, where its sender said so */
  atMost: number | undefined;
  /** they end when the whole form is here, and throw where it is not what it should be */
  bytes: AsyncIterable<Uint8Array>;
  /** once `bytes` have ended */
  fields(): Fields;
}

type Part =
  | { kind: "file"; name: string }
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "field"; name: string; value: string };

/** What the part of the file is called. */
const FILE = "file";
const MAX_PARTS = 16;
/** Boundaries and headers of all parts. */
const AROUND_BYTES = 64 * 1024;
const IDLE_MS = 30_000;

/**
 * Hands the form's one file to `work`; what that does not read is dropped.
 * @param schema of the fields beside the file, all of them text
 * @throws ParleyError `unsupported_type` `too_large` `unknown_field` `invalid_field`, and what `work` throws
 */
export async function withFile<S extends z.ZodType, T>(
  ctx: Ctx,
  schema: S,
  work: (form: IncomingForm<z.output<S>>) => Promise<T>,
): Promise<T> {
  const { req } = ctx;
  const { fileBytes, bodyBytes } = ctx.state.running.deps.limits;
  const parts = partsOf(req, { total: fileBytes + bodyBytes + AROUND_BYTES, field: bodyBytes });
  try {
    return await work(await formOf(parts, schema, declared(req)));
  } finally {
    await parts.return(undefined);
  }
}

const declared = (req: Request): number | undefined =>
  req.headers.has("content-length") ? Number(req.headers.get("content-length")) : undefined;

async function formOf<S extends z.ZodType>(
  parts: AsyncGenerator<Part>,
  schema: S,
  atMost: number | undefined,
): Promise<IncomingForm<z.output<S>>> {
  const texts = new Map<string, string>();
  for (;;) {
    const { value: part, done } = await parts.next();
    if (done || part.kind === "bytes") throw invalidField(FILE, "is missing");
    if (part.kind === "field") note(texts, part);
    else {
      let fields: z.output<S> | undefined;
      return {
        name: part.name,
        atMost,
        bytes: bytesOf(parts, texts, () => void (fields = judge(schema, Object.fromEntries(texts)))),
        fields: () => fields ?? judge(schema, Object.fromEntries(texts)),
      };
    }
  }
}

async function* bytesOf(parts: AsyncGenerator<Part>, texts: Map<string, string>, atEnd: () => void) {
  for await (const part of parts) {
    if (part.kind === "bytes") yield part.bytes;
    else if (part.kind === "field") note(texts, part);
    else throw invalidField(FILE, "one at a time");
  }
  atEnd();
}

function note(texts: Map<string, string>, { name, value }: Part & { kind: "field" }): void {
  if (texts.has(name)) throw invalidField(name.slice(0, 80), "twice");
  texts.set(name, value);
}

/** The parts of a form in their order, as far as they have come. Ending it early drops the rest. */
async function* partsOf(req: Request, max: { total: number; field: number }): AsyncGenerator<Part> {
  const parts: Part[] = [];
  const type = req.headers.get("content-type") ?? "";
  let failure: MultipartError | undefined;
  let isWhole = false;
  const parser = make({
    headers: { "content-type": type },
    maxParts: MAX_PARTS,
    maxTotalSize: max.total,
    maxFieldSize: max.field,
    isFile: (info) => dispositionOf(info).filename !== undefined,
    onFile: (info) => {
      parts.push(fileOf(info));
      return (bytes) => void (bytes !== null && parts.push({ kind: "bytes", bytes }));
    },
    onField: (info, bytes) => parts.push({ kind: "field", name: dispositionOf(info).name ?? "", value: textOf(bytes) }),
    onError: (error) => failure ??= error,
    onDone: () => isWhole = true,
  });
  if (failure !== undefined || !/^multipart\/form-data\b/i.test(type)) {
    await req.body?.cancel();
    throw new ParleyError("unsupported_type", "The body must be multipart/form-data.");
  }
  if ((declared(req) ?? 0) > max.total) {
    await req.body?.cancel();
    throw tooLarge();
  }
  // In the type, more stands around the boundary than in the form.
  for await (const chunk of wholeBoundaries(arriving(req), type.length)) {
    written(() => parser.write(chunk));
    if (failure !== undefined) throw refusalOf(failure);
    yield* parts.splice(0);
    if (isWhole) return;
  }
  throw brokeOff();
}

/** What cannot be parsed is its sender's doing, whatever the parser thinks of it. */
function written(write: () => void): void {
  try {
    write();
  } catch (error) {
    throw error instanceof ParleyError ? error : invalidField("body", "not a form");
  }
}

/** Read here and not by the parser, which knows no name beyond Latin-1. */
function dispositionOf({ headers }: PartInfo): Record<string, string> {
  const disposition = headers["content-disposition"];
  return typeof disposition === "string" ? parse(disposition, { multipart: true }).parameters : {};
}

function fileOf(info: PartInfo): Part {
  const { name, filename = "" } = dispositionOf(info);
  if (name !== FILE) throw invalidField(FILE, "the part of the file must be called so");
  if (filename === "") throw invalidField(FILE, "is missing");
  return { kind: "file", name: filename };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw invalidField("body", "not in UTF-8");
  }
}

/** The body as it comes. Who says nothing for a while is cut off: a thousand of them would hold a thousand pieces. */
async function* arriving(req: Request): AsyncGenerator<Uint8Array> {
  const reader = req.body?.getReader();
  if (reader === undefined) return;
  try {
    for (;;) {
      const { value, done } = await soon(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

async function soon<T>(reading: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const idle = new Promise<never>((_, reject) => timer = setTimeout(() => reject(brokeOff()), IDLE_MS));
  try {
    return await Promise.race([reading, idle]);
  } catch {
    throw brokeOff();
  } finally {
    clearTimeout(timer);
  }
}

function refusalOf(error: MultipartError): ParleyError {
  if (error._tag !== "ReachedLimit") return invalidField("body", "not a form");
  return error.limit === "MaxParts" ? invalidField("body", `at most ${MAX_PARTS} parts`) : tooLarge();
}

const tooLarge = () => new ParleyError("too_large", "The file is too large.");
const brokeOff = () => invalidField("body", "it broke off");
