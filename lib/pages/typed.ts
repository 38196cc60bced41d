// What somebody typed into a page's address: whatever no database can store is left out, for whoever looks for it finds nothing.

const MAX_LENGTH = 256;

export const typed = (url: URL, name: string): string =>
  (url.searchParams.get(name) ?? "").replaceAll("\0", "").trim().slice(0, MAX_LENGTH).toWellFormed();
