// Cursors of lists: where a page ended, as one opaque word. Not signed: whoever forges one only begins elsewhere in a list that
// is theirs; but what was not made here is refused, so that nothing odd reaches the database.

import type * as z from "zod";
import { invalidField } from "../protocol/errors.ts";

/** @param parts of A-Z a-z 0-9 and `-` */
export const encodeCursor = (...parts: (string | number)[]): string =>
  btoa(parts.join(".")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/**
 * @param shape what the parts, joined by dots, must look like; its groups are the answer
 * @throws ParleyError `invalid_field`
 */
export function decodeCursor(cursor: string, shape: RegExp): string[] {
  const match = shape.exec(decoded(cursor));
  if (match === null) throw notFromHere();
  return match.slice(1);
}

/** The same of a place that holds names. */
export const encodePlace = (place: object): string =>
  new TextEncoder().encode(JSON.stringify(place)).toBase64({ alphabet: "base64url", omitPadding: true });

/** @throws ParleyError `invalid_field` */
export function decodePlace<S extends z.ZodType>(cursor: string, shape: S): z.output<S> {
  try {
    const json = new TextDecoder().decode(Uint8Array.fromBase64(cursor, { alphabet: "base64url" }));
    return shape.parse(JSON.parse(json));
  } catch {
    throw notFromHere();
  }
}

const notFromHere = () => invalidField("cursor", "not from this list");

function decoded(cursor: string): string {
  try {
    return atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return "";
  }
}
