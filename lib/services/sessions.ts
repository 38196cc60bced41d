// Sessions: one for each sign-in. A token names one, so ending it ends every token of it, at once for requests and within a second
// for sockets, which hear of it by the bus and, should that fail, by the poll of the heads.

import { touch } from "../../db/heads.ts";
import * as rows from "../../db/sessions.ts";
import type { Sql } from "../../db/sql.ts";
import { notFound, ParleyError } from "../protocol/errors.ts";
import { id as idSchema } from "../protocol/fields.ts";
import type { SessionView } from "../protocol/views.ts";
import type { Actor, Deps } from "./deps.ts";
import { newId } from "./ids.ts";
import type { TokenSubject } from "./tokens.ts";

/** Where somebody signs in from, and by what. */
export interface Client {
  userAgent: string;
  ip: string;
  /** `pages`: the token goes into a cookie and lasts as long as the session */
  by: "api" | "pages";
}

/** What a sign-in gives. */
export interface Grant {
  token: string;
  expires_at: string;
}

/** Live sessions of one person; the longest unused end when there are more. */
const SESSIONS_MAX = 100;
const USER_AGENT_MAX = 256;
const HOUR_MS = 3_600_000;

/** Stores a new session in the caller's transaction: hand what comes back to `grant` and `announceEnded` after the commit. */
export async function start(tx: Sql, deps: Deps, userId: string, client: Client) {
  const session = {
    id: newId(),
    user_id: userId,
    user_agent: storable(client.userAgent).slice(0, USER_AGENT_MAX),
    ip: client.ip,
    days: deps.settings.sessionDays,
  };
  const expiresAt = await rows.insertSession(tx, session);
  const ended = await touchEnded(tx, await rows.endOldestSessions(tx, userId, SESSIONS_MAX));
  return { subject: { userId, sessionId: session.id }, expiresAt, ended };
}

/** The token of a session that runs out at `sessionExpiresAt`. */
export async function grant(
  deps: Deps,
  subject: TokenSubject,
  sessionExpiresAt: string,
  by: Client["by"],
): Promise<Grant> {
  const soon = new Date(deps.clock.now() + deps.settings.tokenHours * HOUR_MS).toISOString();
  const expiresAt = by === "api" && soon < sessionExpiresAt ? soon : sessionExpiresAt;
  return { token: await deps.tokens.issue({ ...subject, expiresAt }), expires_at: expiresAt };
}

/**
 * Who a token speaks for, now.
 * @throws ParleyError `unauthenticated`, `session_ended`
 */
export async function check(deps: Deps, token: string): Promise<Actor> {
  const { userId, sessionId } = await deps.tokens.verify(token);
  const session = await deps.liveSessions.find(sessionId);
  if (session === undefined || session.user_id !== userId) throw sessionEnded();
  return { userId, sessionId };
}

/** Extends the session, and gives a token that lasts from now. @throws ParleyError `session_ended` */
export async function refresh(deps: Deps, actor: Actor, by: Client["by"]): Promise<Grant> {
  const expiresAt = await rows.extendSession(deps.db, actor.sessionId, deps.settings.sessionDays);
  if (expiresAt === undefined) throw sessionEnded();
  return await grant(deps, actor, expiresAt, by);
}

/** The person's live sessions, the last used first. */
export async function list(deps: Deps, actor: Actor): Promise<SessionView[]> {
  const found = await rows.sessionsOf(deps.db, actor.userId);
  return found.map((session) => ({ ...session, current: session.id === actor.sessionId }));
}

/** Ends one of the person's own sessions. @throws ParleyError `not_found`, also for another's and for one that ended before */
export async function end(deps: Deps, actor: Actor, sessionId: string): Promise<void> {
  if (!idSchema.safeParse(sessionId).success) throw notFound("This session");
  const ended = await deps.db.transaction(async (tx) =>
    await touchEnded(tx, await rows.endSession(tx, actor.userId, sessionId))
  );
  if (ended.length === 0) throw notFound("This session");
  announceEnded(deps, actor.userId, ended);
}

/** Ends all of the person's sessions but the one that asks. @returns what `announceEnded` is to tell after the commit */
export const endOthers = async (tx: Sql, actor: Actor): Promise<string[]> =>
  await touchEnded(tx, await rows.endOtherSessions(tx, actor.userId, actor.sessionId));

/** The same for all of them. */
export const endAll = async (tx: Sql, userId: string): Promise<string[]> =>
  await touchEnded(tx, await rows.endAllSessions(tx, userId));

async function touchEnded(tx: Sql, ended: { id: string }[]): Promise<string[]> {
  for (const { id } of ended) await touch(tx, "s", id);
  return ended.map(({ id }) => id);
}

/** Tells every instance; after the commit. */
export function announceEnded(deps: Deps, userId: string, ended: readonly string[]): void {
  for (const sessionId of ended) deps.bus.publish({ kind: "session_ended", user_id: userId, session_id: sessionId });
}

const sessionEnded = () => new ParleyError("session_ended", "Your session has ended. Please sign in again.");

/** A header may hold what Postgres cannot store. */
const storable = (text: string): string => text.replaceAll("\0", "").toWellFormed();
