// `deno task admin`: what an operator does for people where nobody else can. It joins as one more instance for a moment, so that the
// others hear of it as they do of each other; an embedded database has room for one, and has to be stopped before.

import { assemble } from "./lib/assemble.ts";
import { type Config, readConfig } from "./lib/config.ts";
import { openLog } from "./lib/log.ts";
import { startupProblem } from "./lib/process/startup.ts";
import { ParleyError } from "./lib/protocol/errors.ts";
import type { Deps } from "./lib/services/deps.ts";
import { deactivate, resetPassword } from "./lib/services/operator.ts";

const USAGE = `deno task admin reset-password <user name>   prints a new password, once, and signs them out everywhere
deno task admin deactivate <user name>       closes the account, as its owner can; there is no way back`;

/** @returns what the operator is told */
type Command = (deps: Deps, username: string) => Promise<string>;

const COMMANDS = new Map<string | undefined, Command>([
  [
    "reset-password",
    async (deps, username) => `The password of ${username} is now ${await resetPassword(deps, username)}`,
  ],
  ["deactivate", (deps, username) => deactivate(deps, username).then(() => `The account of ${username} is closed.`)],
]);

const [verb, username, ...more] = Deno.args;
const command = COMMANDS.get(verb);
if (command === undefined || username === undefined || more.length > 0) {
  console.error(USAGE);
  Deno.exit(2);
}

let config: Config | undefined;
try {
  config = readConfig();
  await openLog("warning");
  console.log(await once(config, (deps) => command(deps, username)));
} catch (error) {
  console.error(startupProblem(error, config) ?? (error instanceof ParleyError ? refusal(error) : error));
  Deno.exit(1);
}
Deno.exit(0);

async function once<T>(config: Config, work: (deps: Deps) => Promise<T>): Promise<T> {
  const running = await assemble(config);
  try {
    return await work(running.deps);
  } finally {
    await running.close();
  }
}

/** Who owns groups is spoken to by the service, as everywhere. */
function refusal({ code, message }: ParleyError): string {
  return code === "owns_groups" ? `${username} would be told: ${message}` : message;
}
