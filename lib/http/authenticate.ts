// Who makes a request: the one door for API, pages and sockets.

import type { Actor } from "../services/deps.ts";
import * as sessions from "../services/sessions.ts";
import { ParleyError } from "../protocol/errors.ts";
import { type Credential, credentialOf } from "./credentials.ts";
import type { Ctx } from "./define.ts";

/** A signed-in person, and by which credential they came. */
export interface Person extends Actor {
  by: Credential["by"];
}

/**
 * Who asks; undefined: nobody, for there is no credential.
 * @param config `urlTokens`: whether `?token=` counts
 * @throws ParleyError `unauthenticated`, `session_ended` (there is one, and it is bad)
 */
export async function authenticate(ctx: Ctx, config = ctx.state.running.config): Promise<Person | undefined> {
  const { deps } = ctx.state.running;
  const credential = credentialOf(ctx.req.headers, ctx.url, config);
  if (credential === undefined) return undefined;
  const actor = await sessions.check(deps, credential.token);
  return ctx.state.person = { ...actor, by: credential.by };
}

/** @throws ParleyError `unauthenticated`, `session_ended` */
export async function requireSignedIn(ctx: Ctx): Promise<Person> {
  const person = await authenticate(ctx);
  if (person === undefined) throw new ParleyError("unauthenticated", "Please sign in.");
  return person;
}
