// From a row to what a viewer may see of a person. Pure: the row already holds the status that others see.

import type { UserRow } from "../../db/users.ts";
import type { UserView } from "../protocol/views.ts";

/**
 * @param row as the select list `userJson` gives it
 * @param viewerId who looks: another's e-mail address is "" unless its owner shows it
 */
export function userView(row: UserRow, viewerId: string): UserView {
  const { show_email, email, ...shown } = row;
  return { ...shown, email: row.id === viewerId || show_email ? email : "" };
}
