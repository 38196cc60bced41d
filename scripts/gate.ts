// The one gate (`deno task test`): format, lint, types and every test, against one real Postgres and one real Redis that it
// starts. Each runs even if one before it failed. The last line is `N passed, N failed`; the exit code is 0 only if nothing
// failed. `deno task test tests/bus --filter "a gap"` hands its arguments to `deno test`.
import { ensureAll } from "../tests/support/ensure.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { startRedis } from "../tests/support/redis.ts";
import { removeFolder } from "../tests/support/temp.ts";
import { makePglite } from "../tests/support/templates.ts";
import { runDeno } from "./gate_command.ts";
import { add, type Count, countCommand, countTests } from "./gate_count.ts";

/** On a slow day the machine takes two and a half times as long as on others, where the gate needs 36. */
const MINUTES = 85;
/** What tests run against; `ensure.ts` knows where it comes from. */
const SERVERS = ["postgres", "redis-server", "nginx"] as const;
const BROWSERS = ["chromium", "chromium-headless-shell"] as const;
const deadline = new AbortController();
const watchdog = setTimeout(() => stop(`the gate took longer than ${MINUTES} minutes`), MINUTES * 60_000);
for (const name of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(name, () => stop(`the gate got ${name}`));

let total: Count = { passed: 0, failed: 0 };
for (const args of [["fmt", "--check"], ["lint"], ["check"]]) {
  console.log(`\n# deno ${args.join(" ")}`);
  total = add(total, countCommand((await runDeno(args, {}, deadline.signal)).code));
}
total = add(total, await tests(Deno.args));
clearTimeout(watchdog);
console.log(`${total.passed} passed, ${total.failed} failed`);
Deno.exit(total.failed === 0 ? 0 : 1);

async function tests(args: string[]): Promise<Count> {
  console.log("\n# deno test");
  try {
    await ensureAll([...SERVERS, ...BROWSERS, "emoji", "chinese", "go"]);
    await using postgres = await startPostgres({ fsync: false });
    await using redis = await startRedis();
    const pglite = await makePglite();
    const env = { TEST_POSTGRES_URL: postgres.url, TEST_REDIS_URL: redis.url, TEST_PGLITE_FOLDER: pglite };
    const { code, tail } = await runDeno(["test", "-P", "--no-check", ...withFolder(args)], env, deadline.signal);
    await removeFolder(pglite);
    return countTests(tail, code);
  } catch (error) {
    console.error(error);
    return { passed: 0, failed: 1 };
  }
}

/** All of tests/, unless an argument names a file or a folder. */
function withFolder(args: string[]): string[] {
  return args.some(exists) ? args : [...args, "tests/"];
}

function exists(path: string): boolean {
  try {
    return Boolean(Deno.statSync(path));
  } catch {
    return false;
  }
}

function stop(why: string): void {
  console.error(`\n${why}: ending what it started`);
  deadline.abort();
}
