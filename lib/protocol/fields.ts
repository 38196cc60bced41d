// The smallest parts of the wire: text, ids, names. What every schema here is made of.

import * as z from "zod";

// Postgres cannot store NUL, and a lone surrogate changes when it becomes UTF-8: what was stored would not be what was sent.
const storable = (text: string) => text.isWellFormed() && !text.includes("\0");

/** Text that comes back exactly as it was sent. `max` counts characters; byte limits are the services' to check. */
export const text = (max: number) =>
  z.string().max(max, `at most ${max} characters`).refine(storable, "not valid Unicode text");

// Controls and line separators, and what turns the text after it around: in a name, that would change how its neighbours read.
const UNSHOWN = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Text of one line that others see as a name: absent ("") or visible, and without a will of its own about its direction. */
export const shownName = (max: number) =>
  text(max).trim().refine((name) => !UNSHOWN.test(name), "no control characters")
    .refine((name) => name === "" || VISIBLE.test(name), "must be visible");

/** An id made by the server. Anything that is not one cannot name a thing, which the services answer like a missing one.
 * Case does not tell ids apart, so that it must not reach a comparison. */
export const id = z.uuid("not an id").toLowerCase().describe("a UUID, made by the server");

/** What a message holds: ids of files, each once. @param max how many */
export const fileIds = (max: number) =>
  z.array(id).max(max, `at most ${max} files`).refine((ids) => new Set(ids).size === ids.length, "a file twice");

/** A message says something or holds something. */
export const saysSomething = ({ content, attachments }: { content: string; attachments: readonly string[] }): boolean =>
  content !== "" || attachments.length > 0;
/** What is said of one that does not. */
export const SAYS_NOTHING = { path: ["content"], message: "must not be empty" };

export const clientId = z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/, "1 to 64 of A-Z a-z 0-9 . _ : -");

export const time = z.iso.datetime({ precision: 3 }).describe("RFC 3339, in UTC, with milliseconds");

export const count = z.int().min(0);

const encoder = new TextEncoder();

/** Whether `value` takes more than `max` bytes of UTF-8; counts only where the length leaves it open. */
export function exceedsBytes(value: string, max: number): boolean {
  if (value.length > max) return true;
  return value.length * 3 > max && encoder.encode(value).byteLength > max;
}
