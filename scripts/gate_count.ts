// What one step of the gate came to, in numbers.
import { stripVTControlCharacters } from "node:util";

/** Cases that passed and cases that did not. */
export interface Count {
  passed: number;
  failed: number;
}

/** A command that is one case: exit code 0 is a pass. */
export function countCommand(code: number): Count {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * `deno test`, from its last summary line, such as `FAILED | 2 passed (1 step) | 1 failed | 1 ignored (3 steps) (86ms)`.
 * (Its JUnit report misses files that fail to load and cannot tell ignored tests from filtered ones.) Steps count as the
 * tests do. An ignored test has proved nothing, so it failed; so has a run of no tests, or one that ended in an error
 * without naming a failure: a type error, a crash, `only`, a time-out.
 */
export function countTests(output: string, code: number): Count {
  const summary = stripVTControlCharacters(output).match(/^(?:ok|FAILED) \| \d+ passed.*$/gm)?.at(-1) ?? "";
  const passed = casesOf(summary, "passed");
  const failed = casesOf(summary, "failed") + casesOf(summary, "ignored");
  const nothingNamed = failed === 0 && (code !== 0 || passed === 0);
  return { passed, failed: nothingNamed ? 1 : failed };
}

/** Both together. */
export function add(a: Count, b: Count): Count {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed };
}

function casesOf(summary: string, word: string): number {
  const [, tests = "0", steps = "0"] = summary.match(new RegExp(`(\\d+) ${word}(?: \\((\\d+) steps?\\))?`)) ?? [];
  return Number(tests) + Number(steps);
}
