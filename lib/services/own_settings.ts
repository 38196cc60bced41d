// What one chose for oneself, to be changed on the profile page: the status chosen (not the one that others see at this moment) and
// whether others see the e-mail address.

import { profileOf } from "../../db/profiles.ts";
import type { ProfileRow } from "../../db/users.ts";
import { notFound } from "../protocol/errors.ts";
import type { Actor, Deps } from "./deps.ts";

/** @throws ParleyError `not_found` (the account is gone) */
export async function ownSettings(deps: Pick<Deps, "db">, actor: Actor): Promise<ProfileRow> {
  const row = await profileOf(deps.db, actor.userId);
  if (row === undefined) throw notFound("This account");
  return row;
}
