// From the configuration to a running instance: the only place that names concrete adapters, and loads only those that are used (Redis's
// alone is 23 MB). What it opens, `close` ends, in an order that loses nothing: what is in flight first, then sockets, presence, bus and
// database.

import { endCleanly, establishEpoch, installationId } from "../db/epoch.ts";
import { migrate } from "../db/migrate.ts";
import { alive, type Database } from "../db/sql.ts";
import type { Bus } from "./bus/bus.ts";
import { memoryBus } from "./bus/memory.ts";
import { databaseClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { logger } from "./log.ts";
import type { BusCounts } from "./metrics/counts.ts";
import { watched } from "./metrics/database.ts";
import { createMetrics, type Metrics } from "./metrics/metrics.ts";
import { watchProcess } from "./metrics/process.ts";
import { faultsLog } from "./process/faults_log.ts";
import type { Limits } from "./protocol/limits.ts";
import { Hub } from "./realtime/hub.ts";
import { Poll } from "./realtime/poll.ts";
import { Presence } from "./realtime/presence.ts";
import { createReader } from "./realtime/reader.ts";
import { Sockets } from "./realtime/sockets.ts";
import type { Deps } from "./services/deps.ts";
import { newId } from "./services/ids.ts";
import { changesReader } from "./services/changes_read.ts";
import { liveSessions } from "./services/live_sessions.ts";
import { createMarkWriter } from "./services/marks.ts";
import { FileSweeper } from "./services/file_sweeper.ts";
import { Indexer } from "./services/search_index.ts";
import { instanceRates } from "./services/instance_rates.ts";
import { scryptPasswords } from "./services/passwords.ts";
import { keptSecret } from "./services/secrets.ts";
import { type SharedCounts, signInLimits, unlimitedSignIns } from "./services/sign_in_limits.ts";
import { jwtTokens } from "./services/tokens.ts";
import { createWriter } from "./services/writer.ts";
import type { Running } from "./running.ts";

export { DatabaseUnfit } from "../db/database_unfit.ts";
export { DirectoryInUse } from "../db/directory_in_use.ts";

/** Transactions of messages at a time; the embedded database has one connection. */
const LANES = 4;
const BUS_START_MS = 5_000;
const EPOCH_MS = 10_000;
const FINISH_MS = 5_000;

/**
 * Opens the database, brings its schema up to date, joins the other instances.
 * @throws DatabaseUnfit, DirectoryInUse, RedisRefuses, SqlError
 */
export async function assemble(config: Config): Promise<Running> {
  const onError = faultsLog();
  const metrics = createMetrics();
  const db = watched(await openDatabase(config), metrics.database);
  try {
    return await run(config, db, metrics, onError);
  } catch (error) {
    await db.close();
    throw error;
  }
}

async function run(
  config: Config,
  db: Database,
  metrics: Metrics,
  onError: (error: unknown) => void,
): Promise<Running> {
  const applied = await migrate(db);
  if (applied.length > 0) logger("database").info("brought up to date by {applied}", { applied });
  const bootedAt = db.embedded ? Math.round(Date.now() / 1000 - Deno.osUptime()) : undefined;
  let epoch = await establishEpoch(db, bootedAt);
  const instanceId = newId();
  const { bus, shared } = await openBus(config, db, instanceId, metrics.counts.bus, onError);
  const limits = limitsOf(config);
  const clock = databaseClock();
  const deps: Deps = {
    db,
    bus,
    limits,
    metrics,
    clock,
    writer: createWriter(db, bus, db.embedded ? 1 : LANES, metrics),
    marks: createMarkWriter(db, bus, limits.smallGroup),
    passwords: scryptPasswords(),
    tokens: await jwtTokens(config.jwtSecret ?? await keptSecret(config.dataDir, "jwt-secret"), clock.now),
    changes: changesReader(db, limits.smallGroup),
    liveSessions: liveSessions(db, clock),
    signIns: config.rateLimits ? signInLimits({ perMinute: limits.signInsPerMinute, shared }) : unlimitedSignIns,
    ...instanceRates(limits, config.rateLimits),
    tellStatus: (userIds) => presence.tell(userIds),
    epoch: () => epoch,
    settings: { directory: config.directory, sessionDays: config.sessionDays, tokenHours: config.tokenHours },
  };
  const hub: Hub = new Hub({
    bus,
    limits,
    counts: metrics.counts,
    reader: createReader(deps),
    presence: { changed: (userId, state) => presence.changed(userId, state) },
    onError,
  });
  const { smallGroup } = limits;
  const presence = new Presence({ db, bus, instanceId, smallGroup, present: hub.present, onError });
  const sockets = new Sockets(deps, hub, onError);
  const onEpoch = (now: string) => {
    if (now === epoch) return;
    epoch = now;
    sockets.restart();
  };
  const poll = new Poll({ db, bus, hub, smallGroup, onTime: clock.learn, onEpoch, onError });
  const indexer = new Indexer({ db, bus, onError });
  const sweeper = new FileSweeper({ db, onError });
  // A fail-over happens under a running instance: its connections come back to another timeline.
  const watch = setInterval(() => establishEpoch(db, bootedAt).then(onEpoch, onError), EPOCH_MS);
  const stopWatching = watchProcess(metrics.families);
  metrics.watch({
    sockets: () => hub.connections.size,
    people: () => hub.present().size,
    conversations: () => hub.rooms.size,
    queued: deps.writer.queued,
    unread: () => sockets.unread(),
  });
  const letGo = async () => {
    clearInterval(watch);
    stopWatching();
    await sockets.closeAll(() => Promise.resolve());
    await atMost(FINISH_MS, poll.stop()); // the database may hang
    await atMost(FINISH_MS, indexer.stop());
    await atMost(FINISH_MS, sweeper.stop());
    await atMost(FINISH_MS, presence.stop().catch(onError));
    await bus.close();
  };
  try {
    await presence.start();
    await poll.start();
    indexer.start();
    sweeper.start();
  } catch (error) {
    await letGo(); // whoever waits for the database tries again with new ones
    throw error;
  }

  return {
    config,
    deps,
    hub,
    sockets,
    ready: () => alive(db),
    drain: () => sockets.closeAll(() => atMost(FINISH_MS, Promise.all([deps.writer.idle(), deps.marks.idle()]))),
    async close() {
      await letGo();
      if (db.embedded) await endCleanly(db).catch(onError); // a full disk refuses it
      await db.close();
    },
  };
}

function atMost(ms: number, work: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout>;
  const over = new Promise((resolve) => timer = setTimeout(resolve, ms));
  return Promise.race([work, over]).finally(() => clearTimeout(timer));
}

/** Whoever supervises the process starts it anew; as long as there is no room it goes on for reading. */
function databaseEnded(): never {
  logger("database").fatal(
    "the embedded database ended itself, and so does Parley: most likely the disk of DATA_DIR is full. What was acknowledged is kept",
  );
  Deno.exit(1);
}

async function openDatabase({ database, dataDir }: Config): Promise<Database> {
  if (database === "embedded") {
    return await (await import("../db/pglite.ts")).openPglite(dataDir, { onAbort: databaseEnded });
  }
  return (await import("../db/postgres.ts")).openPostgres(database);
}

async function openBus(
  config: Config,
  db: Database,
  instance: string,
  counts: BusCounts,
  onError: (error: unknown) => void,
): Promise<{ bus: Bus; shared?: SharedCounts }> {
  if (config.redis === undefined) return { bus: memoryBus({ alone: db.embedded }) };
  const { redisBus } = await import("./bus/redis.ts");
  const prefix = `parley:${await installationId(db)}:`;
  const bus = await redisBus({
    url: config.redis.url,
    channels: config.busChannels,
    prefix,
    instance,
    startMs: BUS_START_MS,
    counts,
    onError,
  });
  return { bus, shared: { redis: bus.store, prefix } };
}

/** `LIMITS=off` is for benchmarks and load tests: it lifts rates, never sizes. */
const limitsOf = (config: Config): Limits =>
  config.rateLimits ? config.limits : { ...config.limits, messagesPerSecond: Infinity, strangersPerHour: Infinity };
