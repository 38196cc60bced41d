// Where the keys and the switcher lead to.
import assert from "node:assert/strict";
import { searchPath } from "../../components/chat/thread/search_path.ts";
import { type Conversation, fromEntry } from "../../lib/client/conversation.ts";
import { inOrder, named, nearest, neighbour } from "../../lib/client/moving.ts";
import type { Target } from "../../lib/client/target.ts";
import { attention } from "../../lib/protocol/unread.ts";
import type { ConversationView } from "../../lib/protocol/views.ts";
import { ME, OWN, person } from "./model_views.ts";

const withPerson = (name: string, own: Partial<ConversationView> = {}): Conversation =>
  fromEntry({
    ...OWN,
    id: `c-${name}`,
    type: "private",
    peer: person(name),
    last_message: null,
    last_seq: 1,
    first_seq: 1,
    rev: 1,
    last_read_seq: 1,
    unread_count: 0,
    ...own,
  });
const at = (id: string): Target => ({ kind: "private", id });
const isUnread = ({ entry }: Conversation) => attention(entry).unread;

Deno.test("the keys go through the list as it is shown: pinned first, without what is archived, and stop at its ends", () => {
  const list = inOrder([withPerson("a"), withPerson("b", { archived: true }), withPerson("c", { pinned: true })]);
  assert.deepEqual(list.map((it) => it.entry.id), ["c-c", "c-a"]);
  assert.deepEqual(neighbour(list, at("c"), 1), at("a"));
  assert.deepEqual(neighbour(list, at("a"), -1), at("c"));
  assert.equal(neighbour(list, at("a"), 1), undefined);
  assert.deepEqual(neighbour(list, null, -1), at("c"));
});

Deno.test("the next unread conversation is the nearest in that direction, around the ends, never the open one", () => {
  const unread = { unread_count: 1 };
  const list = [withPerson("a", unread), withPerson("b"), withPerson("c", unread), withPerson("d", unread)];
  assert.deepEqual(nearest(list, at("b"), 1, isUnread), at("c"));
  assert.deepEqual(nearest(list, at("b"), -1, isUnread), at("a"));
  assert.deepEqual(nearest(list, at("d"), 1, isUnread), at("a"));
  assert.deepEqual(nearest(list, at("a"), -1, isUnread), at("d"));
  assert.deepEqual(nearest(list, null, 1, isUnread), at("a"));
  assert.deepEqual(nearest(list, null, -1, isUnread), at("d"));
  assert.equal(nearest([withPerson("a", unread)], at("a"), 1, isUnread), undefined);
});

Deno.test("names that begin as typed come before those that hold it in a word, whatever case and width", () => {
  const all = ["Rubber", "Tim Bern", "Ｂｅｒｔ", "Ann"];
  assert.deepEqual(named(all, " BER", (it) => [it]), ["Ｂｅｒｔ", "Tim Bern", "Rubber"]);
  assert.deepEqual(named(all, "", (it) => [it]), all);
});

Deno.test("a search in a conversation names it where a name can be said, and else goes by its id", () => {
  const q = (of: Conversation) => new URLSearchParams(searchPath(of, ME).split("?")[1]).get("q");
  assert.equal(q(withPerson("bob")), `in:"bob"`);
  assert.equal(q(withPerson(ME)), `in:c-${ME}`);
  assert.equal(q(withPerson('the "real" one', { id: "x" })), "in:x");
});
