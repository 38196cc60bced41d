// The HTML of messages, kept in this process by all that it is made of (`components/chat/thread/kept.ts`): rendering fifty was
// about half of a page's time.

import { LRUCache } from "lru-cache";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** Characters, of what is kept and of what it is kept by. */
const MOST = 4 * 1024 * 1024;

const kept = new LRUCache<string, string>({ maxSize: MOST, sizeCalculation: (html, by) => html.length + by.length });

export const keptHtml = {
  find: (by: string): string | undefined => kept.get(by),
  render(by: string, it: VNode, context: object): string {
    const html = renderToString(it, context);
    kept.set(by, html);
    return html;
  },
};
