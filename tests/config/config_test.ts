// The configuration: defaults, every problem at once, and no secret ever shown.

import { strict as assert } from "node:assert";
import { envExample } from "../../lib/config/env_example.ts";
import { LIMIT_NAMES, limitKey } from "../../lib/config/limits.ts";
import { settingInfos } from "../../lib/config/settings.ts";
import { ConfigError, printable, readConfig } from "../../lib/config.ts";
import { DEFAULT_LIMITS } from "../../lib/protocol/limits.ts";

const ROOT = new URL("../../", import.meta.url);
const SECRET = "s3cret-s3cret-s3cret-s3cret-s3cret";
const POSTGRES = { DATABASE_URL: "postgres://u:hush@db:5432/x", JWT_SECRET: SECRET };

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    for (const problem of error.problems) assert.ok(error.message.includes(problem));
    return [...error.problems];
  }
  return [];
}

Deno.test("without any environment there is a configuration for a start on this machine", () => {
  assert.deepEqual(readConfig({}), {
    host: "127.0.0.1",
    port: 8000,
    publicUrl: undefined,
    trustedProxies: [],
    database: "embedded",
    redis: undefined,
    busChannels: 256,
    instances: 1,
    jwtSecret: undefined,
    sessionDays: 30,
    tokenHours: 24,
    directory: "open",
    urlTokens: true,
    dataDir: "./data",
    logLevel: "info",
    rateLimits: true,
    limits: { ...DEFAULT_LIMITS },
    metricsToken: undefined,
    development: false,
  });
  assert.deepEqual(readConfig({ HOST: "", PORT: "", DATABASE_URL: "" }), readConfig({}), "empty is not set");
});

Deno.test("every problem is told at once, with its name and what was expected", () => {
  const problems = problemsOf({
    PORT: "65536",
    HOST: "a\nb",
    PUBLIC_URL: "https://chat.example.com/path",
    TRUSTED_PROXIES: "10.0.0.0/8, nonsense",
    DATABASE_POOL: "many",
    REDIS_URL: "http://redis",
    SESSION_DAYS: "-1",
    LOG_LEVEL: "loud",
    LIMITS: "none",
    DIRECTORY: "shut",
    LIMIT_MESSAGE_BYTES: "0",
    LIMIT_MESAGE_BYTES: "5",
    PASSWORD_MIN: "5",
    DB_PORT: "5432",
    INSTANCES: "2",
  });
  const named = problems.map((problem) => problem.split(/[ :]/)[0]);
  assert.deepEqual(named.toSorted(), [
    "DATABASE_POOL",
    "DB_PORT",
    "DIRECTORY",
    "HOST",
    "INSTANCES",
    "LIMITS",
    "LIMIT_MESAGE_BYTES",
    "LIMIT_MESSAGE_BYTES",
    "LOG_LEVEL",
    "PASSWORD_MIN",
    "PORT",
    "PUBLIC_URL",
    "REDIS_URL",
    "SESSION_DAYS",
    "TRUSTED_PROXIES",
  ]);
  for (const problem of problems) assert.match(problem, /expected/);
});

Deno.test("the seed's names for database and Redis work, whatever is in the password", () => {
  const { database, redis } = readConfig({
    DB_HOST: "postgres",
    DB_USER: "me",
    DB_PASSWORD: "p@ss/w:rd?#%",
    DB_NAME: "chat app",
    REDIS_HOST: "::1",
    REDIS_PORT: "6380",
    INSTANCES: "1",
  });
  assert.deepEqual(database, { url: "postgres://me:p%40ss%2Fw%3Ard%3F%23%25@postgres:5432/chat%20app", poolSize: 10 });
  assert.deepEqual(redis, { url: "redis://[::1]:6380" });
  assert.match(problemsOf({ ...POSTGRES, DB_HOST: "x" }).join(), /DATABASE_URL and DB_HOST are both set/);
});

Deno.test("a host is a name or an address and nothing else, and what a driver could not decode is told before it tries", () => {
  const hosts = ["db.example.com", "postgres_1", "10.0.0.5", "::1", "[2001:db8::1]", "localhost"];
  for (const host of hosts) assert.deepEqual(problemsOf({ DB_HOST: host, REDIS_HOST: host, INSTANCES: "1" }), [], host);
  const wrong = ["db.example.com:5432", "http://db", "u@db", "db/x", "[::1", "fe80::1%eth0", "d b", "::1]:5/[x"];
  for (const host of wrong) {
    const problems = problemsOf({ DB_HOST: host, REDIS_HOST: host, JWT_SECRET: SECRET, PORT: "x" });
    assert.deepEqual(problems.map((problem) => problem.split(" ")[0]), ["PORT", "DB_HOST", "REDIS_HOST"], host);
    assert.match(problems[1]!, /expected a name or an address without a port/);
  }
  const bare = { DATABASE_URL: "postgres://u:50%off@db/x", REDIS_URL: "redis://:a%b@r", JWT_SECRET: SECRET };
  assert.deepEqual(problemsOf(bare), [
    "DATABASE_URL is set, but expected %25 for a % in a user name or password",
    "REDIS_URL is set, but expected %25 for a % in a user name or password",
  ]);
  assert.deepEqual(
    problemsOf({ ...bare, DATABASE_URL: "postgres://u:50%25off@db/x", REDIS_URL: "redis://:a%25b@r" }),
    [],
  );
});

Deno.test("what one machine cannot know of another must be set", () => {
  assert.match(problemsOf({ DATABASE_URL: POSTGRES.DATABASE_URL }).join(), /^JWT_SECRET is not set/);
  assert.deepEqual(problemsOf({ DATABASE_URL: POSTGRES.DATABASE_URL, INSTANCES: "4" }), []);
  assert.match(
    problemsOf({ ...POSTGRES, JWT_SECRET: "your-secret-key" }).join(),
    /JWT_SECRET is set, but expected at least 32/,
  );
  assert.match(problemsOf({ INSTANCES: "2" }).join(), /INSTANCES is "2": expected DATABASE_URL/);
  assert.deepEqual(problemsOf({ INSTANCES: "1" }), []);
});

Deno.test("every limit can be changed by its name, within what the rest can bear", () => {
  for (const name of LIMIT_NAMES) {
    const value = DEFAULT_LIMITS[name];
    assert.equal(readConfig({ [limitKey(name)]: `${value}` }).limits[name], value, name);
    assert.equal(problemsOf({ [limitKey(name)]: "0" }).length > 0, true, name);
    assert.equal(problemsOf({ [limitKey(name)]: "1e3" }).length > 0, true, name);
  }
  assert.equal(readConfig({ LIMIT_MESSAGE_BYTES: "100" }).limits.messageBytes, 100);
  assert.equal(readConfig({ PASSWORD_MIN: "6" }).limits.passwordMin, 6);
  assert.match(
    problemsOf({ LIMIT_PAGE_MAX: "10" }).join(),
    /LIMIT_PAGE_DEFAULT is 50: expected at most LIMIT_PAGE_MAX/,
  );
  assert.match(problemsOf({ PASSWORD_MIN: "9", LIMIT_PASSWORD_MIN: "9" }).join(), /both set/);
});

Deno.test("neither the printed configuration nor a problem shows a secret", () => {
  const secret = "hush";
  const shown = [
    printable(readConfig({ ...POSTGRES, REDIS_URL: `rediss://default:${secret}@r:6379` })),
    printable(readConfig({ JWT_SECRET: SECRET, DATABASE_URL: `postgres://db/x?user=u&password=${secret}` })),
    ...problemsOf({ DATABASE_URL: `mysql://u:${secret}@db`, REDIS_URL: `http://:${secret}@r`, JWT_SECRET: "hush" }),
  ];
  for (const text of shown) assert.doesNotMatch(text, /hush|s3cret/);
  assert.match(shown[0]!, /"port": 8000/);
});

Deno.test(".env.example is what the settings say", () => {
  const file = Deno.readTextFileSync(new URL(".env.example", ROOT));
  assert.equal(file, envExample(), "run: deno task env-example");
});

Deno.test(".env.example is a configuration that works when its lines are switched on one by one, but for the words in the place of secrets", () => {
  const [ours = ""] = envExample().split("# --- Only for compose.yaml");
  const lines = ours.split("\n").filter((line) => /^#[A-Z_]+=/.test(line));
  assert.equal(lines.length, settingInfos.length + LIMIT_NAMES.length);
  let refused = 0;
  for (const line of lines) {
    const [name = "", value = ""] = line.slice(1).split(/=(.*)/);
    const context: Record<string, string> = {
      DB_PORT: "DB_HOST",
      DB_USER: "DB_HOST",
      DB_PASSWORD: "DB_HOST",
      DB_NAME: "DB_HOST",
    };
    const env: Record<string, string> = { [name]: value.replaceAll('"', "") };
    if (context[name]) env[context[name]] = "postgres";
    if (name === "REDIS_PORT") env.REDIS_HOST = "redis";
    if (name === "INSTANCES") Object.assign(env, POSTGRES);
    if ("DB_HOST" in env || name === "DATABASE_URL") env.INSTANCES = "1";
    // The words in the place of a secret are long enough for one, and known to everybody.
    const expected = value.startsWith('"the output of')
      ? [`${name} is set, but expected what the command of .env.example prints, not the words that stand there`]
      : [];
    assert.deepEqual(problemsOf(env), expected, line);
    refused += expected.length;
  }
  assert.equal(refused, 2);
});

Deno.test("the server may read exactly the variables that are settings", () => {
  const { permissions } = JSON.parse(Deno.readTextFileSync(new URL("deno.json", ROOT)));
  assert.deepEqual(
    permissions.server.env.allow.toSorted(),
    [...settingInfos.map((info) => info.name), "LIMIT_*"].toSorted(),
  );
});
