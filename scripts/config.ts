// `deno task config`: the configuration as it is understood, without secrets, or everything that is wrong with it.

import { ConfigError, printable, readConfig } from "../lib/config.ts";

try {
  console.log(printable(readConfig()));
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
