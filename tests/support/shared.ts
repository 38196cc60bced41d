// The Postgres and the Redis that tests share. `deno test` runs each file by itself, so no variable can hold them for all:
// the gate starts one of each and names them in the environment. Without the gate (`deno test -P some_test.ts`) a file
// starts its own, once, and they end with it.
import { createDatabase, dropDatabase, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";

let postgresUrl: Promise<string> | undefined;
let redisUrl: Promise<string> | undefined;

/** The URL of the shared Postgres; its maintenance database is nobody's: see `freshDatabase`. */
export function sharedPostgres(): Promise<string> {
  return postgresUrl ??= given("TEST_POSTGRES_URL", () => startPostgres({ fsync: false }));
}

/** The URL of the shared Redis: keep apart by a prefix of your own. */
export function sharedRedis(): Promise<string> {
  return redisUrl ??= given("TEST_REDIS_URL", () => startRedis());
}

/** A new, empty database on the shared Postgres; `await using db = await freshDatabase()` drops it afterwards. */
export async function freshDatabase(): Promise<{ url: string; drop(): Promise<void> } & AsyncDisposable> {
  const url = await createDatabase(await sharedPostgres());
  const drop = () => dropDatabase(url);
  return { url, drop, [Symbol.asyncDispose]: drop };
}

async function given(key: string, start: () => Promise<{ url: string }>): Promise<string> {
  return Deno.env.get(key) ?? (await start()).url;
}
