// Puts a corpus into a database as it grows in life: what is said, then the indexer's work on it, again and again.

import type { Database } from "../../db/sql.ts";
import type { Indexer } from "../../lib/services/search_index.ts";
import type { Corpus, Said } from "./corpus.ts";

const CHUNK = 10_000;

/** @returns messages indexed a second */
export async function fill(
  db: Database,
  corpus: Corpus,
  indexer: Indexer,
  tell: (text: string) => void,
): Promise<number> {
  await people(db, corpus);
  await conversations(db, corpus);
  const counts = new Uint32Array(corpus.conversations.length).fill(1);
  let chunk: Said[] = [];
  let [done, indexing] = [0, 0];
  const flush = async () => {
    await messages(db, corpus, chunk, counts);
    const began = performance.now();
    while (await indexer.step());
    indexing += performance.now() - began;
    done += chunk.length;
    chunk = [];
    if (done % (10 * CHUNK) === 0) tell(`${done} messages; indexed ${Math.round(done / indexing * 1000)} a second`);
  };
  for (const said of corpus.messages()) if (chunk.push(said) === CHUNK) await flush();
  if (chunk.length > 0) await flush();
  await db.query("vacuum analyze");
  return Math.round(done / indexing * 1000);
}

const people = (db: Database, corpus: Corpus) =>
  db.query(
    `insert into users (id, username, username_key, email, email_key, password_hash, name_key)
     select id, 'person' || i, 'person' || i, i || '@example.com', i || '@example.com', '', 'first last' || i
       from unnest($1::uuid[]) with ordinality as p(id, i)`,
    [corpus.people],
  );

async function conversations(db: Database, corpus: Corpus): Promise<void> {
  const list = corpus.conversations;
  await db.query(
    "insert into conversations (id, kind, rev) select id, 'group', 1 from unnest($1::uuid[]) as c(id)",
    [list.map(({ id }) => id)],
  );
  await db.query(
    `insert into groups (id, name, name_key, owner_id, max_members, member_count, rev)
     select id, 'Group ' || i, 'group ' || i, $2::uuid, 100, 12, 1 from unnest($1::uuid[]) with ordinality as c(id, i)`,
    [list.map(({ id }) => id), corpus.people[0]],
  );
  const members = list.flatMap(({ id, members }) => members.map((user) => ({ id, user })));
  await join(db, members);
}

/** Makes people members, without a change of its own. */
export const join = (db: Database, members: readonly { id: string; user: string }[]) =>
  db.query(
    `insert into members (conversation_id, user_id, rev, changed_by, joined_rev, me_rev)
     select id, "user", 1, "user", 1, 1 from json_to_recordset($1::text::json) as m(id uuid, "user" uuid)
     on conflict do nothing`,
    [JSON.stringify(members)],
  );

/** @param revs the rev of each conversation; a message's seq is one less */
async function messages(db: Database, corpus: Corpus, chunk: readonly Said[], revs: Uint32Array): Promise<void> {
  const rows = chunk.map(({ conversation, id, sender, content, at }) => {
    const rev = revs[conversation]! += 1;
    return { c: corpus.conversations[conversation]!.id, rev, id, sender, content, at: new Date(at).toISOString() };
  });
  await db.transaction(async (tx) => {
    await tx.query(
      `insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, created_at, updated_at)
       select c, rev - 1, id, rev, rev, sender, content, at, at
         from json_to_recordset($1::text::json)
           as m(c uuid, rev bigint, id uuid, sender uuid, content text, at timestamptz)`,
      [JSON.stringify(rows)],
    );
    const heads = [...new Map(rows.map(({ c, rev }) => [c, rev]))].map(([c, rev]) => ({ c, rev }));
    await tx.query(
      `with h as (select * from json_to_recordset($1::text::json) as h(c uuid, rev bigint)), moved as (
         update conversations x set rev = h.rev, last_seq = h.rev - 1 from h where x.id = h.c
       )
       insert into heads (kind, id, rev, xid) select 'c', c, rev, pg_current_xact_id() from h
       on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid`,
      [JSON.stringify(heads)],
    );
  });
}
