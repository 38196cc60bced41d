// The types that routes, handlers and components are written against, and `page()`, which ties a handler's data to its
// component.
import type { AnyComponent, ComponentChildren, FunctionComponent } from "preact";
import type { Context } from "./context.ts";

/** Configuration given to `new App()`. */
export interface FreshConfig {
  /** Path that the whole app is served below, e.g. `/chat`. */
  basePath?: string;
  /** Default: `production`. */
  mode?: "development" | "production";
  /** Take scheme and host of `ctx.url` from `X-Forwarded-Proto` and `-Host`. */
  trustProxy?: boolean;
}

/** {@linkcode FreshConfig} with defaults filled in, and the project's root. */
export type ResolvedFreshConfig = Required<FreshConfig> & { root: string };

/** The HTTP methods that routes are registered for. */
export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** All of {@linkcode Method}, in the order in which `Allow` lists them. */
export const METHODS: Method[] = ["GET", "DELETE", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** Answers a request, or hands it on with `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** Old name of {@linkcode Middleware}. */
export type MiddlewareFn<State> = Middleware<State>;

/** A value that is made when it is first needed. */
export type Lazy<T> = () => Promise<T>;
/** A value, or a function that makes it when it is first needed. */
export type MaybeLazy<T> = T | Lazy<T>;

/** A middleware, or a function that loads it at its first request. */
export type MaybeLazyMiddleware<State> = (ctx: Context<State>) => Response | Promise<Response | Middleware<State>>;

/** What `page()` returns: data for the component, status and headers. */
export interface PageResponse<T> {
  data: T;
  headers?: HeadersInit;
  status?: number;
}

/** Answers one request, with a response or with data for the component. */
export interface HandlerFn<Data, State> {
  (ctx: Context<State>): Response | PageResponse<Data> | Promise<Response | PageResponse<Data>>;
}

/** One {@linkcode HandlerFn} a method. */
export type HandlerByMethod<Data, State> = { [M in Method]?: HandlerFn<Data, State> };

/** What a route exports as `handler` or `handlers`. */
export type RouteHandler<Data, State> = HandlerFn<Data, State> | HandlerByMethod<Data, State>;

/** The data that a route's handler hands to its component. */
export type RouteData<Handler extends RouteHandler<unknown, unknown>> = Handler extends
  RouteHandler<infer Data, unknown> ? Data : never;

/** Props of page, layout and app components. */
export type PageProps<Data = unknown, State = unknown> = Pick<Context<State>, PageProp> & { data: Data };

// deno-fmt-ignore
type PageProp = "config" | "url" | "req" | "params" | "info" | "state" | "isPartial" | "Component" | "error" | "route";

/** A page, layout or app component; it may be declared `async`. */
export type RouteComponent<State> =
  | AnyComponent<PageProps<unknown, State>>
  | ((...args: Parameters<FunctionComponent<PageProps<unknown, State>>>) => Promise<ComponentChildren | Response>);

/** Configuration of a layout. */
export interface LayoutConfig {
  /** Leave out the layouts of parent segments. */
  skipInheritedLayouts?: boolean;
  /** Leave out `_app`. */
  skipAppWrapper?: boolean;
}

/** What a route exports as `config`. */
export interface RouteConfig extends LayoutConfig {
  /** URL pattern used instead of the one that the file's path gives. */
  routeOverride?: string;
  /** Methods that a lazily loaded route is registered for. Default: all. */
  methods?: "ALL" | Method[];
}

/** A handler, a component, or both. */
export interface Route<State> {
  component?: RouteComponent<State>;
  config?: RouteConfig;
  handler?: RouteHandler<unknown, State>;
}

/** Is this one handler a method, rather than one for all? */
export function isHandlerByMethod<D, S>(handler: unknown): handler is HandlerByMethod<D, S> {
  return handler !== null && typeof handler === "object" && !Array.isArray(handler);
}

type PageOptions = Omit<PageResponse<unknown>, "data">;

/** Hands `data` from a handler to the component of its route. */
export function page(): PageResponse<undefined>;
export function page<T>(data: T, options?: PageOptions): PageResponse<T>;
export function page<T>(data?: T, options?: PageOptions): PageResponse<T> {
  return { data: data as T, ...options };
}
