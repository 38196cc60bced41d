// What Fresh adds while Preact renders on the server: island markers, the boot script, nonces, contents of <Head>,
// marks on links to the current page.
//
// Everything hangs on two hooks, which Preact calls before and after it renders an element. With precompiled JSX only
// components and the elements listed under `jsxPrecompileSkipElements` pass through them; the rest is ready-made text.
import { type ComponentChildren, Fragment, h, type JSX, options, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { activeMarks } from "./active_link.ts";
import { lockAssets } from "./asset.ts";
import type { BuildCache, Island } from "./build_cache.ts";
import { BUILD_ID } from "./build_id.ts";
import { Head } from "./head.ts";
import { propsExpression, scriptLiteral } from "./serialize.ts";

type Props = Record<string, unknown> & { children?: ComponentChildren };
type Element = VNode<Props>;
type Hook = ((vnode: Element) => void) | undefined;
type Assets = Pick<BuildCache<unknown>, "runtime" | "islands" | "liveReload">;

/** What is gathered while one page is rendered. */
export class RenderState {
  readonly nonce = crypto.randomUUID().replaceAll("-", "");
  /** Which parts of the document the components rendered themselves. */
  seen = { html: false, head: false, body: false };
  islands = new Set<Island>();
  islandProps: Props[] = [];
  /** Elements of <Head>, by what they replace. */
  head = new Map<string, Element>();
  islandDepth = 0;
  headDepth = 0;

  constructor(readonly url: URL, readonly basePath: string, readonly assets: Assets | null) {}

  /** The `Link` header that lets the browser load all chunks at once. */
  preloadHeader(): string {
    if (this.assets === null || this.islands.size === 0) return "";
    const chunks = [this.assets.runtime, ...this.islands];
    const files = new Set([...chunks.map(({ file }) => file), ...chunks.flatMap(({ imports }) => imports)]);
    return [...files].map((it) => `<${encodeURI(this.basePath + it)}>; rel="modulepreload"; as="script"`).join(", ");
  }
}

// Rendering is synchronous, so one variable serves all requests.
let current: RenderState | null = null;

/** Renders with `state` receiving what the hooks find. */
export function renderWith(state: RenderState, run: (render: (vnode: JSX.Element) => string) => string): string {
  current = state;
  try {
    return run(renderToString);
  } finally {
    current = null;
  }
}

const hooks = options as unknown as { __b: Hook; diffed: Hook };
const { __b: before, diffed: after } = hooks;

hooks.__b = (vnode) => {
  if (current !== null) {
    if (typeof vnode.type === "string") beforeElement(current, vnode, vnode.type);
    else if (vnode.type !== Fragment) beforeComponent(current, vnode);
  }
  before?.(vnode);
};

hooks.diffed = (vnode) => {
  if (current !== null) {
    if (vnode.type === Head) current.headDepth--;
    else if (insideIsland.has(vnode)) current.islandDepth--;
    Object.assign(vnode, originals.get(vnode));
  }
  after?.(vnode);
};

const insideIsland = new WeakSet<Element>();
const originals = new WeakMap<Element, Partial<Element>>();

// For this rendering only: the element may be a constant of a module, which the next request renders again.
function change(vnode: Element, to: Partial<Element>): void {
  const { type, props } = vnode;
  if (!originals.has(vnode)) originals.set(vnode, { type, props });
  Object.assign(vnode, to);
}

function beforeComponent(state: RenderState, vnode: Element): void {
  if (vnode.type === Head) state.headDepth++;
  else if (insideIsland.has(vnode)) state.islandDepth++;
  else if (state.islandDepth === 0) {
    const island = state.assets?.islands.get(vnode.type);
    if (island !== undefined) markIsland(state, vnode, island);
  }
}

// Wraps an island in a pair of comments that tell the browser where it is. An island inside an island is a plain
// component, there as here.
function markIsland(state: RenderState, vnode: Element, island: Island): void {
  const { type, props } = vnode;
  if (props.children != null) throw new Error(`Island "${island.exportName}" cannot take children`);
  const index = state.islandProps.push(props) - 1;
  state.islands.add(island);
  const comment = (text: string) => h(Fragment, { UNSTABLE_comment: text } as object);
  const Marked = () => {
    const inner = h(type as () => JSX.Element, props) as Element;
    insideIsland.add(inner);
    return h(Fragment, null, comment(`frsh:island:${island.name}:${index}`), inner, comment("/frsh:island"));
  };
  change(vnode, { type: Marked });
}

const HEAD_ELEMENTS = new Set(["title", "meta", "link", "script", "style", "base", "noscript", "template"]);

function beforeElement(state: RenderState, vnode: Element, type: string): void {
  const { props } = vnode;
  const append = (child: ComponentChildren) =>
    change(vnode, { props: { ...props, children: [props.children, child] } });
  if (type === "html" || type === "head" || type === "body") state.seen[type] = true;
  if (type === "head") append(h(RestOfHead, {}));
  else if (type === "body") append(h(BootScript, {}));
  else if (type === "a") change(vnode, { props: { ...props, ...activeMarks(props, state.url) } });
  else if (type === "img" || type === "source") change(vnode, { props: lockAssets(props, BUILD_ID) });
  else if (type === "script" || type === "style") {
    change(vnode, { props: { ...props, nonce: props.nonce || state.nonce } });
  }
  if (HEAD_ELEMENTS.has(type)) moveToHead(state, vnode, type);
}

// An element in <Head> is kept for later; one in <head> gives way to the one that was kept under the same key.
function moveToHead(state: RenderState, vnode: Element, type: string): void {
  if (state.headDepth === 0 && state.head.size === 0) return;
  const key = headKey(vnode);
  if (state.headDepth > 0) {
    const props = vnode.key == null ? vnode.props : { ...vnode.props, "data-key": vnode.key };
    state.head.set(key, h(type, props) as Element);
    change(vnode, { type: () => null });
  } else if (state.head.has(key)) {
    change(vnode, { props: state.head.get(key)!.props });
    state.head.delete(key);
  }
}

// The same kind of thing has the same key: every title, the meta elements of one name, the links of one kind.
function headKey({ type, key, props }: Element): string {
  if (key != null || type === "title") return String(key ?? type);
  const skip = ["children", "nonce", "ref", { meta: "content", link: "href" }[String(type)]];
  const inner = (props.dangerouslySetInnerHTML as { __html: string } | undefined)?.__html;
  const parts = Object.keys(props).sort().filter((name) => !skip.includes(name));
  return [type, ...parts.map((name) => name === "dangerouslySetInnerHTML" ? inner : String(props[name]))].join("::");
}

function RestOfHead(): ComponentChildren {
  const rest = [...current!.head.values()];
  current!.head.clear();
  return rest;
}

function BootScript(): ComponentChildren {
  const { assets, islands, nonce } = current!;
  const scripts = [islands.size > 0 ? bootCode(current!, assets!) : undefined, assets?.liveReload];
  return scripts.filter((it) => it !== undefined).map((code) =>
    h("script", { type: "module", nonce, dangerouslySetInnerHTML: { __html: code } })
  );
}

function bootCode({ islands, islandProps, basePath }: RenderState, { runtime }: Assets): string {
  const from = ({ file }: { file: string }) => `from${scriptLiteral(basePath + file)};`;
  const imports = [...islands].map((it) => `import{${it.exportName} as ${it.name}}${from(it)}`).join("");
  const names = [...islands].map((it) => it.name).join();
  return `import{boot}${from(runtime)}${imports}boot({${names}},${propsExpression(islandProps)});`;
}
