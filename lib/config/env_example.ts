// `.env.example`, made of the same table that the configuration is read by. `scripts/env_example.ts` writes it, and a test fails
// when the file is not what this says.

import { DEFAULT_LIMITS } from "../protocol/limits.ts";
import { LIMIT_NAMES, limitKey } from "./limits.ts";
import { type SettingInfo, settingInfos } from "./settings.ts";

const HEAD = `# Settings of Parley. Every line is optional: it starts without any of them.
# Copy this file to .env and remove the "#" before what you change. What the environment holds already wins over .env.
# \`deno task config\` prints the settings as they are understood. Made by \`deno task env-example\`.
`;

const COMPOSE = `
# --- Only for compose.yaml, which also needs PUBLIC_URL and JWT_SECRET ---

# Of the Postgres and the Redis in there; they go into URLs: use the output of openssl rand -hex 32.
#POSTGRES_PASSWORD=
#REDIS_PASSWORD=

# Where nginx is reached on this machine.
#HTTP_PORT=8080

# With compose.tls.yaml, which says more: the certificate's folder, and where TLS is reached. Only 443 is where HTTP_PORT sends people.
#TLS_FOLDER=./data/tls
#HTTPS_PORT=443
`;

/** The whole text of `.env.example`. */
export function envExample(): string {
  const sections = Map.groupBy(settingInfos, (info) => info.section);
  const parts = [...sections].map(([title, infos]) => `\n# --- ${title} ---\n\n${infos.map(entry).join("\n")}`);
  return `${HEAD}${parts.join("")}\n# --- Limits: bytes, characters, or numbers of things ---\n\n${limits()}${COMPOSE}`;
}

const entry = (info: SettingInfo): string =>
  `# ${info.about}\n#${info.name}=${quoted(info.default ?? info.example ?? "")}\n`;

/** As a dotenv file wants it: quotes where a space or sign would end the value. */
const quoted = (value: string): string => /[\s#"']/.test(value) ? `"${value}"` : value;

/** What else bounds it. */
const LIMIT_ABOUT: Partial<Record<(typeof LIMIT_NAMES)[number], string>> = {
  bodyBytes: "# Behind deploy/nginx.conf no more than client_max_body_size there, which is 1 MiB.\n",
};

const limits = (): string =>
  LIMIT_NAMES.map((name) => `${LIMIT_ABOUT[name] ?? ""}#${limitKey(name)}=${DEFAULT_LIMITS[name]}\n`).join("");
