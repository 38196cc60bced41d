// Everything of one person, for them to take along: read page by page while it is sent, with what they may see at that moment. It
// ends with the session that asked for it.

import { blockedBy } from "../../db/blocks.ts";
import { entriesByIds } from "../../db/entries.ts";
import { contactsById, conversationIds } from "../../db/export.ts";
import { ownFiles, readableFile } from "../../db/files.ts";
import type { UserRow } from "../../db/users.ts";
import { ParleyError } from "../protocol/errors.ts";
import { COUNT_MAX } from "../protocol/limits.ts";
import type { ConversationView, MessageView, UserView } from "../protocol/views.ts";
import type { Actor, Deps } from "./deps.ts";
import { bytesOf } from "./files.ts";
import * as history from "./history.ts";
import { own } from "./own_settings.ts";
import * as sessions from "./sessions.ts";
import { userView } from "./user_view.ts";
import { conversationView, fileView } from "./views.ts";
import { type PackedFile, zipped } from "./zip.ts";

const PAGE = 100;
const README = `This is what Parley holds of you. What ends in .json is JSON in UTF-8; times are in UTC.

profile.json        you, and what you chose for yourself
sessions.json       where you are signed in
contacts.json       the people with whom you share a conversation
blocks.json         the people you have blocked
conversations.json  your private conversations, with your own settings, drafts and how far you have read
groups.json         the same for your groups
messages/<id>.json  what was said in one of them, the oldest first, as far as you may see it
files.json          the files that you have uploaded
files/<id>/<name>   one of them, as it is
`;

/**
 * @returns a ZIP archive in pieces
 * @throws ParleyError `rate_limited`
 */
export async function exportOf(deps: Deps, actor: Actor): Promise<AsyncGenerator<Uint8Array>> {
  await deps.exports.spend(actor.userId);
  return zipped(files(deps, actor));
}

async function* files(deps: Deps, actor: Actor): AsyncGenerator<PackedFile> {
  const { db } = deps;
  const view = (row: UserRow): UserView => userView(row, actor.userId);
  yield { name: "README.txt", pieces: text(README) };
  yield { name: "profile.json", pieces: text(JSON.stringify(await own(deps, actor), null, 1)) };
  yield list("sessions", [await sessions.list(deps, actor)]);
  yield list("contacts", pages((after) => contactsById(db, actor.userId, after, PAGE), view));
  yield list("blocks", [(await blockedBy(db, actor.userId)).map(view)]);
  yield list("conversations", conversations(deps, actor, "private"));
  yield list("groups", conversations(deps, actor, "group"));
  for await (const page of conversations(deps, actor)) {
    for (const entry of page) yield list("messages", messages(deps, actor, entry), `messages/${entry.id}`);
  }
  yield* uploads(deps, actor);
}

/** What is their own goes along whole. */
async function* uploads(deps: Deps, actor: Actor): AsyncGenerator<PackedFile> {
  const own = () => pages((after) => ownFiles(deps.db, actor.userId, after, PAGE), fileView);
  yield list("files", own());
  for await (const page of own()) {
    for (const { id, name, size } of page) {
      await demandSession(deps, actor);
      // Removed since the list was read: without its bytes, the whole archive would break off.
      if (await readableFile(deps.db, actor.userId, id) === undefined) continue;
      yield { name: `files/${id}/${name}`, pieces: bytesOf(deps, id, 0, size), isPacked: true };
    }
  }
}

async function demandSession(deps: Deps, { sessionId }: Actor): Promise<void> {
  if (await deps.liveSessions.find(sessionId) !== undefined) return;
  throw new ParleyError("session_ended", "Your session has ended.");
}

async function* conversations(
  deps: Deps,
  actor: Actor,
  type?: ConversationView["type"],
): AsyncGenerator<ConversationView[]> {
  let after: string | undefined;
  for (;;) {
    const ids = await conversationIds(deps.db, actor.userId, after, PAGE);
    if (ids.length === 0) return;
    const rows = await entriesByIds(deps.db, actor.userId, COUNT_MAX, ids);
    const views = rows.map((row) => conversationView(row, actor.userId));
    yield views.filter((it) => type === undefined || it.type === type);
    after = ids.at(-1);
  }
}

async function* messages(deps: Deps, actor: Actor, entry: ConversationView): AsyncGenerator<MessageView[]> {
  for (let after = 0;;) {
    await demandSession(deps, actor);
    const page = await historyOf(deps, actor, entry, after);
    yield page.messages;
    const last = page.messages.at(-1);
    if (!page.has_more || last === undefined) return;
    after = last.seq;
  }
}

async function historyOf(deps: Deps, actor: Actor, { id, peer }: ConversationView, after: number) {
  const query = { after, limit: PAGE };
  try {
    if (peer === undefined) return await history.inGroup(deps, actor, id, query);
    return await history.withPerson(deps, actor, peer.id, query);
  } catch (error) {
    if (!(error instanceof ParleyError && error.code === "not_found")) throw error;
    return { messages: [], has_more: false }; // no longer theirs since the list was read
  }
}

/** @param read the page behind an id */
async function* pages<Row extends { id: string }, View>(
  read: (after: string | undefined) => Promise<Row[]>,
  view: (row: Row) => View,
): AsyncGenerator<View[]> {
  let after: string | undefined;
  for (;;) {
    const rows = await read(after);
    if (rows.length === 0) return;
    yield rows.map(view);
    after = rows.at(-1)?.id;
  }
}

/** A file of one JSON object, whose only field is a list. */
const list = (
  name: string,
  pages: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
  path = name,
): PackedFile => ({ name: `${path}.json`, pieces: listText(name, pages) });

async function* listText(
  name: string,
  pages: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
): AsyncGenerator<string> {
  let separator = `{${JSON.stringify(name)}: [\n`;
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield separator + page.map((item) => JSON.stringify(item)).join(",\n");
    separator = ",\n";
  }
  yield separator.startsWith("{") ? `${separator}]}\n` : "\n]}\n";
}

async function* text(whole: string): AsyncGenerator<string> {
  yield await Promise.resolve(whole);
}
