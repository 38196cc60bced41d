// What one chose for oneself: how others see one, who may write, in which language pages are shown.

import { lockProfile, profileOf, updateProfile } from "../../db/profiles.ts";
import { touch } from "../../db/heads.ts";
import { invalidField, notFound } from "../protocol/errors.ts";
import type { ProfileBody } from "../protocol/rest.ts";
import type { SettingsView, UserView } from "../protocol/views.ts";
import type { Actor, Deps } from "./deps.ts";
import { nameKey, shownNameRefusal } from "./names.ts";
import { profile } from "./people.ts";
import { changePicture } from "./pictures.ts";

/** Oneself as one is shown, and what one chose. */
export async function own(deps: Deps, actor: Actor): Promise<{ user: UserView; settings: SettingsView }> {
  const [user, settings] = await Promise.all([profile(deps, actor), ownSettings(deps, actor.userId)]);
  return { user, settings };
}

/** @throws ParleyError `not_found` (the account is gone) */
export async function ownSettings(deps: Pick<Deps, "db">, userId: string): Promise<SettingsView> {
  const row = await profileOf(deps.db, userId);
  if (row === undefined) throw notFound("This account");
  const { show_email, show_last_seen, contacts_only, language, chosen_status } = row;
  return { show_email, show_last_seen, contacts_only, language, chosen_status };
}

/**
 * What is left out stays.
 * @throws ParleyError `invalid_field`
 */
export async function update(deps: Deps, actor: Actor, change: ProfileBody): Promise<void> {
  for (const field of ["first_name", "last_name"] as const) {
    const why = shownNameRefusal(change[field], deps.limits.nameMax);
    if (why !== undefined) throw invalidField(field, why);
  }
  const isSeen = await deps.db.transaction(async (tx) => {
    const before = await lockProfile(tx, actor.userId);
    if (before === undefined) throw notFound("This account");
    const { status = before.chosen_status, ...rest } = change;
    const after = { ...before, ...rest, chosen_status: status };
    await changePicture(tx, actor.userId, before.avatar, after.avatar);
    await updateProfile(tx, actor.userId, { ...after, name_key: nameKey(`${after.first_name} ${after.last_name}`) });
    const isSeen = status !== before.chosen_status || after.show_last_seen !== before.show_last_seen;
    if (isSeen) await touch(tx, "p", actor.userId);
    return isSeen;
  });
  if (isSeen) deps.tellStatus([actor.userId]);
}
