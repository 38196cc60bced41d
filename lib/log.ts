// The log: one JSON object a line on the standard error stream, for people and machines. Only what a caller names is logged, and
// callers never name tokens, cookies, passwords, bodies or query strings.

import { configure, getJsonLinesFormatter, getLogger, type Logger, type LogRecord } from "@logtape/logtape";

export type LogLevel = "debug" | "info" | "warning" | "error";

/** The logger of one part of Parley. Before `openLog`, what it is told is dropped. */
export const logger = (part: string): Logger => getLogger(["parley", part]);

/** @param level the least that is written */
export async function openLog(level: LogLevel): Promise<void> {
  const format = getJsonLinesFormatter({ properties: "flatten" });
  const encoder = new TextEncoder();
  const write = (record: LogRecord) => void Deno.stderr.writeSync(encoder.encode(format(withErrors(record))));
  await configure({
    sinks: { stderr: write },
    loggers: [
      { category: "parley", lowestLevel: level, sinks: ["stderr"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["stderr"] },
    ],
    reset: true,
  });
}

/** JSON has no form for errors: they become their name, message and stack. */
function withErrors(record: LogRecord): LogRecord {
  const properties = Object.entries(record.properties).map(([key, value]) => [key, plain(value)]);
  return { ...record, properties: Object.fromEntries(properties) };
}

const plain = (value: unknown): unknown =>
  value instanceof Error ? { name: value.name, message: value.message, stack: value.stack } : value;
