// What the list asks of its reader: bold is unread, the number is for oneself.

import { strict as assert } from "node:assert";
import { attention, isArchived, totalAttention } from "../../lib/protocol/unread.ts";

const quiet = {
  type: "group" as "group" | "private",
  unread_count: 0,
  mention_count: 0,
  muted: false,
  notify: "all" as "all" | "mentions" | "nothing",
  archived: false,
  marked_unread: false,
};
const asks = (entry: Partial<typeof quiet>) => {
  const { unread, badge } = attention({ ...quiet, ...entry });
  return [unread, badge];
};

Deno.test("in a group the number is the mentions, in private all that is unread", () => {
  assert.deepEqual(asks({}), [false, 0]);
  assert.deepEqual(asks({ unread_count: 3 }), [true, 0]);
  assert.deepEqual(asks({ unread_count: 3, mention_count: 1 }), [true, 1]);
  assert.deepEqual(asks({ type: "private", unread_count: 3, mention_count: 1 }), [true, 3]);
});

Deno.test("muted asks for nothing, unless one marked it oneself", () => {
  assert.deepEqual(asks({ muted: true, unread_count: 3, mention_count: 1 }), [false, 0]);
  assert.deepEqual(asks({ muted: true, type: "private", unread_count: 3 }), [false, 0]);
  assert.deepEqual(asks({ muted: true, marked_unread: true }), [true, 0]);
  assert.deepEqual(asks({ marked_unread: true }), [true, 0]);
});

Deno.test("what is to be notified of is what the number counts", () => {
  assert.deepEqual(asks({ type: "private", notify: "mentions", unread_count: 3, mention_count: 1 }), [true, 1]);
  assert.deepEqual(asks({ notify: "nothing", unread_count: 3, mention_count: 1 }), [true, 0]);
  assert.deepEqual(asks({ type: "private", notify: "nothing", unread_count: 3 }), [true, 0]);
});

Deno.test("archived is bold in its place, and in no number and no total", () => {
  assert.deepEqual(asks({ archived: true, type: "private", unread_count: 3 }), [true, 0]);
  const entries = [
    { ...quiet, type: "private" as const, unread_count: 2 },
    { ...quiet, unread_count: 5, mention_count: 1 },
    { ...quiet, archived: true, unread_count: 9, mention_count: 9 },
    { ...quiet, muted: true, unread_count: 9 },
    { ...quiet, marked_unread: true },
  ];
  assert.deepEqual(totalAttention(entries), { unread: 3, badge: 3 });
});

Deno.test("a later message brings back what was archived, unless it is muted", () => {
  assert.deepEqual(
    [[null, 3, true], [3, 3, false], [3, 4, false], [3, 4, true]].map((it) =>
      isArchived(...it as [number | null, number, boolean])
    ),
    [false, true, false, true],
  );
});
