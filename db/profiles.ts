// What people chose for themselves and others do not see, for the page where they change it.

import type { ProfileRow } from "./users.ts";
import type { Sql } from "./sql.ts";

/** The person's own settings as they are now; undefined: there is no such person. */
export async function profileOf(sql: Sql, id: string): Promise<ProfileRow | undefined> {
  const [row] = await sql.query<ProfileRow>(
    `select first_name, last_name, avatar, chosen_status, show_email from users where id = $1`,
    [id],
  );
  return row;
}
