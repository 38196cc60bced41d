// What the operator does to an account from the machine itself: no session asks for it, and no route leads here.

import { type Credentials, credentialsByKey, replacePassword } from "../../db/users.ts";
import { ParleyError } from "../protocol/errors.ts";
import { closeAccount } from "./deactivate.ts";
import type { Deps } from "./deps.ts";
import { newId } from "./ids.ts";
import { nameKey } from "./names.ts";
import * as sessions from "./sessions.ts";

const PASSWORD_BYTES = 15;

/**
 * Makes a new password for somebody who forgot theirs, and ends all their sessions.
 * @returns the password, which is kept nowhere
 * @throws ParleyError `not_found`; `bad_credentials`: it was changed in the same moment
 */
export async function resetPassword(deps: Deps, username: string): Promise<string> {
  const account = await accountOf(deps, username);
  const password = randomPassword(deps.limits.passwordMin);
  const hash = await deps.passwords.hash(password);
  const ended = await deps.db.transaction(async (tx) => {
    if (!await replacePassword(tx, account.id, account.password_hash, hash)) {
      throw new ParleyError("bad_credentials", "The password was changed in the same moment: try again.");
    }
    return await sessions.endAll(tx, account.id);
  });
  sessions.announceEnded(deps, account.id, ended);
  return password;
}

/**
 * Closes the account of somebody who left, as they could themselves.
 * @throws ParleyError `not_found` `owns_groups`; `bad_credentials`: the password was changed in the same moment
 */
export async function deactivate(deps: Deps, username: string): Promise<void> {
  const account = await accountOf(deps, username);
  await closeAccount(deps, { userId: account.id, sessionId: newId() }, account); // a session that is none
}

async function accountOf(deps: Deps, username: string): Promise<Credentials> {
  const account = await credentialsByKey(deps.db, nameKey(username));
  if (account === undefined || !account.is_active) {
    throw new ParleyError("not_found", `There is no open account of the name ${username}.`);
  }
  return account;
}

/** Each byte is more than one character. */
const randomPassword = (min: number): string =>
  crypto.getRandomValues(new Uint8Array(Math.max(PASSWORD_BYTES, min))).toBase64({ alphabet: "base64url" });
