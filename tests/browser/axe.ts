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

/**
 * What axe finds. Playwright's evaluate is not bound by the page's security policy, so that axe needs no exception from it.
 * @param rules only these
 */
export async function violations(page: Page, axe: string, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe);
  const options = JSON.stringify({ resultTypes: ["violations"], ...(rules && { runOnly: rules }) });
  const found: Violation[] = await page.evaluate(`axe.run(document, ${options}).then((it) => it.violations)`);
  return found.map(({ id, nodes }) =>
    `${id}: ${nodes.map((it) => `${it.target} ${it.failureSummary ?? ""}`).join(" | ")}`
  );
}

export async function assertAccessible(page: Page, axe: string, where: string): Promise<void> {
  assert.deepEqual(await violations(page, axe), [], where);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${where} is ${over} px too wide`);
}
