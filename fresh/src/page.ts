// Puts a page into its layouts and the app, and makes the HTML response.
import { type ComponentChildren, Fragment, h, isValidElement, type JSX } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { buildOf, type Context, type UiTree } from "./context.ts";
import { NONCE } from "./middlewares/csp.ts";
import { RenderState, renderWith } from "./ssr.ts";
import type { PageProps, RouteComponent } from "./types.ts";

/** Renders `page` inside `layouts` and `app`. */
export async function renderPage<State>(
  ctx: Context<State>,
  page: JSX.Element | null,
  init: ResponseInit,
  { app, layouts }: UiTree<State>,
): Promise<Response> {
  if (page !== null && !isValidElement(page)) throw new Error("Non-JSX element passed to: ctx.render()");
  let body: ComponentChildren = page;
  for (const layout of layouts.toReversed()) {
    const inner: ComponentChildren = body;
    const result: JSX.Element | Response = await renderComponent(ctx, layout, null, () => inner);
    if (result instanceof Response) return result;
    body = result;
  }
  // The page becomes HTML before the app does, so that `<head>` knows what the page puts there and the end of `<body>`
  // which islands were used.
  let bodyHtml: ComponentChildren = null;
  let outer: ComponentChildren = null;
  if (app !== null) {
    const result = await renderComponent(ctx, app, null, () => bodyHtml);
    if (result instanceof Response) return result;
    outer = result;
  }

  const state = new RenderState(ctx.url, ctx.config.basePath, buildOf(ctx));
  const html = renderWith(state, (render) => {
    const inner = render(h(Fragment, null, body));
    if (app === null) return complete(state, inner, render);
    bodyHtml = jsxTemplate([inner]);
    return complete(state, render(h(Fragment, null, outer)), render);
  });

  const headers = new Headers(init.headers);
  headers.set("Content-Type", "text/html; charset=utf-8");
  const preload = state.preloadHeader();
  if (preload) headers.append("Link", preload);
  const { status = 200, statusText } = init;
  const response = new Response("<!DOCTYPE html>" + html, { status, statusText, headers });
  return Object.assign(response, { [NONCE]: state.nonce });
}

/** Calls an async component; makes an element of any other. */
export async function renderComponent<State>(
  ctx: Context<State>,
  component: RouteComponent<State>,
  data: unknown,
  child: () => ComponentChildren,
): Promise<JSX.Element | Response> {
  const { config, error, info, isPartial, params, req, state, url, route } = ctx;
  // deno-fmt-ignore
  const props: PageProps<unknown, State> = {
    config, data, error, info, isPartial, params, req, route, state, url,
    Component: child,
  };
  if (component.constructor.name !== "AsyncFunction") return h(component as () => JSX.Element, props);
  const call = component as (props: PageProps<unknown, State>) => Promise<JSX.Element | Response>;
  return await call(props);
}

// Adds what of the document the components left out.
function complete(state: RenderState, html: string, render: (vnode: JSX.Element) => string): string {
  const { html: hasHtml, head: hasHead, body: hasBody } = state.seen;
  if (hasHtml && hasHead && hasBody) return html;
  let tree: JSX.Element = jsxTemplate([html]);
  if (!hasBody) tree = h("body", null, tree);
  if (!hasHead) {
    const head = h("head", null, h("meta", { charset: "utf-8" }));
    tree = h(Fragment, null, head, tree);
  }
  if (!hasHtml) tree = h("html", null, tree);
  return render(tree);
}
