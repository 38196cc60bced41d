// Parley's database with a world in it: everybody signed in, in all their conversations, with what was said before.

import { migrate } from "../../db/migrate.ts";
import type { Database } from "../../db/sql.ts";
import { jwtTokens } from "../../lib/services/tokens.ts";
import { Indexer } from "../../lib/services/search_index.ts";
import { memoryBus } from "../../lib/bus/memory.ts";
import type { World } from "./peer.ts";

/** Parley's own, so that the tokens made here are good. */
export const SECRET = "a secret of the benchmark alone, which guards nothing at all";
const DAYS = 30;

/** @returns everybody's token, in the order of `people` */
export async function settle(db: Database, world: World): Promise<string[]> {
  const { people, history = 0 } = world;
  await migrate(db);
  const sessions = people.map(() => crypto.randomUUID());
  await db.query(
    `insert into users (id, username, username_key, email, email_key, password_hash, name_key)
     select id, 'person' || i, 'person' || i, i || '@example.com', i || '@example.com', '', 'person' || i
       from unnest($1::uuid[]) with ordinality as p(id, i)`,
    [people],
  );
  await db.query(
    `insert into sessions (id, user_id, expires_at)
     select id, person, now() + make_interval(days => $3) from unnest($1::uuid[], $2::uuid[]) as s(id, person)`,
    [sessions, people, DAYS],
  );
  await conversations(db, world);
  if (history > 0) await fill(db, world, 0, history);
  if (world.isIndexed) await index(db);
  // A table that is empty would be planned for as such, until it is looked at again a minute later: nobody's is.
  const filled = history > 0 ? "" : "users, sessions, conversations, groups, members";
  await db.query(`vacuum analyze ${filled}`);
  // What filling it left to be written would be written while it is measured.
  await db.query("checkpoint");
  const tokens = await jwtTokens(SECRET, Date.now);
  const expiresAt = new Date(Date.now() + DAYS * 86_400_000).toISOString();
  return await Promise.all(people.map((userId, i) => tokens.issue({ userId, sessionId: sessions[i]!, expiresAt })));
}

async function conversations(db: Database, { people, rooms }: World): Promise<void> {
  const rows = JSON.stringify(rooms.map(({ id, private: pair, members }) => ({
    id,
    kind: pair ? "private" : "group",
    pair: pair ? members.map((at) => people[at]!) : [],
    owner: people[members[0]!]!,
    members: members.map((at) => people[at]!),
    size: members.length,
  })));
  await db.query(
    `insert into conversations (id, kind, rev, user_a, user_b)
     select id, kind, 1, least(pair[1], pair[2]), greatest(pair[1], pair[2])
       from json_to_recordset($1::text::json) as c(id uuid, kind text, pair uuid[])`,
    [rows],
  );
  await db.query(
    `insert into groups (id, name, name_key, owner_id, max_members, member_count, rev)
     select id, 'Group', 'group', owner, size, size, 1
       from json_to_recordset($1::text::json) as c(id uuid, kind text, owner uuid, size integer) where kind = 'group'`,
    [rows],
  );
  await db.query(
    `insert into members (conversation_id, user_id, rev, changed_by, joined_rev, me_rev)
     select id, member, 1, member, 1, 1
       from json_to_recordset($1::text::json) as c(id uuid, members uuid[]), unnest(members) as m(member)`,
    [rows],
  );
}

/**
 * Messages `from + 1` to `to` in every room, by its members in turn. Each says which it is (see load/page.go), and is read.
 * The indexer takes them for indexed: it would otherwise be at them for as long as anything is measured.
 */
export async function fill(db: Database, { people, rooms }: World, from: number, to: number): Promise<void> {
  for (const [at, { id, members }] of rooms.entries()) {
    await db.query(
      `insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, created_at, updated_at)
       select $1, n, ('01900000-' || lpad(to_hex($2::int), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, n + 1, n + 1,
              ($3::uuid[])[1 + n % array_length($3::uuid[], 1)],
              'Message ' || $2::int || '.' || n || ' with **some words** and https://example.com', now(), now()
         from generate_series($4::int, $5::int) as s(n)`,
      [id, at, members.map((member) => people[member]!), from + 1, to],
    );
  }
  await db.query(
    `with c as (
       update conversations set last_seq = $2::bigint, rev = $2::bigint + 1, last_message_at = now() where id = any ($1::uuid[]) returning id, rev
     ), m as (
       update members set read_seq = $2::bigint, delivered_seq = $2::bigint where conversation_id = any ($1::uuid[])
     ), h as (
       insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from c
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid
     )
     insert into search_heads (conversation_id, rev) select id, rev from c
     on conflict (conversation_id) do update set rev = excluded.rev`,
    [rooms.map(({ id }) => id), to],
  );
}

/** All of it, by Parley's own indexer, which does not rest: nobody waits for this database yet. */
async function index(db: Database): Promise<void> {
  await db.query("delete from search_heads");
  const onError = (error: unknown) => {
    throw error;
  };
  const indexer = new Indexer({ db, bus: memoryBus({ alone: true }), onError });
  while (await indexer.step());
}
