// Finds the real servers and the browser that tests run against, and installs them (Debian, as root) where they are missing.
// What cannot be had is an error, so the test fails: a test that is skipped has proved nothing.
import { install } from "./apt.ts";

const PACKAGES = {
  postgres: ["postgresql"],
  "redis-server": ["redis-server"],
  nginx: ["nginx"],
  openssl: ["openssl"],
  go: ["golang-go"],
  "nats-server": ["nats-server"],
  ejabberdctl: ["ejabberd", "erlang-p1-pgsql"],
  chromium: ["chromium"],
  "chromium-headless-shell": ["chromium-headless-shell"],
  // A browser without them draws boxes for emoji and Chinese, and is often there without them.
  emoji: ["fonts-noto-color-emoji"],
  chinese: ["fonts-noto-cjk"],
} as const;

/** What is no program, and where its package puts it. */
const FONTS = {
  emoji: "/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf",
  chinese: "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
} as const;

/** A program or a font that this file can find or install. */
export type Program = keyof typeof PACKAGES;

/** The absolute path of a program or font, installed first if need be. */
export async function ensure(program: Program): Promise<string> {
  return find(program) ?? await installed(program);
}

/** Makes sure of all of them with one call of apt. */
export async function ensureAll(programs: Program[]): Promise<void> {
  const missing = programs.filter((program) => !find(program));
  if (missing.length > 0) await install([...new Set(missing.flatMap((program) => PACKAGES[program]))]);
}

async function installed(program: Program): Promise<string> {
  await install([...PACKAGES[program]]);
  const path = find(program);
  if (!path) throw new Error(`${program} is not on this machine, although its package is installed`);
  return path;
}

function find(program: Program): string | undefined {
  if (program === "emoji" || program === "chinese") return isFile(FONTS[program]) ? FONTS[program] : undefined;
  return folders().map((folder) => `${folder}/${program}`).find(isFile);
}

/** PATH, then where Debian keeps servers: sbin is not on everyone's PATH, and Postgres has a folder a version. */
function folders(): string[] {
  const path = (Deno.env.get("PATH") ?? "").split(":").filter((folder) => folder.startsWith("/"));
  return [...path, ...postgresFolders(), "/usr/sbin", "/usr/bin"];
}

function postgresFolders(): string[] {
  const root = "/usr/lib/postgresql";
  try {
    const versions = [...Deno.readDirSync(root)].map(({ name }) => name);
    return versions.sort((a, b) => Number(b) - Number(a)).map((version) => `${root}/${version}/bin`);
  } catch {
    return [];
  }
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
