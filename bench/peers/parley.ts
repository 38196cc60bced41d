// Parley itself, by the commands of `deno task start`: tokens, membership and every limit but those of rates; on Postgres, and on its
// embedded database.

import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { dataFolder, startInstance } from "../../tests/support/instance.ts";
import { dropDatabase } from "../../tests/support/postgres.ts";
import { removeFolder } from "../../tests/support/temp.ts";
import { EMBEDDED, PARLEY } from "../workload.ts";
import { SECRET, settle } from "./parley_world.ts";
import type { Ground, Peer, Running, Site } from "./peer.ts";

const ENV = { JWT_SECRET: SECRET, LIMITS: "off", LOG_LEVEL: "warning" };
const DIALECT = { dialect: "json", path: "/ws", subprotocol: "parley.v1", acks: true } as const;

export const parley: Peer = {
  name: PARLEY,
  does: "every message committed before its ack; one array frame a member and batch",
  dialect: DIALECT,
  async prepare(world, ground) {
    const url = await ground.postgres.createDatabase();
    const open = () => Promise.resolve(openPostgres({ url, poolSize: 1 }));
    const tokens = await using(open, (db) => settle(db, world));
    return {
      ...asked(open),
      url,
      tokens,
      close: () => dropDatabase(url),
      start: (instances, port) => start({ ...postgresEnv(url, instances, ground), ...at(port) }),
    };
  },
};

/** Its database is one process with its own: it can be looked into only when that has ended. */
export const parleyEmbedded: Peer = {
  name: EMBEDDED,
  does: "the same with the database that it brings, in its own process",
  dialect: DIALECT,
  async prepare(world) {
    const dir = await dataFolder();
    const open = () => openPglite(dir);
    const tokens = await using(open, (db) => settle(db, world));
    const close = () => removeFolder(dir);
    return { ...asked(open), tokens, close, start: (_instances, port) => start(at(port), dir) };
  },
};

function postgresEnv(url: string, instances: number, { redis }: Ground): Record<string, string> {
  const bus: Record<string, string> = instances > 1 ? { REDIS_URL: redis.url } : {};
  return { DATABASE_URL: url, INSTANCES: `${instances}`, ...bus };
}

const at = (port: number | undefined): Record<string, string> => port === undefined ? {} : { PORT: `${port}` };

async function start(env: Record<string, string>, dir?: string): Promise<Running> {
  const instance = await startInstance({ ...ENV, ...env }, { dir });
  const stop = async () => void await instance.stop();
  return { ports: [instance.port], pids: [instance.pid], [Symbol.asyncDispose]: stop };
}

async function using<T>(open: () => Promise<Database>, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await open();
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

/** What the database is asked after a slot. */
function asked(open: () => Promise<Database>): Pick<Site, "stored" | "unread"> {
  return {
    stored: (run) =>
      using(open, async (db) => {
        const [row] = await db.query<{ stored: number }>(
          `select count(distinct substr(content, 11, 8)) as stored from messages where starts_with(content, $1)`,
          [`|~${run.toString(16).padStart(8, "0")}`],
        );
        return row?.stored ?? 0;
      }),
    unread: (marks) =>
      using(open, async (db) => {
        const [row] = await db.query<{ missing: number }>(
          `select count(*) as missing from json_to_recordset($1::text::json) as w("user" uuid, room uuid, seq bigint)
             left join members m on m.conversation_id = w.room and m.user_id = w."user"
            where m.read_seq is null or m.read_seq < w.seq`,
          [JSON.stringify(marks)],
        );
        return row?.missing ?? 0;
      }),
  };
}
