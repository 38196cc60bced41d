// How an API route is written: `export const handlers = api({ GET: …, POST: … })`. Who is not signed in never reaches a handler;
// the few routes that are for everybody say so by `publicApi`. What a handler throws becomes JSON, and a method that it does not
// have is answered with 405 and the list of those it has.

import type { Hub } from "../realtime/hub.ts";
import type { Deps } from "../services/deps.ts";
import { ParleyError } from "../protocol/errors.ts";
import { type Person, requireSignedIn } from "./authenticate.ts";
import type { Ctx } from "./define.ts";
import { refuse } from "./errors.ts";

export interface Open {
  deps: Deps;
  hub: Hub;
}
export interface SignedIn extends Open {
  actor: Person;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
type Method = typeof METHODS[number];
type Handler<With> = (ctx: Ctx, by: With) => Response | Promise<Response>;
type Handlers<With> = { [M in Method]?: Handler<With> };
type Route = { [M in Method | "OPTIONS"]: (ctx: Ctx) => Promise<Response> };

/** A route for people who are signed in. What they change or send by requests shares one rate a person. */
export const api = (handlers: Handlers<SignedIn>): Route =>
  routeOf(handlers, async (ctx) => {
    const actor = await requireSignedIn(ctx);
    if (!READING.has(ctx.req.method)) await ctx.state.running.deps.writes.spend(actor.userId);
    return { ...openTo(ctx), actor };
  });

const READING = new Set(["GET", "HEAD"]);

/** A route for everybody. */
export const publicApi = (handlers: Handlers<Open>): Route => routeOf(handlers, openTo);

const openTo = (ctx: Ctx): Open => ({ deps: ctx.state.running.deps, hub: ctx.state.running.hub });

function routeOf<With>(handlers: Handlers<With>, admit: (ctx: Ctx) => With | Promise<With>): Route {
  const allow = [...METHODS.filter((method) => handlers[method]), ...(handlers.GET ? ["HEAD"] : []), "OPTIONS"].join(
    ", ",
  );
  const answer = (method: Method) => (ctx: Ctx) =>
    mapped(ctx, async () => {
      const handler = handlers[method];
      if (handler === undefined) return notAllowed(ctx, allow);
      return await handler(ctx, await admit(ctx));
    });
  return {
    GET: answer("GET"),
    POST: answer("POST"),
    PUT: answer("PUT"),
    PATCH: answer("PATCH"),
    DELETE: answer("DELETE"),
    OPTIONS: () => Promise.resolve(new Response(null, { status: 204, headers: { allow } })),
  };
}

async function mapped(ctx: Ctx, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    return refuse(error, ctx.state);
  }
}

function notAllowed(ctx: Ctx, allow: string): Response {
  const error = new ParleyError("method_not_allowed", `This address answers ${allow} only.`);
  const response = refuse(error, ctx.state);
  response.headers.set("allow", allow);
  return response;
}
