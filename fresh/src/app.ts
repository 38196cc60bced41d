// `App`: collects routes, middlewares and pages in order, and makes the request handler of them.
import type { BuildCache } from "./build_cache.ts";
import { Context, type WebSocketHandlers, type WebSocketUpgradeOptions } from "./context.ts";
import { HttpError } from "./error.ts";
import { fsApp } from "./fs_routes.ts";
import { type ListenOptions, serve } from "./listen.ts";
import { methodNotAllowed, notFound, renderRoute, withHandler } from "./route.ts";
import { Router } from "./router.ts";
import { compose, middlewaresOf, newSegment, type Segment, segmentAt } from "./segments.ts";
import {
  type FreshConfig,
  isHandlerByMethod,
  type LayoutConfig,
  type MaybeLazy,
  type MaybeLazyMiddleware,
  type Method,
  METHODS,
  type Middleware,
  type ResolvedFreshConfig,
  type Route,
  type RouteComponent,
  type RouteConfig,
} from "./types.ts";

export type { ListenOptions };

interface Assembly<State> {
  root: Segment<State>;
  router: Router<Middleware<State>>;
  basePath: string;
  build: BuildCache<State> | null;
}
// One call on an `App`, applied when the handler is made.
type Command<State> = (to: Assembly<State>) => void;
type RouteOrMiddleware<State> = Route<State> | Middleware<State>;

const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 1234 },
  completed: Promise.resolve(),
};

/** Gives an app the result of a build: islands, static files, file routes. */
export let setBuildCache: <State>(
  app: App<State>,
  build: BuildCache<State>,
  mode: "development" | "production",
) => void;

/** Adds a route that belongs to the segment of its folder, not to one of its own. */
export let addFileRoute: <State>(
  app: App<State>,
  path: string,
  route: MaybeLazy<Route<State>>,
  config?: RouteConfig,
) => void;

/** An application. `State` is the type of `ctx.state`. */
export class App<State> {
  /** The resolved configuration. */
  config: ResolvedFreshConfig;
  #commands: Command<State>[] = [];
  #build: BuildCache<State> | null = null;

  static {
    setBuildCache = (app, build, mode) => {
      Object.assign(app.config, { root: build.root, mode });
      app.#build = build;
    };
    addFileRoute = (app, path, route, config) => app.#route(path, route, false, config);
  }

  constructor({ basePath = "", mode = "production", trustProxy = false }: FreshConfig = {}) {
    this.config = { root: ".", basePath, mode, trustProxy };
  }

  /**
   * Adds middlewares for what is registered later, or for what of it is at or below `path`. Those of the root also run
   * where no route matches; others only where one does.
   */
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(first: string | MaybeLazyMiddleware<State>, ...rest: MaybeLazyMiddleware<State>[]): this {
    const [path, fns] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    return this.#add(({ root }) => segmentAt(root, path, true).middlewares.push(...fns));
  }

  /** Sets what answers every 404. */
  notFound(route: RouteOrMiddleware<State>): this {
    const resolved = asRoute(route);
    return this.#add(({ root }) => root.notFound = (ctx) => renderRoute(ctx, resolved));
  }

  /** Sets what answers errors thrown at or below `path`. */
  onError(path: string, route: RouteOrMiddleware<State>): this {
    const resolved = asRoute(route);
    return this.#add(({ root }) => segmentAt(root, path, true).errorRoute = resolved);
  }

  /** Sets the component around every page: `<html>`, `<head>`, `<body>`. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add(({ root }) => root.app = component);
  }

  /** Sets the component around the pages at or below `path`. */
  layout(path: string, component: RouteComponent<State>, config: LayoutConfig = {}): this {
    return this.#add(({ root }) => segmentAt(root, path, true).layout = { component, config });
  }

  /** Adds a route: handlers, a component, or both. */
  route(path: string, route: MaybeLazy<Route<State>>, config?: RouteConfig): this {
    return this.#route(path, route, true, config);
  }

  /** Adds handlers for GET requests. */
  get(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["GET"], fns);
  }
  /** Adds handlers for POST requests. */
  post(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["POST"], fns);
  }
  /** Adds handlers for PATCH requests. */
  patch(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["PATCH"], fns);
  }
  /** Adds handlers for PUT requests. */
  put(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["PUT"], fns);
  }
  /** Adds handlers for DELETE requests. */
  delete(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["DELETE"], fns);
  }
  /** Adds handlers for HEAD requests. */
  head(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["HEAD"], fns);
  }
  /** Adds handlers for requests of every method. */
  all(path: string, ...fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, METHODS, fns);
  }

  /** Adds a WebSocket endpoint. */
  ws(path: string, handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Inserts the file routes here, below `pattern`. */
  fsRoutes(pattern = "*"): this {
    return this.#add((to) => {
      const basePath = joinPath(to.basePath, pattern === "*" ? "" : pattern);
      for (const command of fsApp(to.build?.fsRoutes ?? []).#commands) command({ ...to, basePath });
    });
  }

  /** Makes the request handler, for `Deno.serve` or for a test. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const config = this.config;
    const build = this.#build;
    const root = newSegment<State>(null);
    const router = new Router<Middleware<State>>();
    for (const command of this.#commands) command({ root, router, basePath: config.basePath, build });
    const rootHandler = compose(middlewaresOf(root));

    return async (req, info = NO_CONNECTION) => {
      const url = requestUrl(req, config.trustProxy);
      const method = req.method.toUpperCase() as Method;
      const { pattern, item, params } = router.match(method, url.pathname);
      let next = notFound;
      if (pattern !== null && item === null) {
        next = method === "OPTIONS" ? () => allow(router.allowed(pattern)) : methodNotAllowed;
      }
      const ctx = new Context<State>(req, url, info, pattern, params, config, next, build);
      try {
        const response = await (item ?? rootHandler)(ctx);
        if (!(response instanceof Response)) throw new Error(`Expected a "Response", but got: ${response}`);
        return method === "HEAD" ? new Response(null, response) : response;
      } catch (error) {
        return await plainError(error);
      }
    };
  }

  /** Serves the app; without `port`, on the first free one from 8000. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serve(this.handler(), this.config.basePath, options);
  }

  // What is loaded lazily answers every method that `config` names, and one that it turns out not to have with 404
  // rather than 405.
  #route(path: string, route: MaybeLazy<Route<State>>, includeLast: boolean, config?: RouteConfig): this {
    const lazy = typeof route === "function";
    let loaded = lazy ? undefined : withHandler(route);
    const run: Middleware<State> = async (ctx) => {
      if (lazy) loaded ??= withHandler(await route());
      return await renderRoute(ctx, loaded!);
    };
    const { routeOverride, methods = "ALL" } = (lazy ? config : { ...route.config, methods: methodsOf(loaded!) }) ?? {};
    return this.#add((to) => {
      const handler = compose([...middlewaresOf(segmentAt(to.root, path, includeLast)), run]);
      register(to, routeOverride ?? path, methods === "ALL" ? METHODS : methods, handler);
    });
  }

  #handle(path: string, methods: Method[], fns: MaybeLazy<Middleware<State>>[]): this {
    return this.#add((to) =>
      register(to, path, methods, compose([...middlewaresOf(segmentAt(to.root, path, true)), ...fns]))
    );
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }
}

function register<State>(to: Assembly<State>, path: string, methods: Method[], handler: Middleware<State>): void {
  const pattern = joinPath(to.basePath, path) || "*";
  for (const method of methods) to.router.add(method, pattern, handler);
}

function methodsOf<State>({ handler }: Route<State>): Method[] {
  return isHandlerByMethod(handler) ? Object.keys(handler) as Method[] : METHODS;
}

function asRoute<State>(route: RouteOrMiddleware<State>): Route<State> {
  return withHandler(typeof route === "function" ? { handler: route } : route);
}

function joinPath(base: string, path: string): string {
  const prefix = base.replace(/\*$/, "").replace(/^\/$/, "");
  if (path === "*") return prefix + "/*";
  return prefix !== "" && path === "/" ? prefix : prefix + path;
}

// Repeated slashes collapse, so that no path can be taken for another host.
function requestUrl(req: Request, trustProxy: boolean): URL {
  const url = new URL(req.url);
  if (url.pathname.includes("//")) url.pathname = url.pathname.replace(/\/+/g, "/");
  if (trustProxy) {
    url.protocol = req.headers.get("x-forwarded-proto") || url.protocol;
    url.host = req.headers.get("x-forwarded-host") || url.host;
  }
  return url;
}

function allow(methods: Method[]): Promise<Response> {
  return Promise.resolve(new Response(null, { status: 204, headers: { Allow: methods.join(", ") } }));
}

// What no error page took. Only our own words reach the client.
async function plainError(error: unknown): Promise<Response> {
  const status = error instanceof HttpError ? error.status : 500;
  if (status >= 500) console.error(error);
  if (!(error instanceof HttpError)) return new Response("Internal server error", { status });
  // Loaded when needed, as it is half of the time that the server takes to start.
  const { STATUS_CODES } = await import("node:http");
  return new Response(error.message || STATUS_CODES[status], { status });
}
