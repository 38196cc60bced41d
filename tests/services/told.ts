// What the tests of message changes stand on: a group with a message in it, and what was announced.

import assert from "node:assert/strict";
import type { Actor } from "../../lib/services/deps.ts";
import * as groups from "../../lib/services/groups.ts";
import * as history from "../../lib/services/history.ts";
import * as members from "../../lib/services/members.ts";
import type { MessageView } from "../../lib/protocol/views.ts";
import type { Frame } from "../support/person.ts";
import { type Chat, group } from "./chat.ts";

export interface Stage {
  id: string;
  owner: Actor;
  admin: Actor;
  /** the message is hers */
  anna: Actor;
  bert: Actor;
  message: string;
}

/** A group of four with a message of Anna's. */
export async function stage(chat: Chat, content = "said"): Promise<Stage> {
  const [owner, admin, anna, bert] = await Promise.all(["owner", "admin", "anna", "bert"].map(chat.person));
  assert.ok(owner && admin && anna && bert);
  const people = [admin, anna, bert].map((person) => person.userId);
  const { id } = await groups.create(chat, owner, group("Team", { members: people }));
  await members.update(chat, owner, id, admin.userId, { role: "admin" });
  const { id: message } = await chat.say(anna, id, content);
  chat.events.length = 0;
  return { id, owner, admin, anna, bert, message };
}

/** The frames of all that was announced since the last call, and each event in order and without a hole. */
export function told(chat: Chat): Frame[] {
  const events = chat.events.splice(0).filter((event) => event.kind === "changes");
  return events.flatMap((event) => {
    const revs = event.changes.map((change) => change.rev);
    assert.deepEqual(revs, revs.map((_, i) => event.after_rev + 1 + i));
    assert.equal(revs.at(-1), event.rev);
    return event.changes.map((change) => JSON.parse(change.text));
  });
}

/** The message as somebody reads it now. */
export const seen = (chat: Chat, who: Actor, message: string): Promise<MessageView> => history.one(chat, who, message);

/** What every viewer is told alike. */
export function common(view: MessageView): Partial<MessageView> {
  const { status: _, is_read: __, read_at: ___, my_reactions: ____, client_id: _____, ...shown } = view;
  return shown;
}

/** Every value of every column of every table, as text. */
export async function dump(chat: Chat): Promise<string> {
  const tables = await chat.db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  assert.ok(tables.length > 15);
  const rows = await Promise.all(
    tables.map(({ name }) => chat.db.query<{ row: string }>(`select t::text as row from "${name}" t`)),
  );
  return rows.flat().map(({ row }) => row).join("\n");
}
