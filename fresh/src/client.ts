// Boots islands in the browser: finds their markers, restores their props and renders each into the DOM that the server
// sent.
import { computed, signal } from "@preact/signals";
import { parse } from "devalue";
import { type ComponentType, h, options, render, type VNode } from "preact";
import { lockAssets } from "./asset.ts";
import { BUILD_ID } from "./build_id.ts";

type Props = Record<string, unknown>;

/** Renders all islands of the page; `props` is text of `serialize.ts`. */
export function boot(islands: Record<string, ComponentType<Props>>, props: string): void {
  const restored: Props[] = parse(props, {
    Signal: ([value]: unknown[]) => signal(value),
    Computed: ([value]: unknown[]) => computed(() => value),
  });
  for (const { name, index, start, end } of findIslands()) {
    const root = rootBetween(start, end);
    // A task each, so that no island keeps the page from answering input.
    setTimeout(() => render(h(islands[name], restored[index]), root));
  }
}

interface Found {
  name: string;
  index: number;
  start: ChildNode;
  end: ChildNode;
}

function findIslands(): Found[] {
  const found: Found[] = [];
  const comments: Comment[] = [];
  const walker = document.createTreeWalker(document.body, 128);
  while (walker.nextNode()) comments.push(walker.currentNode as Comment);
  let open: Omit<Found, "end"> | undefined;
  for (const comment of comments) {
    const [prefix, kind, name, index] = comment.data.split(":");
    if (prefix === "frsh" && kind === "island") {
      open = { name, index: +index, start: hide(comment) };
    } else if (comment.data === "/frsh:island" && open) {
      const end = hide(comment);
      if (end.parentNode === open.start.parentNode) {
        found.push({ ...open, end });
      } else console.error(`Invalid HTML nesting around island ${open.name}`);
      open = undefined;
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
// nodes.
function rootBetween(start: ChildNode, end: ChildNode): Element {
  const parent = start.parentNode!;
  const insert = (node: Node, before: Node | null) => parent.insertBefore(node, before ?? end);
  const root = {
    nodeType: 1,
    namespaceURI: (parent as Element).namespaceURI,
    parentNode: parent,
    get childNodes() {
      const nodes: ChildNode[] = [];
      for (let it = start.nextSibling!; it !== end; it = it.nextSibling!) {
        nodes.push(it);
      }
      return nodes;
    },
    get firstChild() {
      return start.nextSibling === end ? null : start.nextSibling;
    },
    insertBefore: insert,
    appendChild: (node: Node) => insert(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node) => root.childNodes.some((it) => it.contains(node)),
  };
  return root as unknown as Element;
}

// The server locked these URLs; another one here would load the image twice.
const previous = options.vnode;
options.vnode = (vnode) => {
  if (vnode.type === "img" || vnode.type === "source") {
    lockAssets((vnode as VNode<Props>).props, BUILD_ID);
  }
  previous?.(vnode);
};
