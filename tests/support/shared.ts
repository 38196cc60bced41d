// The Postgres and the Redis that tests share. `deno test` runs each file by itself, so no variable can hold them for all:
// the gate starts one of each and names them in the environment. Without the gate (`deno test -P some_test.ts`) a file
// starts its own, once, and they end with it.
import { createDatabase, dropDatabase, startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";
import { makePglite, makePostgres, MIGRATED } from "./templates.ts";

let postgresUrl: Promise<string> | undefined;
let redisUrl: Promise<string> | undefined;
let pgliteFolder: Promise<string> | undefined;
let migrated: Promise<void> | undefined;

/** The URL of the shared Postgres; its maintenance database is nobody's: see `freshDatabase`. */
export function sharedPostgres(): Promise<string> {
  return postgresUrl ??= given("TEST_POSTGRES_URL", () => startPostgres({ fsync: false }));
}

/** The URL of the shared Redis: keep apart by a prefix of your own. */
export function sharedRedis(): Promise<string> {
  return redisUrl ??= given("TEST_REDIS_URL", () => startRedis());
}

interface FreshDatabase extends AsyncDisposable {
  url: string;
  drop(): Promise<void>;
}

/** A new, migrated database on the shared Postgres; `await using db = await freshDatabase()` drops it afterwards. */
export async function freshDatabase(): Promise<FreshDatabase> {
  await (migrated ??= sharedPostgres().then(makePostgres));
  return await newDatabase(MIGRATED);
}

/** One with nothing in it. */
export const emptyDatabase = (): Promise<FreshDatabase> => newDatabase();

async function newDatabase(template?: string): Promise<FreshDatabase> {
  const url = await createDatabase(await sharedPostgres(), undefined, template);
  const drop = () => dropDatabase(url);
  return { url, drop, [Symbol.asyncDispose]: drop };
}

/** Puts a migrated embedded database into a folder. */
export async function copyPglite(folder: string): Promise<void> {
  const from = await (pgliteFolder ??= Promise.resolve(Deno.env.get("TEST_PGLITE_FOLDER") ?? makePglite()));
  const { success } = await new Deno.Command("cp", { args: ["-R", `${from}/pg`, folder] }).output();
  if (!success) throw new Error(`could not copy ${from} to ${folder}`);
}

async function given(key: string, start: () => Promise<{ url: string }>): Promise<string> {
  return Deno.env.get(key) ?? (await start()).url;
}
