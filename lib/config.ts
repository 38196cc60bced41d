// The configuration: one value, read once, judged whole. The only place that knows the environment; whatever is wrong with it is
// told in one error, all at once, and never with the value of a secret.

import { parseEnv } from "node:util";
import { disorder, readLimits } from "./config/limits.ts";
import { type SettingInfo, settingInfos, type Settings, settings } from "./config/settings.ts";
import type { Limits } from "./protocol/limits.ts";

export interface Config {
  host: string;
  port: number;
  /** the origin that browsers see; undefined: whatever host a request names */
  publicUrl: string | undefined;
  trustedProxies: string[];
  database: { url: string; poolSize: number } | "embedded";
  redis: { url: string } | undefined;
  busChannels: number;
  /** workers on one port */
  instances: number;
  /** undefined: made at first start and kept in `dataDir` */
  jwtSecret: string | undefined;
  sessionDays: number;
  tokenHours: number;
  directory: "open" | "closed";
  /** whether `?token=` is a credential */
  urlTokens: boolean;
  dataDir: string;
  logLevel: Settings["LOG_LEVEL"];
  /** whether rates are limited; sizes always are */
  rateLimits: boolean;
  limits: Limits;
  /** who shows it may read the metrics; undefined: only this machine may */
  metricsToken: string | undefined;
  /** whether what only developers need is there: `/dev/components`, made-up languages */
  development: boolean;
}

/** The configuration cannot be used; each problem is one line. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  constructor(readonly problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
  }
}

export type Environment = Record<string, string | undefined>;

/**
 * The environment of this process, over what the file that `ENV_FILE` names says (`.env` unless told, if it is there).
 * @throws ConfigError: it names a file that cannot be read
 */
export function environment(): Environment {
  const own = Deno.env.toObject();
  const path = own.ENV_FILE || ".env";
  if (path === "off") return own;
  try {
    return { ...parseEnv(Deno.readTextFileSync(path)), ...own };
  } catch (error) {
    if (own.ENV_FILE === undefined && error instanceof Deno.errors.NotFound) return own;
    throw new ConfigError([`ENV_FILE is "${path}": expected a file that can be read, or off`]);
  }
}

/**
 * @param env the environment; a variable set to "" counts as not set, as compose files write it
 * @throws ConfigError with every problem there is
 */
export function readConfig(env: Environment = environment()): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const problems: string[] = [];
  const limits = readLimits(given, problems);
  const parsed = settings.safeParse(given);
  const wrong = parsed.error?.issues.map((issue) => describe(String(issue.path[0]), given, issue.message)) ?? [];
  if (parsed.data?.PASSWORD_MIN !== undefined) limits.passwordMin = parsed.data.PASSWORD_MIN;
  problems.unshift(...wrong, ...contradictions(given));
  problems.push(...disorder(limits));
  if (parsed.data === undefined || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data, limits);
}

const infos = new Map(settingInfos.map((info): [string, SettingInfo] => [info.name, info]));

const describe = (name: string, given: Environment, expected: string): string =>
  infos.get(name)?.secret ? `${name} is set, but ${expected}` : `${name} is "${given[name]}": ${expected}`;

/** Two names of one setting, the second of which has parts. */
const ALTERNATIVES = [
  ["DATABASE_URL", "DB_HOST", ["DB_PORT", "DB_USER", "DB_PASSWORD", "DB_NAME"]],
  ["REDIS_URL", "REDIS_HOST", ["REDIS_PORT"]],
  ["PASSWORD_MIN", "LIMIT_PASSWORD_MIN", []],
] as const;

/** What is wrong between settings that may each be right. */
function contradictions(given: Environment): string[] {
  const problems: string[] = [];
  for (const [url, host, parts] of ALTERNATIVES) {
    const set = parts.filter((part) => part in given);
    if (url in given && host in given) problems.push(`${url} and ${host} are both set: expected one of them`);
    else if (!(host in given) && set.length > 0) problems.push(`${set.join(", ")}: expected ${host} as well`);
  }
  const external = "DATABASE_URL" in given || "DB_HOST" in given;
  if (!external && Number(given.INSTANCES) > 1) {
    problems.push(
      `INSTANCES is "${given.INSTANCES}": expected DATABASE_URL as well, the embedded database serves one process only`,
    );
  }
  if (external && !("INSTANCES" in given) && !("JWT_SECRET" in given)) {
    problems.push(
      "JWT_SECRET is not set: expected at least 32 random characters, the same on every machine that shares the database, " +
        "or INSTANCES=1 if this machine stays the only one",
    );
  }
  return problems;
}

function toConfig(values: Settings, limits: Limits): Config {
  return {
    host: values.HOST,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL,
    trustedProxies: values.TRUSTED_PROXIES ?? [],
    database: databaseOf(values),
    redis: redisOf(values),
    busChannels: values.BUS_CHANNELS,
    instances: values.INSTANCES ?? 1,
    jwtSecret: values.JWT_SECRET,
    sessionDays: values.SESSION_DAYS,
    tokenHours: values.TOKEN_HOURS,
    directory: values.DIRECTORY,
    urlTokens: values.URL_TOKENS === "on",
    dataDir: values.DATA_DIR.replace(/(?<=.)\/+$/, ""),
    logLevel: values.LOG_LEVEL,
    rateLimits: values.LIMITS === "on",
    limits,
    metricsToken: values.METRICS_TOKEN,
    development: values.DEVELOPMENT === "on",
  };
}

function databaseOf(values: Settings): Config["database"] {
  const poolSize = values.DATABASE_POOL;
  if (values.DATABASE_URL !== undefined) return { url: values.DATABASE_URL, poolSize };
  if (values.DB_HOST === undefined) return "embedded";
  const user = encodeURIComponent(values.DB_USER ?? "postgres");
  const password = values.DB_PASSWORD === undefined ? "" : `:${encodeURIComponent(values.DB_PASSWORD)}`;
  const name = encodeURIComponent(values.DB_NAME ?? "chat_app");
  return {
    url: `postgres://${user}${password}@${hostPart(values.DB_HOST)}:${values.DB_PORT ?? 5432}/${name}`,
    poolSize,
  };
}

function redisOf(values: Settings): Config["redis"] {
  if (values.REDIS_URL !== undefined) return { url: values.REDIS_URL };
  if (values.REDIS_HOST === undefined) return undefined;
  return { url: `redis://${hostPart(values.REDIS_HOST)}:${values.REDIS_PORT ?? 6379}` };
}

/** A host as it stands in a URL: IPv6 in brackets. */
export const hostPart = (host: string): string => host.includes(":") && !host.startsWith("[") ? `[${host}]` : host;

/** The configuration as JSON for a person to read, without a single secret. */
export function printable(config: Config): string {
  const shown = {
    ...config,
    jwtSecret: config.jwtSecret === undefined ? "(made at first start)" : HIDDEN,
    metricsToken: config.metricsToken === undefined ? "(none)" : HIDDEN,
    database: config.database === "embedded"
      ? "embedded"
      : { ...config.database, url: withoutPassword(config.database.url) },
    redis: config.redis && { url: withoutPassword(config.redis.url) },
  };
  return JSON.stringify(shown, null, 2);
}

const HIDDEN = "(hidden)";

/** Passwords stand in the user part, and for some drivers in the query: both go. */
function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== "") url.password = "hidden";
  for (const key of [...url.searchParams.keys()]) {
    if (/pass|secret|token|key/i.test(key)) url.searchParams.set(key, "hidden");
  }
  return url.href;
}
