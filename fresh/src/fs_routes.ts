// Turns the modules of `routes/` into commands, by the kind of file.
import {
  addApp,
  addError,
  addLayout,
  addMiddleware,
  addNotFound,
  addRoute,
  type Command,
} from "./app.ts";
import {
  isHandlerByMethod,
  type Lazy,
  type Middleware,
  type Route,
  type RouteComponent,
  type RouteConfig,
  type RouteHandler,
} from "./types.ts";

/** What a file of `routes/` is, by its name. */
export type FsRouteKind =
  | "app"
  | "layout"
  | "middleware"
  | "notFound"
  | "error"
  | "route";

/** What a file of `routes/` may export. */
export interface FsModule<State> {
  config?: RouteConfig;
  handler?: RouteHandler<unknown, State> | Middleware<State>[];
  handlers?: RouteHandler<unknown, State> | Middleware<State>[];
  default?: RouteComponent<State> | Middleware<State> | Middleware<State>[];
}

/** A file of `routes/`. */
export interface FsRouteFile<State> {
  kind: FsRouteKind;
  /** Path below `routes/` without its extension, for messages. */
  id: string;
  /** Place in the tree of segments; keeps groups such as `(admin)`. */
  pattern: string;
  /** URL pattern, without groups. */
  routePattern: string;
  module: FsModule<State> | Lazy<FsModule<State>>;
}

/** Makes the commands of all files, in their order. */
export function fsCommands<State>(
  files: FsRouteFile<State>[],
): Command<State>[] {
  return files.map(toCommand).filter((it) => it !== null);
}

function toCommand<State>(file: FsRouteFile<State>): Command<State> | null {
  const { id, pattern, routePattern, module } = file;
  if (typeof module === "function") {
    const load = async () => toRoute(id, await module(), routePattern);
    return addRoute(pattern, load, { routeOverride: routePattern }, false);
  }
  const route = toRoute(id, module, routePattern);
  const component = route.component;
  switch (file.kind) {
    case "app":
      return component ? addApp(component) : null;
    case "layout":
      return component ? addLayout(pattern, component, route.config) : null;
    case "middleware":
      return toMiddleware(id, pattern, module);
    case "notFound":
      return addNotFound(route);
    case "error":
      return addError(pattern, route);
    case "route":
      return addRoute(pattern, route, undefined, false);
  }
}

function toMiddleware<State>(
  id: string,
  pattern: string,
  module: FsModule<State>,
): Command<State> | null {
  const found = module.handlers ?? module.handler ?? module.default;
  if (isHandlerByMethod(found)) {
    console.warn(`Middleware cannot be an object of methods: ${id}`);
    return null;
  }
  const fns = Array.isArray(found) ? found : [found];
  return addMiddleware(pattern, fns as Middleware<State>[]);
}

function toRoute<State>(
  id: string,
  module: FsModule<State>,
  routePattern: string,
): Route<State> {
  const handler = module.handlers ?? module.handler;
  if (!handler && !module.default && !module.config) {
    throw new Error(
      `routes${id} must export a component, "handler(s)" or "config"`,
    );
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(`routes${id}: a handler takes one argument`);
  }
  return {
    config: {
      ...module.config,
      routeOverride: module.config?.routeOverride ?? routePattern,
    },
    handler: handler as RouteHandler<unknown, State> | undefined,
    component: module.default as RouteComponent<State> | undefined,
  };
}
