// Parley itself, by the commands of `deno task start`: Postgres, tokens, membership and every limit but those of rates.

import postgres from "postgres";
import { jwtTokens } from "../../lib/services/tokens.ts";
import { openPostgres } from "../../db/postgres.ts";
import { migrate } from "../../db/migrate.ts";
import { startInstance } from "../../tests/support/instance.ts";
import type { Ground, Peer, Site, World } from "./peer.ts";
import { storedIn } from "./stored.ts";

const SECRET = "a secret of the benchmark alone, which guards nothing at all";
const DAYS = 30;

export const parley: Peer = {
  name: "Parley",
  does: "every message committed before its ack; one array frame a member and batch",
  dialect: { dialect: "json", path: "/ws", subprotocol: "parley.v1", acks: true },
  async prepare(world, ground) {
    const url = await ground.postgres.createDatabase();
    return site(url, await settle(url, world), ground);
  },
};

const site = (url: string, tokens: string[], { redis }: Ground): Site => ({
  tokens,
  async start(instances) {
    const instance = await startInstance({
      DATABASE_URL: url,
      JWT_SECRET: SECRET,
      INSTANCES: `${instances}`,
      LIMITS: "off",
      LOG_LEVEL: "warning",
      ...instances > 1 ? { REDIS_URL: redis.url } : {},
    });
    return {
      ports: [instance.port],
      pids: [instance.pid],
      [Symbol.asyncDispose]: async () => void await instance.stop(),
    };
  },
  stored: (run) => storedIn(url, "messages", run),
});

/** Everybody, signed in, in all their conversations. @returns their tokens */
async function settle(url: string, { people, rooms, history = 0 }: World): Promise<string[]> {
  const db = openPostgres({ url, poolSize: 1 });
  await migrate(db);
  await db.close();
  const sessions = people.map(() => crypto.randomUUID());
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await sql`
      insert into users (id, username, username_key, email, email_key, password_hash, name_key)
      select id, 'person' || i, 'person' || i, i || '@example.com', i || '@example.com', '', 'person' || i
        from unnest(${people}::uuid[]) with ordinality as p(id, i)`;
    await sql`
      insert into sessions (id, user_id, expires_at) select *, now() + make_interval(days => ${DAYS})
        from unnest(${sessions}::uuid[], ${people}::uuid[])`;
    await conversations(sql, people, rooms);
    if (history > 0) await fill(sql, people, rooms, history);
    await sql.unsafe("vacuum analyze");
  } finally {
    await sql.end();
  }
  const tokens = await jwtTokens(SECRET, Date.now);
  const expiresAt = new Date(Date.now() + DAYS * 86_400_000).toISOString();
  return await Promise.all(people.map((userId, i) => tokens.issue({ userId, sessionId: sessions[i]!, expiresAt })));
}

async function conversations(sql: postgres.Sql, people: string[], rooms: World["rooms"]): Promise<void> {
  const rows = rooms.map(({ id, private: pair, members }) => ({
    id,
    kind: pair ? "private" : "group",
    pair: pair ? members.map((at) => people[at]!) : [],
    owner: people[members[0]!]!,
    size: members.length,
  }));
  await sql`
    insert into conversations (id, kind, rev, user_a, user_b)
    select id, kind, 1, least(pair[1], pair[2]), greatest(pair[1], pair[2])
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as c(id uuid, kind text, pair uuid[])`;
  await sql`
    insert into groups (id, name, name_key, owner_id, max_members, member_count, rev)
    select id, 'Group', 'group', owner, size, size, 1
      from json_to_recordset(${JSON.stringify(rows)}::text::json) as c(id uuid, kind text, owner uuid, size integer)
     where kind = 'group'`;
  for (const { id, members } of rooms) {
    await sql`
      insert into members (conversation_id, user_id, rev, changed_by, joined_rev, me_rev)
      select ${id}, "user", 1, "user", 1, 1 from unnest(${members.map((at) => people[at]!)}::uuid[]) as m("user")`;
  }
}

async function fill(sql: postgres.Sql, people: string[], rooms: World["rooms"], history: number): Promise<void> {
  for (const { id, members } of rooms) {
    await sql`
      insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, created_at, updated_at)
      select ${id}, n, gen_random_uuid(), n + 1, n + 1, (${
      members.map((at) => people[at]!)
    }::uuid[])[1 + n % ${members.length}],
             'Message ' || n || ' with **some words** and https://example.com', now(), now()
        from generate_series(1, ${history}::int) as s(n)`;
    await sql`update conversations set last_seq = ${history}, rev = ${
      history + 1
    }, last_message_at = now() where id = ${id}`;
  }
}
