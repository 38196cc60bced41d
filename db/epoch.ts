// The epoch: a word that changes whenever what was acked may be gone: another database behind the same address, or other tables in it
// (restore), a fail-over (another timeline), or an unclean end of the embedded one together with the machine (another boot).

import type { Database } from "./sql.ts";

interface Meta {
  key: "epoch" | "fingerprint" | "tables" | "running_boot" | "installation";
  value: string;
}

/**
 * The tables are apart from the rest, for they came later: while an instance of an older version runs beside this one, each would find
 * the other's fingerprint wrong. A restore into the same database makes them anew, and that alone tells it.
 */
const IDENTITY = `
  select (select system_identifier from pg_control_system()) || ':' || (select timeline_id from pg_control_checkpoint())
         || ':' || (select oid from pg_database where datname = current_database()) as fingerprint,
         to_regclass('meta')::oid::text as tables`;

/**
 * Heads that came here by a dump tell of transactions of another server, which may be ahead by years: as long as this one has not come
 * so far, each would be found by every poll.
 */
const OWN_HEADS = "update heads set xid = pg_current_xact_id() where xid > pg_current_xact_id()";

/** Two estimates of one boot differ by what the clock was set meanwhile; one too many only makes clients load anew. */
const SAME_BOOT_SECONDS = 20;

/**
 * The present epoch; a new one when the database is not the one that the stored one was made for.
 * @param bootedAt when the machine started, in seconds since 1970, where the database is embedded: what it wrote last survives
 * a crash of the process, but not a power cut
 */
export function establishEpoch(db: Database, bootedAt: number | undefined): Promise<string> {
  return db.transaction(async (tx) => {
    await tx.query("lock table meta in share row exclusive mode");
    const [now] = await tx.query<{ fingerprint: string; tables: string }>(IDENTITY);
    const rows = await tx.query<Meta>("select key, value from meta");
    const meta = new Map(rows.map((row) => [row.key, row.value]));
    const put = (key: Meta["key"], value: string) =>
      tx.query(
        "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value",
        [key, value],
      );
    const lastBoot = meta.get("running_boot");
    const present = meta.get("epoch");
    if (bootedAt !== undefined) await put("running_boot", String(bootedAt));
    const unclean = bootedAt !== undefined && lastBoot !== undefined &&
      Math.abs(Number(lastBoot) - bootedAt) > SAME_BOOT_SECONDS;
    const isSame = meta.get("fingerprint") === now?.fingerprint && meta.get("tables") === now?.tables;
    if (present !== undefined && isSame && !unclean) return present;
    await tx.query(OWN_HEADS);
    const epoch = crypto.randomUUID().slice(0, 8);
    await put("fingerprint", now?.fingerprint ?? "");
    await put("tables", now?.tables ?? "");
    await put("epoch", epoch);
    return epoch;
  });
}

/** The embedded database ends cleanly: another boot is no loss. */
export const endCleanly = (db: Database): Promise<unknown[]> => db.query("delete from meta where key = 'running_boot'");

/** A word of this installation's own, the same on all its instances: keeps apart what shares one Redis. */
export async function installationId(db: Database): Promise<string> {
  await db.query("insert into meta (key, value) values ('installation', $1) on conflict do nothing", [
    crypto.randomUUID().slice(0, 8),
  ]);
  const [row] = await db.query<Meta>("select value from meta where key = 'installation'");
  return row?.value ?? "";
}
