// What the tests of groups look at: what was announced since the last look, and what must hold of a group whatever happened to it.

import assert from "node:assert/strict";
import type { BusEvent, ChangesEvent } from "../../lib/bus/bus.ts";
import type { Frame } from "../support/person.ts";
import type { Chat } from "./chat.ts";

const isChanges = (event: BusEvent): event is ChangesEvent => event.kind === "changes";

/** What was announced since the last call: the frames, and who was told of their own list. All of it in one hint a conversation. */
export function announced(chat: Chat): { frames: Frame[]; people: string[] } {
  const events = chat.events.splice(0);
  return {
    frames: events.filter(isChanges).flatMap((event) => event.changes).map((change) => JSON.parse(change.text)),
    people: events.flatMap((event) => event.kind === "person" ? [event.user_id] : []),
  };
}

/** The frames in short: type, rev, and the kind of event that a system message tells of. */
export const inShort = (frames: Frame[]): unknown[] =>
  frames.map((it) => it.event === undefined ? [it.type, it.rev] : [it.event.kind, it.rev]);

interface State {
  owners: string[];
  owner_id: string;
  counted: number;
  member_count: number;
  max_members: number;
  rev: number;
  head: number;
  last_seq: number;
  seqs: number[];
  revs: number[];
}

/** What must hold of a group whatever happened to it. @returns its row, counters and revs */
export async function assertInvariants(chat: Chat, id: string): Promise<State> {
  const [state] = await chat.db.query<State>(
    `select (select coalesce(json_agg(user_id), '[]') from members
              where conversation_id = $1 and left_at is null and role = 'owner') as owners,
            (select count(*) from members where conversation_id = $1 and left_at is null) as counted,
            g.owner_id, g.member_count, g.max_members, c.rev, c.last_seq,
            (select h.rev from heads h where h.kind = 'c' and h.id = c.id) as head,
            (select json_agg(seq order by seq) from messages where conversation_id = $1) as seqs,
            (select json_agg(rev) from members where conversation_id = $1) as revs
       from groups g join conversations c on c.id = g.id where g.id = $1`,
    [id],
  );
  assert.ok(state);
  assert.deepEqual(state.owners, [state.owner_id], "one owner, whom the group names");
  assert.equal(state.member_count, state.counted);
  assert.ok(state.member_count <= state.max_members);
  assert.equal(state.head, state.rev);
  assert.ok(Math.max(...state.revs) <= state.rev);
  assert.deepEqual(state.seqs, Array.from({ length: state.last_seq }, (_, i) => i + 1));
  await assertPeople(chat);
  return state;
}

/** Everybody's own number is that of their last change, and of their head. */
export async function assertPeople(chat: Chat): Promise<void> {
  const people = await chat.db.query<{ me_rev: number; head: number; highest: number }>(
    `select u.me_rev, h.rev as head, (select max(me_rev) from members m where m.user_id = u.id) as highest
       from users u join heads h on h.kind = 'u' and h.id = u.id`,
  );
  for (const { me_rev, head, highest } of people) assert.deepEqual([head, highest], [me_rev, me_rev]);
}
