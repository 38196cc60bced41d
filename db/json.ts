// Times inside JSON values. A column of its own is turned into RFC 3339 by the drivers; inside JSON only SQL can do it.

/** `column` as RFC 3339 text in UTC with milliseconds: the form in which both drivers give a column. */
export const isoTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
