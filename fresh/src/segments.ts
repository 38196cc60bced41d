// The tree of path segments that middlewares, layouts and error pages hang on. A route takes over what hangs on its
// ancestors when it is registered.
import { type Context, internalsOf } from "./context.ts";
import { HttpError } from "./error.ts";
import { renderRoute } from "./route.ts";
import type { LayoutConfig, MaybeLazyMiddleware, Middleware, Route, RouteComponent } from "./types.ts";

/** One segment of the path and what was registered for it so far. */
export interface Segment<State> {
  parent: Segment<State> | null;
  children: Map<string, Segment<State>>;
  middlewares: MaybeLazyMiddleware<State>[];
  layout: { component: RouteComponent<State>; config: LayoutConfig } | null;
  errorRoute: Route<State> | null;
  notFound: Middleware<State> | null;
  app: RouteComponent<State> | null;
}

/** Makes an empty segment below `parent`, or a root. */
export function newSegment<State>(parent: Segment<State> | null): Segment<State> {
  return { parent, children: new Map(), middlewares: [], layout: null, errorRoute: null, notFound: null, app: null };
}

/**
 * Finds or makes the segment of a pattern. Without `includeLast` it is the one that contains the pattern's last part,
 * as a folder contains a route file.
 */
export function segmentAt<State>(root: Segment<State>, pattern: string, includeLast: boolean): Segment<State> {
  let current = root;
  for (const part of splitPattern(pattern, includeLast)) {
    let child = current.children.get(part);
    if (child === undefined) {
      child = newSegment(current);
      current.children.set(part, child);
    }
    current = child;
  }
  return current;
}

function splitPattern(pattern: string, includeLast: boolean): string[] {
  if (pattern === "/" || pattern === "*" || pattern === "/*") return [];
  // Optional parts do not nest: `/api{/:v}?/x` is below `/api`.
  const parts = pattern.replace(/\{[^}]*\}\??/g, "").split("/");
  if (parts[0] === "") parts.shift();
  const last = parts.pop();
  if (includeLast && last) parts.push(last);
  return parts;
}

/** The middlewares from the root down to `segment`, error pages included. */
export function middlewaresOf<State>(segment: Segment<State>): MaybeLazyMiddleware<State>[] {
  const path: Segment<State>[] = [];
  let current: Segment<State> | null = segment;
  for (; current !== null; current = current.parent) path.unshift(current);
  return path.flatMap((it) => [enter(it, path[0]), ...it.middlewares]);
}

// Puts the app and the layout of one segment in place for what is below, and answers what is thrown there.
function enter<State>(segment: Segment<State>, root: Segment<State>): Middleware<State> {
  const { app, layout, errorRoute } = segment;
  return async (ctx) => {
    const tree = internalsOf(ctx);
    const { app: outerApp, layouts: outerLayouts } = tree;
    if (app !== null) tree.app = app;
    if (layout !== null) {
      if (layout.config.skipAppWrapper) tree.app = null;
      tree.layouts = layout.config.skipInheritedLayouts ? [layout.component] : [...outerLayouts, layout.component];
    }
    try {
      return await ctx.next();
    } catch (error) {
      const status = error instanceof HttpError ? error.status : 500;
      if (status === 404 && root.notFound !== null) return await root.notFound(ctx);
      if (errorRoute === null) throw error;
      return await renderRoute(ctx, errorRoute, status);
    } finally {
      tree.app = outerApp;
      tree.layouts = outerLayouts;
    }
  };
}

type Chain<State> = (ctx: Context<State>, tail: () => Promise<Response>) => Promise<Response>;

/** Makes one middleware of many; each one's `ctx.next()` runs the next. */
export function compose<State>(middlewares: MaybeLazyMiddleware<State>[]): Middleware<State> {
  let chain: Chain<State> = (_ctx, tail) => tail();
  for (const middleware of middlewares.toReversed()) chain = link(middleware, chain);
  return (ctx) => chain(ctx, ctx.next);
}

function link<State>(middleware: MaybeLazyMiddleware<State>, rest: Chain<State>): Chain<State> {
  return async (ctx, tail) => {
    const tree = internalsOf(ctx);
    const { app, layouts } = tree;
    ctx.next = () => rest(ctx, tail);
    try {
      const result = await middleware(ctx);
      if (typeof result !== "function") return result;
      middleware = result;
      return await result(ctx);
    } catch (error) {
      ctx.error = error;
      throw error;
    } finally {
      tree.app = app;
      tree.layouts = layouts;
    }
  };
}
