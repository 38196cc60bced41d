// What Fresh adds while Preact renders on the server: island markers, the boot script, nonces, contents of <Head>,
// marks on links to the current page.
//
// Everything hangs on one hook, which Preact calls for each element before it is rendered. With precompiled JSX only
// components and the elements listed under `jsxPrecompileSkipElements` pass through it; the rest is ready-made text.
import { type ComponentChildren, Fragment, h, type JSX, options, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { BuildCache, Island } from "./build_cache.ts";
import { BUILD_ID } from "./build_id.ts";
import { Head } from "./head.ts";
import { lockAssets } from "./asset.ts";
import { markActive } from "./active_link.ts";
import { scriptString, serializeProps } from "./serialize.ts";

type Assets = Pick<BuildCache<unknown>, "runtime" | "islands" | "liveReload">;
type Props = Record<string, unknown> & { children?: ComponentChildren };
type HookedVNode = VNode<Props>;
type Hook = ((vnode: HookedVNode) => void) | undefined;
const hooks = options as unknown as { __b: Hook; diffed: Hook };

/** What is gathered while one page is rendered. */
export class RenderState {
  readonly nonce = crypto.randomUUID().replaceAll("-", "");
  /** Which parts of the document the components rendered themselves. */
  seen = { html: false, head: false, body: false };
  islands = new Set<Island>();
  islandProps: unknown[] = [];
  /** Elements of <Head>, by what they replace. */
  head = new Map<string, HookedVNode>();
  islandDepth = 0;
  headDepth = 0;

  constructor(readonly url: URL, readonly basePath: string, readonly build: Assets | null) {}

  /** The `Link` header that lets the browser load all chunks at once. */
  preloadHeader(): string {
    if (this.build === null || this.islands.size === 0) return "";
    const chunks = [this.build.runtime, ...this.islands];
    const files = new Set(chunks.flatMap(({ file, imports }) => [file, ...imports]));
    return [...files].map((file) => `<${encodeURI(this.basePath + file)}>; rel="modulepreload"; as="script"`).join(
      ", ",
    );
  }
}

// Rendering is synchronous, so one variable serves all requests.
let current: RenderState | null = null;

/** Renders with `state` receiving what the hook finds. */
export function renderWith(state: RenderState, run: (render: (vnode: JSX.Element) => string) => string): string {
  current = state;
  try {
    return run(renderToString);
  } finally {
    current = null;
  }
}

const previous = { before: hooks.__b, after: hooks.diffed };

hooks.__b = (vnode) => {
  if (current !== null) {
    if (typeof vnode.type === "string") beforeElement(current, vnode);
    else if (vnode.type !== Fragment) beforeComponent(current, vnode);
  }
  previous.before?.(vnode);
};

hooks.diffed = (vnode) => {
  if (current !== null) {
    if (vnode.type === Head) current.headDepth--;
    else if (insideIsland.has(vnode)) current.islandDepth--;
  }
  previous.after?.(vnode);
};

const insideIsland = new WeakSet<HookedVNode>();

function beforeComponent(state: RenderState, vnode: HookedVNode): void {
  if (vnode.type === Head) {
    state.headDepth++;
  } else if (insideIsland.has(vnode)) {
    state.islandDepth++;
  } else if (state.islandDepth === 0) {
    const island = state.build?.islands.get(vnode.type);
    if (island !== undefined) markIsland(state, vnode, island);
  }
}

// Wraps an island in a pair of comments that tell the browser where it is. An island inside an island is a plain
// component, there as here.
function markIsland(state: RenderState, vnode: HookedVNode, island: Island): void {
  const { type, props } = vnode;
  const index = state.islandProps.push(props) - 1;
  state.islands.add(island);
  if (props.children != null) {
    throw new Error(`Island "${island.exportName}" cannot take children`);
  }
  vnode.type = () => {
    const inner = h(type as () => JSX.Element, props) as HookedVNode;
    insideIsland.add(inner);
    const open = comment(`frsh:island:${island.name}:${index}`);
    return h(Fragment, null, open, inner, comment("/frsh:island"));
  };
}

function comment(text: string): VNode {
  return h(Fragment, { UNSTABLE_comment: text } as object);
}

function beforeElement(state: RenderState, vnode: HookedVNode): void {
  const type = vnode.type as string;
  switch (type) {
    case "html":
      state.seen.html = true;
      break;
    case "head":
      state.seen.head = true;
      append(vnode, h(RestOfHead, {}));
      break;
    case "body":
      state.seen.body = true;
      append(vnode, h(BootScript, {}));
      break;
    case "a":
      markActive(vnode.props, state.url);
      break;
    case "img":
    case "source":
      lockAssets(vnode.props, BUILD_ID);
      break;
    case "script":
    case "style":
      vnode.props.nonce ||= state.nonce;
  }
  if (HEAD_ELEMENTS.has(type)) moveToHead(state, vnode);
}

function append(vnode: HookedVNode, child: ComponentChildren): void {
  vnode.props.children = [vnode.props.children, child];
}

// deno-fmt-ignore
const HEAD_ELEMENTS = new Set(["title", "meta", "link", "script", "style", "base", "noscript", "template"]);

// An element in <Head> is kept for later; one in <head> gives way to the one that was kept under the same key.
function moveToHead(state: RenderState, vnode: HookedVNode): void {
  if (state.headDepth === 0 && state.head.size === 0) return;
  const key = headKey(vnode);
  if (state.headDepth > 0) {
    const kept = h(vnode.type as string, vnode.props) as HookedVNode;
    if (vnode.key != null) kept.props["data-key"] = vnode.key;
    state.head.set(key, kept);
    vnode.type = () => null;
  } else if (state.head.has(key)) {
    vnode.props = state.head.get(key)!.props;
    state.head.delete(key);
  }
}

// The same kind of thing has the same key: every title, the meta elements of one name, the links of one kind.
function headKey({ type, key, props }: HookedVNode): string {
  if (key != null) return String(key);
  if (type === "title") return "title";
  const skip = ["children", "nonce", "ref"];
  if (type === "meta") skip.push("content");
  if (type === "link") skip.push("href");
  const parts = Object.keys(props).sort()
    .filter((name) => !skip.includes(name))
    .map((name) =>
      name === "dangerouslySetInnerHTML" ? (props[name] as { __html: string }).__html : String(props[name])
    );
  return [type, ...parts].join("::");
}

function RestOfHead(): ComponentChildren {
  const state = current!;
  const rest = [...state.head.values()];
  state.head.clear();
  return rest;
}

function BootScript(): ComponentChildren {
  const state = current!;
  const { build, basePath } = state;
  if (build === null) return null;
  const scripts: string[] = [];
  if (state.islands.size > 0) scripts.push(bootCode(state, build));
  if (build.liveReload) scripts.push(build.liveReload);
  return scripts.map((code) =>
    h("script", { type: "module", nonce: state.nonce, dangerouslySetInnerHTML: { __html: code } })
  );

  function bootCode(state: RenderState, build: Assets): string {
    const url = (file: string) => scriptString(basePath + file);
    const islands = [...state.islands];
    const imports = islands.map((it) => `import{${it.exportName} as ${it.name}}from${url(it.file)};`);
    const names = islands.map((it) => it.name).join();
    const props = scriptString(serializeProps(state.islandProps));
    return `import{boot}from${url(build.runtime.file)};${imports.join("")}` + `boot({${names}},${props});`;
  }
}
