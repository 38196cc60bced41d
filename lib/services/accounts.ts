// Accounts: who one is here, and how one proves it. An unknown account and a wrong password are answered alike, after the same
// work. It does not know cookies or requests.

import { retrying, type Sql, violates } from "../../db/sql.ts";
import * as users from "../../db/users.ts";
import { ParleyError } from "../protocol/errors.ts";
import type { LoginBody, PasswordBody, RegisterBody } from "../protocol/rest.ts";
import type { UserView } from "../protocol/views.ts";
import type { Actor, Deps } from "./deps.ts";
import { newId } from "./ids.ts";
import { cleanName, emailKey, isEmail, nameKey, nameRefusal, shownNameRefusal } from "./names.ts";
import { refusalOf } from "./password_rules.ts";
import * as sessions from "./sessions.ts";
import { userView } from "./user_view.ts";

export type SignedIn = sessions.Grant & { user: UserView };

/**
 * Makes an account and signs it in.
 * @throws ParleyError `invalid_field`, `username_taken`, `email_taken`, `rate_limited`, `overloaded`
 */
export async function register(deps: Deps, body: RegisterBody, client: sessions.Client): Promise<SignedIn> {
  const username = cleanName(body.username);
  const email = body.email.trim();
  const { first_name, last_name } = body;
  refuseFields({
    username: nameRefusal(username, deps.limits.usernameMin, deps.limits.usernameMax),
    email: isEmail(email) ? undefined : "not an e-mail address",
    password: refusalOf(body.password, deps.limits, [username, email]),
    first_name: shownNameRefusal(first_name, deps.limits.nameMax),
    last_name: shownNameRefusal(last_name, deps.limits.nameMax),
  });
  const keys = { username_key: nameKey(username), email_key: emailKey(email) };
  await deps.signIns.spend(client.ip, keys.email_key);
  await refuseTaken(deps, keys);
  const password_hash = await deps.passwords.hash(body.password);
  const name_key = nameKey(`${first_name} ${last_name}`);
  const user = { id: newId(), username, email, ...keys, password_hash, first_name, last_name, name_key };
  return await insert(deps, user, client);
}

/** Somebody else may have taken the name while the password was hashed. */
async function insert(deps: Deps, user: users.NewUser, client: sessions.Client): Promise<SignedIn> {
  try {
    return await signIn(deps, user.id, client, (tx) => users.insertUser(tx, user));
  } catch (error) {
    if (violates(error, "users_username_key")) throw usernameTaken();
    if (violates(error, "users_email_key")) throw emailTaken();
    throw error;
  }
}

async function refuseTaken(deps: Deps, keys: { username_key: string; email_key: string }): Promise<void> {
  const taken = await users.taken(deps.db, keys.username_key, keys.email_key);
  if (taken.username) throw usernameTaken();
  if (taken.email) throw emailTaken();
}

/**
 * @param body `email` holds the address or the user name
 * @throws ParleyError `bad_credentials`, `rate_limited`, `overloaded`
 */
export async function login(deps: Deps, body: LoginBody, client: sessions.Client): Promise<SignedIn> {
  const key = body.email.includes("@") ? emailKey(body.email) : nameKey(body.email.trim());
  await deps.signIns.spend(client.ip, key);
  const account = await proven(deps, body.password, await users.credentialsByKey(deps.db, key));
  if (account === undefined) throw badCredentials();
  await deps.signIns.succeeded(client.ip, key);
  return await signIn(deps, account.id, client, async (tx) => {
    // The password may have been changed meanwhile, which ends all sessions: this one would survive it.
    if (!await users.lockUnchanged(tx, account)) throw badCredentials();
  });
}

/** Extends the session. @throws ParleyError `session_ended` */
export const refresh = sessions.refresh;

/** Ends the session that asks. */
export async function logout(deps: Deps, actor: Actor): Promise<void> {
  try {
    await sessions.end(deps, actor, actor.sessionId);
  } catch (error) {
    // Ended from elsewhere in the same moment: what was asked for is so.
    if (!(error instanceof ParleyError && error.code === "not_found")) throw error;
  }
}

/**
 * Ends all other sessions, too.
 * @throws ParleyError `bad_credentials` (the current one is wrong), `invalid_field`, `rate_limited`, `session_ended`
 */
export async function changePassword(
  deps: Deps,
  actor: Actor,
  body: PasswordBody,
  client: sessions.Client,
): Promise<sessions.Grant> {
  await deps.signIns.spend(client.ip, actor.userId);
  const user = await users.userById(deps.db, actor.userId, actor.userId);
  refuseFields({ new_password: refusalOf(body.new_password, deps.limits, user ? [user.username, user.email] : []) });
  const account = await proven(deps, body.current_password, await users.credentialsById(deps.db, actor.userId));
  if (account === undefined) throw wrongPassword();
  await deps.signIns.succeeded(client.ip, actor.userId);
  const hash = await deps.passwords.hash(body.new_password);
  const ended = await deps.db.transaction(async (tx) => {
    // Whoever changed it meanwhile ended this session with it.
    if (!await users.replacePassword(tx, account.id, account.password_hash, hash)) throw wrongPassword();
    return await sessions.endOthers(tx, actor);
  });
  sessions.announceEnded(deps, actor.userId, ended);
  return await sessions.refresh(deps, actor, client.by);
}

/** The account if the password is its, after the same work in every case. */
export async function proven(
  deps: Deps,
  password: string,
  account: users.Credentials | undefined,
): Promise<users.Credentials | undefined> {
  if (account === undefined || !account.is_active) {
    await deps.passwords.verifyNothing(password);
    return undefined;
  }
  return await deps.passwords.verify(password, account.password_hash) ? account : undefined;
}

/** @param before what belongs into the same transaction: makes the account, or finds it as it was proven */
async function signIn(
  deps: Deps,
  userId: string,
  client: sessions.Client,
  before: (tx: Sql) => Promise<unknown>,
): Promise<SignedIn> {
  const started = await retrying(() =>
    deps.db.transaction(async (tx) => {
      await before(tx);
      return await sessions.start(tx, deps, userId, client);
    })
  );
  sessions.announceEnded(deps, userId, started.ended);
  const row = await users.userById(deps.db, userId, userId);
  if (row === undefined) throw new Error("an account has gone right after its sign-in");
  return { user: userView(row, userId), ...await sessions.grant(deps, started.subject, started.expiresAt, client.by) };
}

function refuseFields(reasons: Record<string, string | undefined>): void {
  const fields: Record<string, string> = {};
  for (const [field, why] of Object.entries(reasons)) if (why !== undefined) fields[field] = why;
  const [first] = Object.entries(fields);
  if (first !== undefined) throw new ParleyError("invalid_field", `${first[0]}: ${first[1]}`, { fields });
}

const taken = (code: "username_taken" | "email_taken", field: string, what: string) =>
  new ParleyError(code, `${what} is taken.`, { fields: { [field]: "taken" } });
const usernameTaken = () => taken("username_taken", "username", "This user name");
const emailTaken = () => taken("email_taken", "email", "This e-mail address");
const badCredentials = () => new ParleyError("bad_credentials", "The name or the password is wrong.");
export const wrongPassword = () => new ParleyError("bad_credentials", "The current password is wrong.");
