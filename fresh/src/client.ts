// Boots islands in the browser: finds their markers, restores their props and renders each into the DOM that the server
// sent.
import { computed, signal } from "@preact/signals";
import { parse } from "devalue";
import { type ComponentType, h, options, render, type VNode } from "preact";
import { lockAssets } from "./asset.ts";
import { BUILD_ID } from "./build_id.ts";

type Props = Record<string, unknown>;

/** Renders all islands of the page; `props` is what an expression of `serialize.ts` gives. */
export function boot(islands: Record<string, ComponentType<Props>>, props: string | Props[]): void {
  const restored: Props[] = typeof props !== "string" ? props : parse(props, {
    Signal: ([value]: unknown[]) => signal(value),
    Computed: ([value]: unknown[]) => computed(() => value),
  });
  // A task each, so that no island keeps the page from answering input.
  for (const { name, index, root } of findIslands()) {
    setTimeout(() => render(h(islands[name], restored[index]), root));
  }
}

function findIslands(): { name: string; index: number; root: Element }[] {
  const comments: Comment[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_COMMENT);
  while (walker.nextNode()) comments.push(walker.currentNode as Comment);
  const found: ReturnType<typeof findIslands> = [];
  let start: ChildNode | undefined;
  let label: string[] = [];
  for (const comment of comments) {
    if (comment.data.startsWith("frsh:island:")) {
      label = comment.data.split(":").slice(2);
      start = hide(comment);
    } else if (comment.data === "/frsh:island" && start) {
      const [name, index] = label;
      const end = hide(comment);
      if (end.parentNode === start.parentNode) found.push({ name, index: +index, root: rootBetween(start, end) });
      else console.error(`Island ${name}: invalid HTML nesting, the browser moved its end`);
      start = undefined;
    }
  }
  return found;
}

// Preact skips comments when it looks for the next sibling, and would put new nodes behind the end marker. An empty
// text it does not skip.
function hide(comment: Comment): ChildNode {
  const text = new Text("");
  comment.replaceWith(text);
  return text;
}

// Stands for the nodes between two markers, as an element would for its children: an island may have any number of root
// nodes. Its members are those that Preact uses of the element it renders to.
function rootBetween(start: ChildNode, end: ChildNode): Element {
  const parent = start.parentNode as Element;
  const root = {
    nodeType: 1,
    namespaceURI: parent.namespaceURI,
    parentNode: parent,
    get childNodes() {
      const nodes: ChildNode[] = [];
      for (let it = start.nextSibling!; it !== end; it = it.nextSibling!) nodes.push(it);
      return nodes;
    },
    get firstChild() {
      return start.nextSibling === end ? null : start.nextSibling;
    },
    insertBefore: (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node) => root.childNodes.some((it) => it.contains(node)),
  };
  return root as unknown as Element;
}

// The server locked these URLs; another one here would load the image twice.
const previous = options.vnode;
options.vnode = (vnode) => {
  const element = vnode as VNode<Props>;
  if (vnode.type === "img" || vnode.type === "source") element.props = lockAssets(element.props, BUILD_ID);
  previous?.(vnode);
};
