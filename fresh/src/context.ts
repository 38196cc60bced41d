// The context of one request: what came in, and the ways to answer it.
import type { FunctionComponent, JSX } from "preact";
import type { BuildCache } from "./build_cache.ts";
import { HttpError } from "./error.ts";
import { renderPage } from "./page.ts";
import type { LayoutConfig, ResolvedFreshConfig, RouteComponent } from "./types.ts";

/** Event handlers for a socket made by {@linkcode Context.upgrade}. */
export interface WebSocketHandlers {
  open?(socket: WebSocket): void;
  message?(socket: WebSocket, event: MessageEvent): void;
  close?(socket: WebSocket, code: number, reason: string): void;
  error?(socket: WebSocket, event: Event | ErrorEvent): void;
}

/** Options handed to `Deno.upgradeWebSocket()`. */
export interface WebSocketUpgradeOptions {
  /** Seconds without a pong after which the socket is closed. Default: 120. */
  idleTimeout?: number;
  /** The sub-protocol that is agreed to. */
  protocol?: string;
}

/** Old name of {@linkcode Context}. */
export type FreshContext<State = unknown> = Context<State>;

/** The app and the layouts around the page at this point of the chain. */
export interface UiTree<State> {
  app: RouteComponent<State> | null;
  layouts: RouteComponent<State>[];
}

/** What the app hands to a new context. */
export interface ContextInit<State> {
  req: Request;
  url: URL;
  info: Deno.ServeHandlerInfo;
  route: string | null;
  params: Record<string, string>;
  config: ResolvedFreshConfig;
  next: () => Promise<Response>;
  build: BuildCache<State> | null;
}

/** The context's app and layouts, which the chain changes as it goes. */
export let internalsOf: <State>(ctx: Context<State>) => UiTree<State>;
/** The build that the app was given, if any. */
export let buildOf: <State>(ctx: Context<State>) => BuildCache<State> | null;

/** Handed to every middleware and handler; one a request. */
export class Context<State> {
  /** The resolved configuration of the app. */
  readonly config: ResolvedFreshConfig;
  /** The URL of the request, with repeated slashes collapsed. */
  readonly url: URL;
  /** The request. */
  req: Request;
  /** The pattern that matched, or null. */
  readonly route: string | null;
  /** The parameters of the matched pattern. */
  readonly params: Record<string, string>;
  /** Shared by all middlewares and handlers of the request. */
  readonly state: State = {} as State;
  data: unknown = undefined;
  /** What was thrown, on error pages; otherwise null. */
  error: unknown | null = null;
  /** The connection. */
  readonly info: Deno.ServeHandlerInfo;
  /** Does the client ask for a part of the page only? */
  readonly isPartial: boolean;
  /** Runs the next middleware or handler. */
  next: () => Promise<Response>;
  /** What a layout or app component wraps. */
  Component!: FunctionComponent;
  #tree: UiTree<State> = { app: null, layouts: [] };
  #build: BuildCache<State> | null;

  static {
    internalsOf = (ctx) => ctx.#tree;
    buildOf = (ctx) => ctx.#build;
  }

  constructor(init: ContextInit<State>) {
    this.req = init.req;
    this.url = init.url;
    this.info = init.info;
    this.route = init.route;
    this.params = init.params;
    this.config = init.config;
    this.next = init.next;
    this.#build = init.build;
    this.isPartial = init.url.search.includes("fresh-partial") && init.url.searchParams.has("fresh-partial");
  }

  /** Redirects. A path stays on this origin whatever is in it: `//evil.com` is sent as `/evil.com`. */
  redirect(pathOrUrl: string, status = 302): Response {
    let location = pathOrUrl;
    if (location.startsWith("/")) {
      const end = location.search(/[?#]/);
      const path = end < 0 ? location : location.slice(0, end);
      location = path.replace(/\/+/g, "/") + (end < 0 ? "" : location.slice(end));
    }
    return new Response(null, { status, headers: { location } });
  }

  /** Renders JSX, in its layouts and the app, as an HTML response. */
  render(vnode: JSX.Element | null, init: ResponseInit = {}, config: LayoutConfig = {}): Promise<Response> {
    return renderPage(this, vnode, init, {
      app: config.skipAppWrapper ? null : this.#tree.app,
      layouts: config.skipInheritedLayouts ? [] : this.#tree.layouts,
    });
  }

  /** Responds with plain text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Responds with a string of HTML. */
  html(content: string, init?: ResponseInit): Response {
    const headers = new Headers(init?.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    return new Response(content, { ...init, headers });
  }

  /** Responds with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Responds with the chunks of an iterable, text encoded as UTF-8. */
  stream<U extends string | Uint8Array>(
    stream:
      | Iterable<U>
      | AsyncIterable<U>
      | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const source = typeof stream === "function" ? stream() : stream;
    const encoder = new TextEncoder();
    const encode = new TransformStream<U, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        controller.enqueue(
          chunk instanceof Uint8Array ? chunk as Uint8Array<ArrayBuffer> : encoder.encode(String(chunk)),
        );
      },
    });
    const body = ReadableStream.from<U>(source).pipeThrough(encode);
    return new Response(body, init);
  }

  /**
   * Upgrades to a WebSocket. With handlers, returns the response; without, the socket too, to be wired by the caller.
   * Throws `HttpError(400)` if the request asks for no WebSocket. Does not look at `Origin`.
   */
  upgrade(options?: WebSocketUpgradeOptions): { socket: WebSocket; response: Response };
  upgrade(handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): Response;
  upgrade(
    first?: WebSocketHandlers | WebSocketUpgradeOptions,
    second?: WebSocketUpgradeOptions,
  ): Response | { socket: WebSocket; response: Response } {
    if (this.req.headers.get("upgrade")?.toLowerCase() !== "websocket") {
      throw new HttpError(400, "Expected a WebSocket upgrade request");
    }
    if (!isHandlers(first)) return Deno.upgradeWebSocket(this.req, first);
    const { socket, response } = Deno.upgradeWebSocket(this.req, second);
    wire(socket, first);
    return response;
  }
}

function isHandlers(value: WebSocketHandlers | WebSocketUpgradeOptions | undefined): value is WebSocketHandlers {
  const names = ["open", "message", "close", "error"];
  return value !== undefined &&
    Object.entries(value).some(([name, it]) => names.includes(name) && typeof it === "function");
}

function wire(socket: WebSocket, handlers: WebSocketHandlers): void {
  socket.addEventListener("open", () => handlers.open?.(socket));
  socket.addEventListener("message", (ev) => handlers.message?.(socket, ev));
  socket.addEventListener("close", (ev) => handlers.close?.(socket, ev.code, ev.reason));
  socket.addEventListener("error", (ev) => handlers.error?.(socket, ev));
}
