// `<Head>`: puts elements into the document's head from anywhere in a page.
import type { ComponentChildren } from "preact";

/** Props of {@linkcode Head}. */
export interface HeadProps {
  children?: ComponentChildren;
}

/**
 * Moves its children, such as `<title>` and `<meta>`, to the document's head, where they take the place of what is
 * alike. Works while the server renders (see `ssr.ts`); in the browser it renders nothing.
 */
export function Head(props: HeadProps): ComponentChildren {
  return typeof document === "undefined" ? props.children : null;
}
