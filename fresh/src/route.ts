// Runs one route: its handler first, then its component with what the handler returned.
import { type Context, internalsOf } from "./context.ts";
import { HttpError } from "./error.ts";
import { renderComponent } from "./page.ts";
import { type HandlerFn, isHandlerByMethod, type Method, type PageResponse, type Route } from "./types.ts";

/** Ends a request that no route answers. */
export function notFound(): Promise<Response> {
  throw new HttpError(404);
}

/** Ends a request whose method no handler of the route answers. */
export function methodNotAllowed(): Promise<Response> {
  throw new HttpError(405);
}

const justRender = (): PageResponse<unknown> => ({ data: {} });

/** Gives a route without a (GET) handler the one that renders its component. */
export function withHandler<State>(route: Route<State>): Route<State> {
  const { handler, component } = route;
  if (handler === undefined) return { ...route, handler: component ? justRender : notFound };
  if (component && isHandlerByMethod<unknown, State>(handler) && !handler.GET) {
    return { ...route, handler: { ...handler, GET: justRender } };
  }
  return route;
}

/** Answers with a route's handler and component; `status` is the default. */
export async function renderRoute<State>(ctx: Context<State>, route: Route<State>, status = 200): Promise<Response> {
  const tree = internalsOf(ctx);
  if (route.config?.skipAppWrapper) tree.app = null;
  if (route.config?.skipInheritedLayouts) tree.layouts = [];

  const handle = handlerFor(route, ctx.req.method.toUpperCase() as Method);
  if (handle === undefined) return await ctx.next();
  const result = await handle(ctx);
  if (result instanceof Response) return result;

  const body = route.component === undefined
    ? null
    : await renderComponent(ctx, route.component, result.data, () => null);
  if (body instanceof Response) return body;
  return ctx.render(body, { status: result.status ?? status, headers: new Headers(result.headers) });
}

function handlerFor<State>(route: Route<State>, method: Method): HandlerFn<unknown, State> | undefined {
  const { handler } = route;
  if (!isHandlerByMethod<unknown, State>(handler)) return handler;
  return handler[method] ?? (method === "HEAD" ? handler.GET : undefined);
}
