// Every setting but the limits: name, what it is for, what it may be. One table for reading, for `.env.example` and for the
// messages; what follows from several of them together is decided in `lib/config.ts`.

import * as z from "zod";
import { host, INSTEAD_OF_SECRET, line, networks, origin, secret, url, whole, word } from "./values.ts";

/** What an operator reads about a setting. */
const aboutSchema = z.object({
  section: z.string(),
  about: z.string(),
  /** shown in `.env.example` in the place of a default */
  example: z.string().optional(),
  /** never shown again */
  secret: z.literal(true).optional(),
});
type About = z.infer<typeof aboutSchema>;

const about = (section: string, text: string, more: { example?: string; secret?: true } = {}): About => ({
  section,
  about: text,
  ...more,
});

const ADDRESS = "Where it is reached";
const DATABASE = "Database: without any of these, one is embedded in DATA_DIR";
const BUS = "Several instances";
const SIGN_IN = "Accounts";
const RUNNING = "Running";

export const settings = z.object({
  HOST: line.default("127.0.0.1").meta(about(ADDRESS, "The address to listen on; 0.0.0.0 for all.")),
  PORT: whole(0, 65_535).prefault("8000").meta(about(ADDRESS, "The port to listen on; 0 for any free one.")),
  PUBLIC_URL: origin.optional().meta(about(
    ADDRESS,
    "The origin that browsers see. Under https the sign-in cookie is Secure, and HSTS is sent.",
    { example: "https://chat.example.com" },
  )),
  TRUSTED_PROXIES: networks.optional().meta(about(
    ADDRESS,
    "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses and networks, apart by commas.",
    { example: "127.0.0.1,10.0.0.0/8" },
  )),

  DATABASE_URL: url("postgres:", "postgresql:").optional().meta(about(
    DATABASE,
    "A Postgres (15 or later) of your own.",
    { example: "postgres://parley:password@db.example.com:5432/parley", secret: true },
  )),
  DB_HOST: host.optional().meta(
    about(DATABASE, "The same in parts, instead of DATABASE_URL.", { example: "postgres" }),
  ),
  DB_PORT: whole(1, 65_535).optional().meta(about(DATABASE, "5432 unless told.", { example: "5432" })),
  DB_USER: line.optional().meta(about(DATABASE, "postgres unless told.", { example: "postgres" })),
  DB_PASSWORD: line.optional().meta(about(DATABASE, "None unless told.", { example: "password", secret: true })),
  DB_NAME: line.optional().meta(about(DATABASE, "chat_app unless told.", { example: "chat_app" })),
  DATABASE_POOL: whole(1, 1_000).prefault("10").meta(
    about(DATABASE, "Connections of each instance to that Postgres; one more asks whether it is still there."),
  ),

  INSTANCES: whole(1, 256).optional().meta(about(
    BUS,
    "How many workers share the port on this machine; needs DATABASE_URL.",
    { example: "4" },
  )),
  REDIS_URL: url("redis:", "rediss:").optional().meta(about(
    BUS,
    "Carries news between instances. Without it they find them in the database, more slowly.",
    { example: "redis://redis.example.com:6379", secret: true },
  )),
  REDIS_HOST: host.optional().meta(about(BUS, "The same in parts, instead of REDIS_URL.", { example: "redis" })),
  REDIS_PORT: whole(1, 65_535).optional().meta(about(BUS, "6379 unless told.", { example: "6379" })),
  BUS_CHANNELS: whole(1, 1_024).prefault("256").meta(about(
    BUS,
    "Channels that the news are spread over; the same number on every instance.",
  )),

  JWT_SECRET: secret(32).optional().meta(about(
    SIGN_IN,
    "Signs the tokens: at least 32 random characters, the same on every machine. Made and kept in DATA_DIR where that suffices.",
    { example: `${INSTEAD_OF_SECRET}openssl rand -base64 48`, secret: true },
  )),
  SESSION_DAYS: whole(1, 3_650).prefault("30").meta(about(SIGN_IN, "Days that a sign-in lasts.")),
  TOKEN_HOURS: whole(1, 8_760).prefault("24").meta(about(SIGN_IN, "Hours that a token of the API lasts.")),
  PASSWORD_MIN: whole(6, 1_024).optional().meta(about(
    SIGN_IN,
    "Characters that a new password has at least: another name of LIMIT_PASSWORD_MIN.",
    { example: "8" },
  )),
  DIRECTORY: word("open", "closed").default("open").meta(about(
    SIGN_IN,
    "closed: only people who share a conversation find each other.",
  )),
  URL_TOKENS: word("on", "off").default("on").meta(about(
    SIGN_IN,
    "Whether ?token= in an address is a credential; it can end up in the logs of proxies.",
  )),

  ENV_FILE: line.default(".env").meta(about(RUNNING, "A file of settings like this one; off: none is read.")),
  DATA_DIR: line.default("./data").meta(
    about(
      RUNNING,
      "Where the embedded database and the secrets made here are kept; ./data or below, Parley may write nowhere else.",
    ),
  ),
  LOG_LEVEL: word("debug", "info", "warning", "error").default("info").meta(
    about(RUNNING, "The least that is logged."),
  ),
  LIMITS: word("on", "off").default("on").meta(about(
    RUNNING,
    "off: no limits of rates, for load tests. The limits of sizes stay.",
  )),
  METRICS_TOKEN: secret(16).optional().meta(about(
    RUNNING,
    "Who shows it (Authorization: Bearer) may read /metrics from anywhere; without it, only this machine may, asking directly.",
    { example: `${INSTEAD_OF_SECRET}openssl rand -hex 32`, secret: true },
  )),
  DEVELOPMENT: word("on", "off").default("off").meta(about(
    RUNNING,
    "on: /dev/components, and the made-up languages en-XA and ar-XB. `deno task dev` has it on.",
  )),
});

export type Settings = z.infer<typeof settings>;

/** What is known of one setting, for those who print it. */
export type SettingInfo = About & {
  name: string;
  /** as text; undefined: none */
  default: string | undefined;
};

export const settingInfos: SettingInfo[] = Object.entries(settings.shape).map(([name, schema]) => ({
  ...aboutSchema.parse(schema.meta()),
  name,
  default: schema.def.type === "default" || schema.def.type === "prefault"
    ? String(schema.def.defaultValue)
    : undefined,
}));
