// What axe finds on a page as it stands, and whether anything is wider than the screen.

import assert from "node:assert/strict";
import type { Page } from "playwright-core";

const AXE = new URL(import.meta.resolve("axe-core"));

/** The script, for `assertAccessible`. */
export const readAxe = (): Promise<string> => Deno.readTextFile(AXE);

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Playwright's evaluate is not bound by the page's security policy, so that axe needs no exception from it. */
export async function assertAccessible(page: Page, axe: string, where: string): Promise<void> {
  await page.evaluate(axe);
  const found: Violation[] = await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then((it) => it.violations)`,
  );
  const told = found.map(({ id, nodes }) =>
    `${id}: ${nodes.map((it) => `${it.target} ${it.failureSummary ?? ""}`).join(" | ")}`
  );
  assert.deepEqual(told, [], where);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
}
