// What a benchmark stands on: one Postgres with fsync, one Redis, the built generator; all of them its own, and gone afterwards.

import { startPostgres } from "../tests/support/postgres.ts";
import { startRedis } from "../tests/support/redis.ts";
import { removeFolder, tempFolder } from "../tests/support/temp.ts";
import { buildLoad } from "./load.ts";
import type { Ground } from "./peers/peer.ts";
import { COUNTING } from "./statements.ts";

const SETTINGS = { shared_buffers: "512MB", max_wal_size: "4GB", ...COUNTING };

/** @param work gets the ground and the path of the generator */
export async function onGround(work: (ground: Ground, program: string) => Promise<void>): Promise<void> {
  const folder = await tempFolder("bench");
  await using postgres = await startPostgres({ settings: SETTINGS });
  await using redis = await startRedis();
  await work({ postgres, redis, folder }, await buildLoad(folder));
  await removeFolder(folder);
}
