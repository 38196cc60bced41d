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

/** The context's app and layouts, which the chain changes as it goes. */
export let internalsOf: <State>(ctx: Context<State>) => UiTree<State>;
/** The build that the app was given, if any. */
export let buildOf: <State>(ctx: Context<State>) => BuildCache<State> | null;

/** Handed to every middleware and handler; one a request. */
export class Context<State> {
  /** Shared by all middlewares and handlers of the request. */
  readonly state: State = {} as State;
  /** What was thrown, on error pages; otherwise null. */
  error: unknown | null = null;
  /** Does the client ask for a part of the page only? */
  readonly isPartial: boolean;
  data: unknown = undefined;
  /** What a layout or app component wraps. */
  Component!: FunctionComponent;
  #tree: UiTree<State> = { app: null, layouts: [] };
  #build: BuildCache<State> | null;

  static {
    internalsOf = (ctx) => ctx.#tree;
    buildOf = (ctx) => ctx.#build;
  }

  constructor(
    /** The request. */
    public req: Request,
    /** Its URL, with repeated slashes collapsed. */
    readonly url: URL,
    /** The connection. */
    readonly info: Deno.ServeHandlerInfo,
    /** The pattern that matched, or null. */
    readonly route: string | null,
    /** The parameters of the matched pattern. */
    readonly params: Record<string, string>,
    /** The resolved configuration of the app. */
    readonly config: ResolvedFreshConfig,
    /** Runs the next middleware or handler. */
    public next: () => Promise<Response>,
    build: BuildCache<State> | null,
  ) {
    this.#build = build;
    this.isPartial = url.search !== "" && url.searchParams.has("fresh-partial");
  }

  /** Redirects. A path stays on this origin whatever is in it: `//evil.com` is sent as `/evil.com`. */
  redirect(pathOrUrl: string, status = 302): Response {
    const location = pathOrUrl.replace(/^\/[^?#]*/, (path) => path.replace(/\/+/g, "/"));
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
    stream: Iterable<U> | AsyncIterable<U> | (() => Iterable<U> | AsyncIterable<U>),
    init?: ResponseInit,
  ): Response {
    const encoder = new TextEncoder();
    const encode = new TransformStream<U, Uint8Array>({
      transform: (chunk, out) => out.enqueue(chunk instanceof Uint8Array ? chunk : encoder.encode(chunk)),
    });
    const source = ReadableStream.from<U>(typeof stream === "function" ? stream() : stream);
    return new Response(source.pipeThrough(encode) as ReadableStream<Uint8Array<ArrayBuffer>>, init);
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
    socket.addEventListener("open", () => first.open?.(socket));
    socket.addEventListener("message", (event) => first.message?.(socket, event));
    socket.addEventListener("close", ({ code, reason }) => first.close?.(socket, code, reason));
    socket.addEventListener("error", (event) => first.error?.(socket, event));
    return response;
  }
}

function isHandlers(value: WebSocketHandlers | WebSocketUpgradeOptions = {}): value is WebSocketHandlers {
  const names = ["open", "message", "close", "error"];
  return Object.entries(value).some(([name, it]) => names.includes(name) && typeof it === "function");
}
