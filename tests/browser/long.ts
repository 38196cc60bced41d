// A long conversation, put straight into a real Postgres: nobody has the time to say a hundred thousand messages.

import type { BrowserContextOptions } from "playwright-core";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { startInstance } from "../support/instance.ts";
import { launch } from "../support/chromium.ts";
import { freshDatabase } from "../support/shared.ts";
import { idOf, signUp, type Someone, type Stage } from "./browser.ts";

/** A message every twenty seconds, the last one now: long and short ones, by two people in turn, a few at a time. */
const FILL = `
  insert into messages (conversation_id, seq, id, rev, sent_rev, sender_id, content, created_at, updated_at)
  select c.id, s, gen_random_uuid(), c.rev - c.last_seq + s, c.rev - c.last_seq + s, case when s / 3 % 2 = 0 then $2::uuid else $3::uuid end,
         'line ' || s || case when s % 7 = 0 then E'\\nand\\nmore' when s % 31 = 0 then repeat(' word', 120) else '' end, at, at
    from conversations c, generate_series(c.last_seq + 1, $4) s, lateral (select now() - ($4 - s) * interval '20 s' as at) t
   where c.id = $1`;
const HEAD = `
  with moved as (update conversations set rev = rev + $2 - last_seq, last_seq = $2 where id = $1 returning id, rev),
       indexed as (insert into search_heads (conversation_id, rev) select id, rev from moved
                   on conflict (conversation_id) do update set rev = excluded.rev)
  insert into heads (kind, id, rev, xid) select 'c', id, rev, pg_current_xact_id() from moved
  on conflict (kind, id, sub) do update set rev = excluded.rev, xid = excluded.xid`;

const PLAIN = { ada: {}, bob: {} };

export interface LongStage extends Stage {
  ada: Someone;
  bob: Someone;
  /** how ada opens the conversation, and how bob does */
  paths: { ada: string; bob: string };
  say: (from: Someone, content: string) => Promise<void>;
  /** the id of "line n" */
  idOfLine: (n: number) => Promise<string>;
  db: Database;
  /** As if the person had read so far, from before the page is opened. */
  readUpTo: (who: Someone, seq: number) => Promise<void>;
}

/** A server on Postgres, two people, and their conversation of `count` messages, the first of which is ada's. */
export async function longStage(
  count: number,
  options: Record<"ada" | "bob", BrowserContextOptions> = PLAIN,
): Promise<LongStage> {
  const fresh = await freshDatabase();
  const server = await startInstance({ LIMITS: "off", DATABASE_URL: fresh.url, JWT_SECRET: "s".repeat(40) });
  const browser = await launch();
  const ada = await signUp(browser, server.url, "ada", options.ada);
  const bob = await signUp(browser, server.url, "bob", options.bob);
  for (const { page } of [ada, bob]) await page.goto("about:blank");
  const [adaId, bobId] = [await idOf(ada), await idOf(bob)];
  const others = new Map([[ada, bobId], [bob, adaId]]);
  const say = async (from: Someone, content: string) => {
    const at = `/api/v1/messages/private/${others.get(from)}`;
    const sent = await from.context.request.post(at, { data: { content }, headers: { origin: server.url } });
    if (!sent.ok()) throw new Error(`${sent.status()}`);
  };
  await say(ada, "line 1");
  const db = openPostgres({ url: fresh.url, poolSize: 2 });
  const [conversation] = await db.query<{ id: string }>("select id from conversations");
  await db.query(FILL, [conversation!.id, adaId, bobId, count]);
  await db.query(HEAD, [conversation!.id, count]);
  const readUpTo = async (who: Someone, seq: number) => {
    const at = "update members set read_seq = $3, delivered_seq = $3 where conversation_id = $1 and user_id = $2";
    await db.query(at, [conversation!.id, who === ada ? adaId : bobId, seq]);
  };
  const idOfLine = async (n: number) => {
    const text = "select id from messages where conversation_id = $1 and seq = $2";
    return (await db.query<{ id: string }>(text, [conversation!.id, n]))[0]!.id;
  };
  return {
    server,
    browser,
    ada,
    bob,
    paths: { ada: `/u/${bobId}`, bob: `/u/${adaId}` },
    say,
    idOfLine,
    db,
    readUpTo,
    [Symbol.asyncDispose]: async () => {
      await browser.close();
      await server.stop();
      await db.close();
      await fresh.drop();
    },
  };
}
