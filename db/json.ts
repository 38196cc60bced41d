// Values inside JSON, and what of a relation is made into one JSON value.

/**
 * `column` as RFC 3339 text in UTC with milliseconds: the form in which both drivers give a column. Inside JSON only SQL can do it.
 */
export const isoTime = (column: string): string =>
  `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** An expression for each value of a row. */
export type Values<Row> = { [K in keyof Row]: string };

/** One row as a JSON object. */
export const objectJson = <Row>(values: Values<Row>): string =>
  `json_build_object(${entriesOf(values).map(([name, value]) => `'${name}', ${value}`).join(", ")})`;

/**
 * Rows as a JSON array of objects, which costs a fifth less than one object at a time.
 * @param from the rest of a query, whose order is kept
 */
export const rowsJson = <Row>(values: Values<Row>, from: string): string => {
  const columns = entriesOf(values).map(([name, value]) => `${value} as "${name}"`).join(", ");
  return `(select coalesce(json_agg(listed), '[]') from (select ${columns} from ${from}) listed)`;
};

const entriesOf = <Row>(values: Values<Row>) => Object.entries<string>(values);
