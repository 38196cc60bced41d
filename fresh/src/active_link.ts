// Marks links to the current page and to its ancestors, for styles and screen readers.

/**
 * Sets `data-current` and `aria-current="page"` on a link to the page at `url`, `data-ancestor` and
 * `aria-current="true"` on one to a page above it.
 */
export function markActive(props: Record<string, unknown>, url: URL): void {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/")) return;
  if (props["aria-current"] !== undefined) return;
  const target = new URL(href, "http://localhost");
  const here = trim(url.pathname);
  const there = trim(target.pathname);
  const same = here === there && (!target.search || target.search === url.search);
  if (same) {
    props["data-current"] = "true";
    props["aria-current"] = "page";
  } else if (here === there || there === "/" || here.startsWith(there + "/")) {
    props["data-ancestor"] = "true";
    props["aria-current"] = "true";
  }
}

function trim(pathname: string): string {
  return pathname.length > 1 && pathname.endsWith("/") ? pathname.slice(0, -1) : pathname;
}
