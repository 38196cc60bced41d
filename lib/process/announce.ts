// What an operator reads once everything is up: where it is, and, the first time, what to do next.

import { type Config, hostPart } from "../config.ts";
import type { Instance } from "./instance.ts";

/** The lines for the standard output; the first is one that scripts wait for. */
export function readyLines(config: Config, { address, isNew }: Pick<Instance, "address" | "isNew">): string[] {
  const lines = [`Parley is ready on http://${hostPart(address.hostname)}:${address.port}/`];
  if (!isNew) return lines;
  const host = /^(0\.0\.0\.0|::)$/.test(address.hostname) ? "localhost" : hostPart(address.hostname);
  const origin = config.publicUrl ?? `http://${host}:${address.port}`;
  lines.push(`Nobody has an account yet: open ${origin}/register to make the first one.`);
  if (config.database === "embedded") {
    lines.push(`Everything is kept in ${config.dataDir}. Settings: see .env.example.`);
  }
  return lines;
}
