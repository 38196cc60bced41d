// Numbers and tables as the page shows them.

/** Two digits: what a plan is worth. */
export const number = (value: number): string =>
  Number(value.toPrecision(2)).toLocaleString("en", { maximumFractionDigits: 3 });
export const exact = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 3 });
export const percent = (share: number): string => `${number(100 * share)} %`;
/** @param heads `: ` at the end of one whose column holds words */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const words = (head: string) => head.endsWith(": ");
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line(heads.map((head) => words(head) ? head.slice(0, -2) : head)),
    line(heads.map((head) => words(head) ? "---" : "---:")),
    ...rows.map(line),
  ].join("\n");
}
