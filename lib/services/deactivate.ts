// Closing an account: everybody's groups go on without the person, whose name stays on what they said. There is no way back.

import * as rows from "../../db/deactivation.ts";
import { groupsOf } from "../../db/groups.ts";
import { touch } from "../../db/heads.ts";
import { retrying } from "../../db/sql.ts";
import { type Credentials, credentialsById } from "../../db/users.ts";
import { ParleyError } from "../protocol/errors.ts";
import { proven, wrongPassword } from "./accounts.ts";
import type { Actor, Deps } from "./deps.ts";
import * as members from "./members.ts";
import * as sessions from "./sessions.ts";

const NAMED = 5;
const STEP = 100;

/**
 * @param address where the password was typed
 * @throws ParleyError `bad_credentials` `rate_limited` `owns_groups`
 */
export async function deactivate(deps: Deps, actor: Actor, password: string, address: string): Promise<void> {
  await deps.signIns.spend(address, actor.userId);
  const account = await proven(deps, password, await credentialsById(deps.db, actor.userId));
  if (account === undefined) throw wrongPassword();
  await deps.signIns.succeeded(address, actor.userId);
  await closeAccount(deps, actor, account);
}

/**
 * @param account the person's, as it was when it was decided that it may be closed
 * @throws ParleyError `bad_credentials`: it is no longer; `owns_groups`
 */
export async function closeAccount(deps: Deps, actor: Actor, account: Credentials): Promise<void> {
  await refuseOwner(deps, actor);
  await leaveAll(deps, actor);
  const ended = await retrying(() =>
    deps.db.transaction(async (tx) => {
      await rows.eraseOwn(tx, actor.userId);
      // Whoever changed the password meanwhile ended this session with it.
      if (!await rows.deactivate(tx, account)) throw wrongPassword();
      await touch(tx, "p", actor.userId);
      return await sessions.endAll(tx, actor.userId);
    })
  );
  sessions.announceEnded(deps, actor.userId, ended);
  deps.tellStatus([actor.userId]);
  await leaveAll(deps, actor).catch(ignoreRefusal); // a request that was under way may have joined one
}

async function refuseOwner(deps: Deps, actor: Actor): Promise<void> {
  const names = await rows.ownedGroups(deps.db, actor.userId, NAMED);
  if (names.length === 0) return;
  const named = names.map((name) => `“${name}”`).join(", ");
  throw new ParleyError("owns_groups", `You own ${named}: hand your groups over or dissolve them first.`);
}

/** There is nobody any more who could do anything about it. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof ParleyError)) throw error;
}

/** One by one, each told to its members as a leaving. */
async function leaveAll(deps: Deps, actor: Actor): Promise<void> {
  for (;;) {
    const groups = await groupsOf(deps.db, actor.userId, STEP);
    if (groups.length === 0) return;
    for (const { group } of groups) await leave(deps, actor, group.id);
  }
}

async function leave(deps: Deps, actor: Actor, groupId: string): Promise<void> {
  try {
    await members.leave(deps, actor, groupId);
  } catch (error) {
    if (!(error instanceof ParleyError)) throw error;
    if (error.code === "owner_cannot_leave") return await refuseOwner(deps, actor);
    if (error.code !== "not_found") throw error; // removed from it in the same moment: what was wanted is so
  }
}
