// The gate counts what `deno test` says, and nothing that proved nothing passes.
import assert from "node:assert/strict";
import { countTests } from "../../scripts/gate_count.ts";

const counted = (output: string, code: number) => Object.values(countTests(output, code)).join(" passed, ") + " failed";

Deno.test("tests and their steps are counted, and ignored ones have failed", () => {
  assert.equal(counted("…\nok | 5 passed | 0 failed (5s)\n", 0), "5 passed, 0 failed");
  assert.equal(counted("ok | 5 passed (3 steps) | 0 failed | 4 filtered out (5s)", 0), "8 passed, 0 failed");
  const all = "FAILED | 2 passed (1 step) | 2 failed (2 steps) | 1 ignored (1 step) (86ms)";
  assert.equal(counted(all, 1), "3 passed, 6 failed");
  assert.equal(counted("ok | 1 passed | 0 failed | 2 ignored (1ms)", 0), "1 passed, 2 failed");
});

Deno.test("colours do not hide the summary, and of several the last one counts", () => {
  const output =
    "ok | 9 passed | 0 failed (1ms)\n\x1b[0m\x1b[31mFAILED\x1b[0m | 1 passed | 1 failed \x1b[38m(2s)\x1b[0m\n";
  assert.equal(counted(output, 1), "1 passed, 1 failed");
});

Deno.test("a run that names no failure has failed when it ran nothing or ended in an error", () => {
  assert.equal(counted("ok | 0 passed | 0 failed | 6 filtered out (7ms)", 0), "0 passed, 1 failed");
  assert.equal(counted("error: Type checking failed.", 1), "0 passed, 1 failed");
  assert.equal(
    counted('ok | 3 passed | 0 failed (7ms)\nerror: Test failed because the "only" option was used', 1),
    "3 passed, 1 failed",
  );
  assert.equal(counted("", 124), "0 passed, 1 failed");
});
