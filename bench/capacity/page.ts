// The page about capacity: prose that is written by hand, and tables between marks that are written here.

import { TABLES } from "./tables.ts";

export const PAGE = new URL("../../docs/capacity.md", import.meta.url);

const MARKED = /(<!-- table: (\w+) -->\n)[^]*?(<!-- end -->)/g;

/** @returns the page with its tables as they are now. Throws for one that nobody knows, and for one that the page does not have */
export function withTables(page: string): string {
  const missing = new Set(Object.keys(TABLES));
  const filled = page.replaceAll(MARKED, (_, begin: string, name: string, end: string) => {
    const table = TABLES[name];
    if (table === undefined) throw new Error(`the page asks for a table ${name}`);
    missing.delete(name);
    return `${begin}\n${table()}\n\n${end}`;
  });
  if (missing.size > 0) throw new Error(`the page has no place for ${[...missing].join(", ")}`);
  return filled;
}
