// The cursor of the contacts: opaque to clients, and nothing but a place in a list to us. A forged one finds another place, never
// another list.

import * as z from "zod";
import { id, text, time } from "../protocol/fields.ts";

const place = z.union([z.strictObject({ at: time, id }), z.strictObject({ key: text(256) })]);

/** Behind a person one shares a conversation with, or behind a user name. */
export type ContactsPlace = z.infer<typeof place>;

export const writePlace = (value: ContactsPlace): string =>
  new TextEncoder().encode(JSON.stringify(value)).toBase64({ alphabet: "base64url", omitPadding: true });

/** @returns undefined: not one of ours */
export function readPlace(cursor: string): ContactsPlace | undefined {
  try {
    const json = new TextDecoder().decode(Uint8Array.fromBase64(cursor, { alphabet: "base64url" }));
    return place.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
}
