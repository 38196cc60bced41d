// How long searches take in a million messages of four languages: fills a Postgres of its own through the real indexer, asks as
// the service does, and writes the table, with the plans of the slowest, to RESULTS.md.
// `deno task bench-search [messages] [times] [url]`: at a URL, a Postgres that is there is used, and filled only if it is empty

import { migrate } from "../db/migrate.ts";
import { openPostgres } from "../db/postgres.ts";
import type { Database } from "../db/sql.ts";
import { memoryBus } from "../lib/bus/memory.ts";
import { Indexer } from "../lib/services/search_index.ts";
import { startPostgres } from "../tests/support/postgres.ts";
import { writeSection } from "./results.ts";
import { type Corpus, corpus } from "./search/corpus.ts";
import { fill, join } from "./search/fill.ts";
import { kindsFor, type Viewer } from "./search/kinds.ts";
import { measure, type Measured, planOf, quantile } from "./search/measure.ts";
import { seeded } from "./search/random.ts";

const messages = Number(Deno.args[0] ?? 1_000_000);
const times = Number(Deno.args[1] ?? 100);
const given = Deno.args[2];
const PLANS = 3;
const SETTINGS = { shared_buffers: "512MB", work_mem: "4MB" };

const tell = (text: string) => console.log(text);

/** Somebody new, in some of the conversations. */
async function viewer(db: Database, name: string, conversations: { id: string }[]): Promise<Viewer> {
  const id = crypto.randomUUID();
  await db.query(
    "insert into users (id, username, username_key, email, email_key, password_hash) values ($1, $2, $2, $2, $2, '')",
    [id, `${name} ${id}`],
  );
  const ids = conversations.map((conversation) => conversation.id);
  await join(db, ids.map((conversation) => ({ id: conversation, user: id })));
  return { name, id, conversations: ids };
}

const viewers = (db: Database, { conversations }: Corpus): Promise<Viewer[]> =>
  Promise.all([
    viewer(db, "in 2 conversations", [conversations[40]!, conversations[900]!]),
    viewer(db, "in 500 conversations", conversations.filter((_, i) => i % 10 === 3)),
    viewer(
      db,
      "in 500 quiet ones, all English",
      conversations.filter((it) => it.language.name === "English").slice(-500),
    ),
  ]);

async function measureAll(db: Database, made: Corpus): Promise<Measured[]> {
  const all: Measured[] = [];
  for (const who of await viewers(db, made)) {
    for (const kind of await kindsFor(db, made, who, seeded(3))) all.push(await measure(db, who, kind, times));
  }
  return all;
}

const row = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
const ms = (value: number) => value.toFixed(1);

function table(all: readonly Measured[]): string[] {
  const names = [...new Set(all.map(({ viewer }) => viewer))];
  return names.flatMap((name) => [
    `\n**Somebody ${name}**\n`,
    row(["search", "p50 ms", "p95 ms", "p99 ms", "results"]),
    "| --- | ---: | ---: | ---: | ---: |",
    ...all.filter(({ viewer }) => viewer === name).map(({ kind, times, results }) =>
      row([kind, ...[0.5, 0.95, 0.99].map((share) => ms(quantile(times, share))), results.toFixed(1)])
    ),
  ]);
}

async function plans(db: Database, all: readonly Measured[]): Promise<string[]> {
  const p95 = ({ times }: Measured) => quantile(times, 0.95);
  const slowest = all.toSorted((a, b) => p95(b) - p95(a)).slice(0, PLANS);
  return await Promise.all(slowest.map(async (measured) => {
    const { viewer, kind, slowest: { query } } = measured;
    const about = `Somebody ${viewer}, ${kind}: <code>${query.q}</code>`;
    return `<details><summary>${about}</summary>\n\n\`\`\`\n${await planOf(db, measured)}\n\`\`\`\n</details>`;
  }));
}

async function version(db: Database): Promise<string> {
  const [found] = await db.query<{ version: string }>("select current_setting('server_version') as version");
  return found?.version.split(" ")[0] ?? "";
}

async function settings(db: Database): Promise<string> {
  const rows = await db.query<{ name: string; value: string }>(
    "select name, current_setting(name) as value from unnest($1::text[]) as s(name)",
    [Object.keys(SETTINGS)],
  );
  return rows.map(({ name, value }) => `${name} = ${value}`).join(", ");
}

async function sizes(db: Database): Promise<string> {
  const rows = await db.query<{ name: string; size: string }>(
    `select relname as name, pg_size_pretty(pg_relation_size(oid)) as size from pg_class
      where relname in ('messages', 'message_search', 'message_search_terms', 'message_search_pkey') order by relname`,
  );
  return rows.map(({ name, size }) => `\`${name}\` ${size}`).join(", ");
}

await using server = given === undefined ? await startPostgres({ fsync: false, settings: SETTINGS }) : undefined;
const db = openPostgres({ url: given ?? server!.url, poolSize: 4 });
await migrate(db);
const made = corpus({ messages, conversations: 5_000, people: 1_000 });
if ((await db.query("select from messages limit 1")).length === 0) {
  const onError = (error: unknown) => {
    throw error;
  };
  const indexer = new Indexer({ db, bus: memoryBus({ alone: true }), onError });
  tell(`Indexed by the indexer at ${await fill(db, made, indexer, tell)} messages a second.`);
}
const all = await measureAll(db, made);
const worst = Math.max(...all.map((it) => quantile(it.times, 0.95)));
const sorted = all.flatMap((it) => it.times).toSorted((a, b) => a - b);
await writeSection("Search", [
  `${messages.toLocaleString("en")} messages in 5,000 conversations, four languages, on Postgres ${await version(db)}`,
  `(${await settings(
    db,
  )}); ${times} searches of a kind, one after the other, pages of 20; the time is the service's, without HTTP.`,
  `On disk: ${await sizes(db)}.\n`,
  `All searches together: p50 ${ms(quantile(sorted, 0.5))} ms, **p95 ${ms(quantile(sorted, 0.95))} ms**,`,
  `p99 ${ms(quantile(sorted, 0.99))} ms; the slowest kind: p95 ${ms(worst)} ms.`,
  ...table(all),
  `\nThe plans of the ${PLANS} slowest kinds, each for its slowest search:\n`,
  ...await plans(db, all),
], tell);
await db.close();
