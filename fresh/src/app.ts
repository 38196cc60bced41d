// `App`: collects routes, middlewares and pages in order, and makes the request
// handler of them.
import { STATUS_CODES } from "node:http";
import type { BuildCache } from "./build_cache.ts";
import {
  Context,
  type WebSocketHandlers,
  type WebSocketUpgradeOptions,
} from "./context.ts";
import { HttpError } from "./error.ts";
import { type ListenOptions, serve } from "./listen.ts";
import {
  methodNotAllowed,
  notFound,
  renderRoute,
  withHandler,
} from "./route.ts";
import { Router } from "./router.ts";
import {
  compose,
  middlewaresOf,
  newSegment,
  type Segment,
  segmentAt,
} from "./segments.ts";
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

/** What commands register routes into while a handler is made. */
export interface Assembly<State> {
  root: Segment<State>;
  router: Router<Middleware<State>>;
  basePath: string;
  build: BuildCache<State> | null;
}

/** One call on an `App`, applied when the handler is made. */
export type Command<State> = (to: Assembly<State>) => void;

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

/** An application. `State` is the type of `ctx.state`. */
export class App<State> {
  /** The resolved configuration. */
  config: ResolvedFreshConfig;
  #commands: Command<State>[] = [];
  #build: BuildCache<State> | null = null;

  static {
    setBuildCache = (app, build, mode) => {
      app.config.root = build.root;
      app.config.mode = mode;
      app.#build = build;
    };
  }

  constructor(config: FreshConfig = {}) {
    this.config = {
      root: ".",
      basePath: config.basePath ?? "",
      mode: config.mode ?? "production",
      trustProxy: config.trustProxy ?? false,
    };
  }

  /**
   * Adds middlewares for everything that is registered later, or for what of it
   * is at or below `path`. Those of the root also run where no route matches;
   * others only where one does.
   */
  use(...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(path: string, ...middlewares: MaybeLazyMiddleware<State>[]): this;
  use(
    first: string | MaybeLazyMiddleware<State>,
    ...rest: MaybeLazyMiddleware<State>[]
  ): this {
    const path = typeof first === "string" ? first : "*";
    const fns = typeof first === "string" ? rest : [first, ...rest];
    return this.#add(addMiddleware(path, fns));
  }

  /** Sets what answers every 404. */
  notFound(route: Route<State> | Middleware<State>): this {
    return this.#add(addNotFound(route));
  }

  /** Sets what answers errors thrown at or below `path`. */
  onError(path: string, route: Route<State> | Middleware<State>): this {
    return this.#add(addError(path, route));
  }

  /** Sets the component around every page: `<html>`, `<head>`, `<body>`. */
  appWrapper(component: RouteComponent<State>): this {
    return this.#add(addApp(component));
  }

  /** Sets the component around the pages at or below `path`. */
  layout(
    path: string,
    component: RouteComponent<State>,
    config?: LayoutConfig,
  ): this {
    return this.#add(addLayout(path, component, config));
  }

  /** Adds a route: handlers, a component, or both. */
  route(
    path: string,
    route: MaybeLazy<Route<State>>,
    config?: RouteConfig,
  ): this {
    return this.#add(addRoute(path, route, config, true));
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
  ws(
    path: string,
    handlers: WebSocketHandlers,
    options?: WebSocketUpgradeOptions,
  ): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Inserts the file routes here, below `pattern`. */
  fsRoutes(pattern = "*"): this {
    return this.#add((to) => {
      const basePath = joinPath(to.basePath, pattern === "*" ? "" : pattern);
      for (const command of to.build?.fsRoutes ?? []) {
        command({ ...to, basePath });
      }
    });
  }

  /** Makes the request handler, for `Deno.serve` or for a test. */
  handler(): (
    request: Request,
    info?: Deno.ServeHandlerInfo,
  ) => Promise<Response> {
    const { config } = this;
    const build = this.#build;
    const root = newSegment<State>(null);
    const router = new Router<Middleware<State>>();
    for (const command of this.#commands) {
      command({ root, router, basePath: config.basePath, build });
    }
    const rootHandler = compose(middlewaresOf(root));

    return async (req, info = NO_CONNECTION) => {
      const url = requestUrl(req, config.trustProxy);
      const method = req.method.toUpperCase() as Method;
      const { pattern, item, params } = router.match(method, url.pathname);
      let next = notFound;
      if (pattern !== null && item === null) {
        next = method === "OPTIONS"
          ? () => allow(router.allowed(pattern))
          : methodNotAllowed;
      }
      const ctx = new Context<State>(
        { req, url, info, route: pattern, params, config, next, build },
      );
      try {
        const response = await (item ?? rootHandler)(ctx);
        if (!(response instanceof Response)) {
          throw new Error(`Expected a "Response", but got: ${response}`);
        }
        return method === "HEAD" ? new Response(null, response) : response;
      } catch (error) {
        return plainError(error);
      }
    };
  }

  /** Serves the app; without `port`, on the first free one from 8000. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await serve(this.handler(), this.config.basePath, options);
  }

  #handle(
    path: string,
    methods: Method[],
    fns: MaybeLazy<Middleware<State>>[],
  ): this {
    return this.#add(({ root, router, basePath }) => {
      const segment = segmentAt(root, path, true);
      const handler = compose([...middlewaresOf(segment), ...fns]);
      const pattern = joinPath(basePath, path) || "*";
      for (const method of methods) router.add(method, pattern, handler);
    });
  }

  #add(command: Command<State>): this {
    this.#commands.push(command);
    return this;
  }
}

/** The command of {@linkcode App.use}. */
export function addMiddleware<State>(
  path: string,
  fns: MaybeLazyMiddleware<State>[],
): Command<State> {
  return ({ root }) => segmentAt(root, path, true).middlewares.push(...fns);
}

/** The command of {@linkcode App.notFound}. */
export function addNotFound<State>(
  route: Route<State> | Middleware<State>,
): Command<State> {
  const resolved = asRoute(route);
  return ({ root }) => {
    root.notFound = (ctx) => renderRoute(ctx, resolved);
  };
}

/** The command of {@linkcode App.onError}. */
export function addError<State>(
  path: string,
  route: Route<State> | Middleware<State>,
): Command<State> {
  const resolved = asRoute(route);
  return ({ root }) => {
    segmentAt(root, path, true).errorRoute = resolved;
  };
}

/** The command of {@linkcode App.appWrapper}. */
export function addApp<State>(
  component: RouteComponent<State>,
): Command<State> {
  return ({ root }) => {
    root.app = component;
  };
}

/** The command of {@linkcode App.layout}. */
export function addLayout<State>(
  path: string,
  component: RouteComponent<State>,
  config: LayoutConfig = {},
): Command<State> {
  return ({ root }) => {
    segmentAt(root, path, true).layout = { component, config };
  };
}

/**
 * The command of {@linkcode App.route}. A file route (`includeLast` false)
 * belongs to the segment of its folder. What is loaded lazily answers every
 * method that `config` names, and an unknown one with 404 rather than 405.
 */
export function addRoute<State>(
  path: string,
  route: MaybeLazy<Route<State>>,
  config: RouteConfig | undefined,
  includeLast: boolean,
): Command<State> {
  const lazy = typeof route === "function";
  let loaded = lazy ? undefined : withHandler(route);
  return ({ root, router, basePath }) => {
    const handler = compose([
      ...middlewaresOf(segmentAt(root, path, includeLast)),
      async (ctx) => {
        if (lazy) loaded ??= withHandler(await route());
        return await renderRoute(ctx, loaded!);
      },
    ]);
    const override = lazy ? config?.routeOverride : route.config?.routeOverride;
    const pattern = joinPath(basePath, override ?? path) || "*";
    const methods = lazy ? config?.methods ?? "ALL" : methodsOf(loaded!);
    for (const method of methods === "ALL" ? METHODS : methods) {
      router.add(method, pattern, handler);
    }
  };
}

function methodsOf<State>(route: Route<State>): Method[] {
  return isHandlerByMethod(route.handler)
    ? Object.keys(route.handler) as Method[]
    : METHODS;
}

function asRoute<State>(
  route: Route<State> | Middleware<State>,
): Route<State> {
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
  if (url.pathname.includes("//")) {
    url.pathname = url.pathname.replace(/\/+/g, "/");
  }
  if (trustProxy) {
    const protocol = req.headers.get("x-forwarded-proto");
    const host = req.headers.get("x-forwarded-host");
    if (protocol) url.protocol = protocol + ":";
    if (host) url.host = host;
  }
  return url;
}

function allow(methods: Method[]): Promise<Response> {
  const headers = { Allow: methods.join(", ") };
  return Promise.resolve(new Response(null, { status: 204, headers }));
}

// What no error page took. Only our own words reach the client.
function plainError(error: unknown): Response {
  if (!(error instanceof HttpError)) {
    console.error(error);
    return new Response("Internal server error", { status: 500 });
  }
  if (error.status >= 500) console.error(error);
  const text = error.message || STATUS_CODES[error.status];
  return new Response(text, { status: error.status });
}
