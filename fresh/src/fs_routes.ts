// Registers the modules of `routes/`, each as its file name says.
import { addFileRoute, App } from "./app.ts";
import { isHandlerByMethod, type Lazy, type Middleware, type Route, type RouteComponent } from "./types.ts";

/** What a file of `routes/` is, by its name. */
export type FsRouteKind = "app" | "layout" | "middleware" | "notFound" | "error" | "route";

/** What a file of `routes/` may export. */
export interface FsModule<State> {
  config?: Route<State>["config"];
  handler?: Route<State>["handler"] | Middleware<State>[];
  handlers?: Route<State>["handler"] | Middleware<State>[];
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

/** Makes an app of `files`, in their order. */
export function fsApp<State>(files: FsRouteFile<State>[]): App<State> {
  const app = new App<State>();
  for (const file of files) add(app, file);
  return app;
}

function add<State>(app: App<State>, file: FsRouteFile<State>): void {
  const { id, kind, pattern, routePattern, module } = file;
  if (typeof module === "function") {
    const load = async () => toRoute(id, await module(), routePattern);
    addFileRoute(app, pattern, load, { routeOverride: routePattern });
    return;
  }
  const route = toRoute(id, module, routePattern);
  const { component, config } = route;
  if (kind === "route") addFileRoute(app, pattern, route);
  else if (kind === "notFound") app.notFound(route);
  else if (kind === "error") app.onError(pattern, route);
  else if (kind === "middleware") addMiddleware(app, id, pattern, module);
  else if (component && kind === "layout") {
    app.layout(pattern, component, config);
  } else if (component) app.appWrapper(component);
}

function addMiddleware<State>(app: App<State>, id: string, pattern: string, module: FsModule<State>): void {
  const found = module.handlers ?? module.handler ?? module.default;
  if (isHandlerByMethod(found)) {
    console.warn(`routes${id}: a middleware cannot be an object of methods`);
  } else app.use(pattern, ...[found].flat() as Middleware<State>[]);
}

function toRoute<State>(id: string, module: FsModule<State>, routePattern: string): Route<State> {
  const handler = module.handlers ?? module.handler;
  if (!handler && !module.default && !module.config) {
    throw new Error(
      `routes${id} has no relevant exports: a component, "handler(s)" or "config"`,
    );
  }
  if (typeof handler === "function" && handler.length > 1) {
    throw new Error(`routes${id}: a handler takes one argument`);
  }
  return {
    config: { ...module.config, routeOverride: module.config?.routeOverride ?? routePattern },
    handler: handler as Route<State>["handler"],
    component: module.default as Route<State>["component"],
  };
}
