// Places in the list of contacts, as its cursors hold them.

import * as z from "zod";
import { id, text, time } from "../protocol/fields.ts";

/** Postgres knows no year 0. */
const sinceEver = time.refine((at) => at >= "1970", "before all of us");

/** Behind a person one shares a conversation with, or behind a user name. */
export const contactsPlace = z.union([z.strictObject({ at: sinceEver, id }), z.strictObject({ key: text(256) })]);
export type ContactsPlace = z.infer<typeof contactsPlace>;
