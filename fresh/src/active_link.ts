// Marks links to the current page and to its ancestors, for styles and screen readers.

/** The attributes of a link: to the page at `url` itself, to one above it, or none. Own ones are left alone. */
export function activeMarks(props: Record<string, unknown>, url: URL): Record<string, string> | null {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/") || props["aria-current"] !== undefined) return null;
  const [, path, search] = /^([^?#]*)(\??[^#]*)/.exec(href)!;
  const [here, there] = [trim(url.pathname), trim(path)];
  if (here === there && (search === "" || search === url.search)) {
    return { "data-current": "true", "aria-current": "page" };
  }
  const above = here === there || there === "/" || here.startsWith(there + "/");
  return above ? { "data-ancestor": "true", "aria-current": "true" } : null;
}

function trim(path: string): string {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}
