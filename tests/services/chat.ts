// What the tests of conversations and groups stand on: people, and the services' dependencies around a database of either kind
// and the in-process bus, whose events are kept.

import { memoryBus } from "../../lib/bus/memory.ts";
import type { BusEvent } from "../../lib/bus/bus.ts";
import type { Database } from "../../db/sql.ts";
import { insertUser } from "../../db/users.ts";
import { ParleyError } from "../../lib/protocol/errors.ts";
import { DEFAULT_LIMITS, type Limits } from "../../lib/protocol/limits.ts";
import type { CreateGroupBody } from "../../lib/protocol/rest.ts";
import { type ChangesReader, changesReader } from "../../lib/services/changes_read.ts";
import type { ChatDeps } from "../../lib/services/chat_deps.ts";
import type { Actor } from "../../lib/services/deps.ts";
import { newId } from "../../lib/services/ids.ts";
import { createMarkWriter, type MarkWriter } from "../../lib/services/marks.ts";
import { createWriter, type Writer } from "../../lib/services/writer.ts";
import { onBoth as onBothDatabases } from "../support/databases.ts";

export interface Chat extends ChatDeps {
  changes: ChangesReader;
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
  const all = { ...DEFAULT_LIMITS, ...limits };
  return {
    db,
    bus,
    events,
    writer,
    changes: changesReader(db, all.smallGroup),
    marks: createMarkWriter(db, bus, all.smallGroup),
    limits: all,
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

/** What a client sends to make a group, as the schema would have completed it. */
export const group = (name: string, more: Partial<CreateGroupBody> = {}): CreateGroupBody => ({
  name,
  description: "",
  is_private: false,
  history_visible: true,
  members: [],
  ...more,
});

/** One case on both databases, each fresh and migrated. */
export const onBoth = (name: string, test: (chat: Chat) => Promise<void>): void =>
  onBothDatabases(name, (db) => test(chatOn(db)));
