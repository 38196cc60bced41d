// What people say of themselves and how they want to be seen: all of it that they may change.

import { statusOf, type UserRow } from "./users.ts";
import type { Sql } from "./sql.ts";

export interface ProfileRow {
  first_name: string;
  last_name: string;
  avatar: string;
  chosen_status: UserRow["status"];
  show_email: boolean;
  show_last_seen: boolean;
  contacts_only: boolean;
  language: "" | "en" | "zh";
}

const PROFILE =
  `select first_name, last_name, avatar, chosen_status, show_email, show_last_seen, contacts_only, language
                   from users where id = $1`;

/** The person's own settings as they are now; undefined: there is no such person. */
export async function profileOf(sql: Sql, id: string): Promise<ProfileRow | undefined> {
  return (await sql.query<ProfileRow>(PROFILE, [id]))[0];
}

/** The same, locked until the end of the transaction. */
export async function lockProfile(tx: Sql, id: string): Promise<ProfileRow | undefined> {
  return (await tx.query<ProfileRow>(`${PROFILE} for no key update`, [id]))[0];
}

/**
 * Choosing `offline` freezes `last_seen` at this moment, for that is when others saw the person leave. `updated_at` tells of what
 * everybody sees alone: whoever presence is hidden from must not learn by it that somebody chose another status.
 */
export const updateProfile = (tx: Sql, id: string, now: ProfileRow & { name_key: string }): Promise<unknown[]> =>
  tx.query(
    `update users u set
       first_name = $2, last_name = $3, name_key = $4, avatar = $5, show_email = $6, show_last_seen = $8,
       contacts_only = $9, language = $10,
       last_seen = case when $7::text = 'offline' and ${statusOf("u")} <> 'offline' then now() else last_seen end,
       chosen_status = $7::text,
       updated_at = case when (first_name, last_name, avatar, show_email) is distinct from ($2, $3, $5, $6) then now()
                    else updated_at end
     where id = $1`,
    [
      id,
      now.first_name,
      now.last_name,
      now.name_key,
      now.avatar,
      now.show_email,
      now.chosen_status,
      now.show_last_seen,
      now.contacts_only,
      now.language,
    ],
  );
