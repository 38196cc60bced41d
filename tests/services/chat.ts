// What the tests of conversations and groups stand on: a migrated database of either kind, people in it, and the services'
// dependencies around the in-process bus, whose events are kept.

import { memoryBus } from "../../lib/bus/memory.ts";
import type { BusEvent } from "../../lib/bus/bus.ts";
import { migrate } from "../../db/migrate.ts";
import { openPglite } from "../../db/pglite.ts";
import { openPostgres } from "../../db/postgres.ts";
import type { Database } from "../../db/sql.ts";
import { insertUser } from "../../db/users.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/protocol/limits.ts";
import type { SendBody } from "../../lib/protocol/rest.ts";
import type { ChatDeps } from "../../lib/services/chat_deps.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { newId } from "../../lib/services/ids.ts";
import { createMarkWriter, type MarkWriter } from "../../lib/services/marks.ts";
import { createWriter, type Writer } from "../../lib/services/writer.ts";
import { freshDatabase } from "../support/shared.ts";

export interface Chat extends ChatDeps {
  writer: Writer;
  marks: MarkWriter;
  /** everything that was announced, oldest first */
  events: BusEvent[];
  /** A new person, by name. */
  person(name?: string): Promise<Actor>;
  /** Stores a message of a member. */
  say(who: Actor, conversationId: string, content: string, to?: Actor): ReturnType<Writer["send"]>;
}

let people = 0;

async function newPerson(db: Database, name: string): Promise<Actor> {
  const id = newId();
  const key = `${name}-${++people}`;
  await insertUser(db, {
    id,
    username: key,
    username_key: key,
    email: `${key}@example.org`,
    email_key: `${key}@example.org`,
    password_hash: "",
    first_name: "",
    last_name: "",
    name_key: key,
  });
  return { userId: id, sessionId: newId() };
}

/** The services' dependencies around a migrated database. */
export function chatOn(db: Database, limits: Partial<Limits> = {}): Chat {
  const bus = memoryBus({ alone: true });
  const events: BusEvent[] = [];
  bus.subscribe({ wants: () => true, receive: (event) => void events.push(event) });
  const writer = createWriter(db, bus, db.embedded ? 1 : 2);
  return {
    db,
    bus,
    events,
    writer,
    marks: createMarkWriter(db, bus),
    limits: { ...DEFAULT_LIMITS, ...limits },
    epoch: () => "epoch-1",
    person: (name = "person") => newPerson(db, name),
    say: (who, conversationId, content, to) =>
      writer.send({
        conversationId,
        senderId: who.userId,
        to: to?.userId,
        content,
        clientId: undefined,
        messageType: "text",
        replyTo: undefined,
        origin: undefined,
      }),
  };
}

/** Whether an error is the refusal with this code. */
export const code = (expected: string) => (error: unknown): boolean =>
  error instanceof ParleyError && error.code === expected;

/** What a client sends with a message, as the schema would have completed it. */
export const body = (content: string, more: Partial<SendBody> = {}): SendBody => ({
  content,
  message_type: "text",
  attachments: [],
  ...more,
});

/** Runs `test` once on PGlite in memory and once on real Postgres, each on a migrated database of its own. */
export function onBoth(name: string, test: (chat: Chat) => Promise<void>): void {
  Deno.test(`${name} (PGlite)`, async () => {
    const db = await openPglite();
    try {
      await migrate(db);
      await test(chatOn(db));
    } finally {
      await db.close();
    }
  });
  Deno.test(`${name} (Postgres)`, async () => {
    await using fresh = await freshDatabase();
    const db = openPostgres({ url: fresh.url, poolSize: 6 });
    try {
      await migrate(db);
      await test(chatOn(db));
    } finally {
      await db.close();
    }
  });
}
