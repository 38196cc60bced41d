// Sessions under the surface: one query for all who ask in a turn, news to every instance, and nothing that outlives a revocation.

import { strict as assert } from "node:assert";
import type { Sql } from "../../db/sql.ts";
import type { BusEvent } from "../../lib/bus/bus.ts";
import { databaseClock } from "../../lib/clock.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import * as accounts from "../../lib/services/accounts.ts";
import { liveSessions } from "../../lib/services/live_sessions.ts";
import * as sessions from "../../lib/services/sessions.ts";
import { waitUntil } from "../support/wait.ts";
import { PASSWORD, type Served, suite } from "../routes/served.ts";

const CLIENT: sessions.Client = { userAgent: "test", ip: "203.0.113.1", by: "api" };
const PAGES: sessions.Client = { ...CLIENT, by: "pages" };
let accountsMade = 0;

async function account({ running: { deps } }: Served, client = CLIENT) {
  const username = `sess${Date.now().toString(36)}${accountsMade++}`;
  const body = { username, email: `${username}@example.com`, password: PASSWORD, first_name: "", last_name: "" };
  const signedIn = await accounts.register(deps, body, client);
  return { ...signedIn, username, actor: await sessions.check(deps, signedIn.token) };
}

/** What is announced while `work` runs. */
async function announcedBy({ running }: Served, work: () => Promise<unknown>): Promise<BusEvent[]> {
  const { bus } = running.deps;
  const publish = bus.publish;
  const events: BusEvent[] = [];
  bus.publish = (event) => {
    events.push(event);
    publish.call(bus, event);
  };
  await work();
  bus.publish = publish;
  return events;
}

const headsOf = async ({ running }: Served, id: string) =>
  (await running.deps.db.query("select 1 as one from heads where kind = 's' and id = $1", [id])).length;

suite({}, (test) => {
  test("a session's end is announced after it is stored, and leaves a head for the poll", async (served) => {
    const { deps } = served.running;
    const { actor, username } = await account(served);
    await accounts.login(deps, { email: username, password: PASSWORD }, CLIENT);
    const [, other] = (await sessions.list(deps, actor)).toSorted((a, b) => Number(b.current) - Number(a.current));
    assert.ok(other);
    const events = await announcedBy(served, () => sessions.end(deps, actor, other.id));
    assert.deepEqual(events, [{ kind: "session_ended", user_id: actor.userId, session_id: other.id }]);
    assert.equal(await headsOf(served, other.id), 1);
    assert.deepEqual((await sessions.list(deps, actor)).map((session) => session.current), [true]);
    const again = await announcedBy(served, () => assert.rejects(sessions.end(deps, actor, other.id)));
    assert.deepEqual(again, []);
  });

  test("what cannot be done announces nothing", async (served) => {
    const { deps } = served.running;
    const [mine, theirs] = [await account(served), await account(served)];
    const events = await announcedBy(served, async () => {
      const refused = (error: unknown) => error instanceof ParleyError && error.code === "not_found";
      await assert.rejects(sessions.end(deps, mine.actor, theirs.actor.sessionId), refused);
      await assert.rejects(sessions.end(deps, mine.actor, "nothing"), refused);
    });
    assert.deepEqual(events, []);
    assert.deepEqual(await sessions.check(deps, theirs.token), theirs.actor);
  });

  test("signing out twice at the same time is signing out", async (served) => {
    const { deps } = served.running;
    const { actor } = await account(served);
    await Promise.all([accounts.logout(deps, actor), accounts.logout(deps, actor)]);
    assert.deepEqual(await sessions.list(deps, actor), []);
  });

  test("a thousand requests of one turn ask the database once", async (served) => {
    const { db } = served.running.deps;
    const { actor } = await account(served);
    let queries = 0;
    const counted = { ...db, query: <Row>(...args: Parameters<Sql["query"]>) => (queries++, db.query<Row>(...args)) };
    const live = liveSessions(counted, databaseClock());
    const found = await Promise.all(Array.from({ length: 1_000 }, () => live.find(actor.sessionId)));
    assert.ok(found.every((session) => session?.user_id === actor.userId));
    assert.equal(queries, 1);
  });

  test("the last use is noted once a minute, and nobody waits for it", async (served) => {
    const { deps } = served.running;
    const { actor, token } = await account(served);
    const lastUsed = async () => (await sessions.list(deps, actor))[0]?.last_used_at ?? "";
    const first = await lastUsed();
    await sessions.check(deps, token);
    assert.equal(await lastUsed(), first);
    await deps.db.query("update sessions set last_used_at = now() - interval '2 minutes' where id = $1", [
      actor.sessionId,
    ]);
    const stale = await lastUsed();
    await Promise.all([sessions.check(deps, token), sessions.check(deps, token)]);
    await waitUntil("the use to be noted", async () => await lastUsed() > stale);
  });

  test("a session that ran out is over, whatever its token says", async (served) => {
    const { deps } = served.running;
    const { actor, token } = await account(served, PAGES);
    await deps.db.query("update sessions set expires_at = now() where id = $1", [actor.sessionId]);
    const ended = (error: unknown) => error instanceof ParleyError && error.code === "session_ended";
    await assert.rejects(sessions.check(deps, token), ended);
    await assert.rejects(sessions.refresh(deps, actor, "api"), ended);
    assert.deepEqual(await sessions.list(deps, actor), []);
  });

  test("a page's token lasts as long as its session, one of the API for hours", async (served) => {
    const days = (expires: string) => (Date.parse(expires) - Date.now()) / 86_400_000;
    const [api, pages] = [await account(served), await account(served, PAGES)];
    assert.ok(Math.abs(days(api.expires_at) - 1) < 0.01, api.expires_at);
    assert.ok(Math.abs(days(pages.expires_at) - 30) < 0.01, pages.expires_at);
  });

  test("a sign-in with the old password that is under way while it is changed gets no session", async (served) => {
    const { deps } = served.running;
    const { actor, username } = await account(served);
    const { verify } = deps.passwords;
    let changed = false;
    Object.assign(deps.passwords, {
      verify: async (password: string, hash: string) => {
        const right = await verify(password, hash);
        if (!changed) {
          changed = true; // between the proof and the session
          const body = { current_password: PASSWORD, new_password: "another horse battery" };
          await accounts.changePassword(deps, actor, body, CLIENT);
        }
        return right;
      },
    });
    const refused = (error: unknown) => error instanceof ParleyError && error.code === "bad_credentials";
    await assert.rejects(accounts.login(deps, { email: username, password: PASSWORD }, CLIENT), refused);
    Object.assign(deps.passwords, { verify });
    assert.equal((await sessions.list(deps, actor)).length, 1);
  });

  test("two changes of a password at the same time: one holds, the other is refused", async (served) => {
    const { deps } = served.running;
    const { actor, username } = await account(served);
    const change = (new_password: string) =>
      accounts.changePassword(deps, actor, { current_password: PASSWORD, new_password }, CLIENT);
    const results = await Promise.allSettled([change("first horse battery"), change("second horse battery")]);
    assert.deepEqual(results.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
    const holds = results[0]?.status === "fulfilled" ? "first horse battery" : "second horse battery";
    await accounts.login(deps, { email: username, password: holds }, CLIENT);
  });
});
